namespace Runproof.Runs.Diff;

/// <summary>One element in which two tensors differ.</summary>
/// <param name="Index">Index of the element in row-major order.</param>
/// <param name="Left">Its value in the left tensor.</param>
/// <param name="Right">Its value in the right tensor.</param>
/// <param name="AbsoluteError">The distance; infinite where only one of the two is a number.</param>
public readonly record struct ElementDifference(long Index, double Left, double Right, double AbsoluteError);
