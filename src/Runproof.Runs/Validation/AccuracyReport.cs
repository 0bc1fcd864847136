namespace Runproof.Runs.Validation;

/// <summary>What a model makes of examples that it was not trained on, whole and as slices.</summary>
/// <param name="Examples">Number of examples.</param>
/// <param name="WholeCorrect">How many the whole model puts into the right class.</param>
/// <param name="SlicedCorrect">How many the slices put into the right class.</param>
/// <param name="Agreements">How many the whole model and the slices put into the same class, right or wrong.</param>
public sealed record AccuracyReport(int Examples, int WholeCorrect, int SlicedCorrect, int Agreements);
