namespace Runproof.Runs.Validation;

/// <summary>One element in which two outputs differ.</summary>
/// <param name="Index">Position in the flattened output.</param>
/// <param name="Reference">Value of the whole model.</param>
/// <param name="Actual">Value of the slices.</param>
/// <param name="Difference">Absolute difference.</param>
public sealed record ElementError(long Index, double Reference, double Actual, double Difference);
