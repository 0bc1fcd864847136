namespace Runproof.Runs.Validation;

/// <summary>What a model makes of examples that it was not trained on, whole and as slices.</summary>
/// <param name="Examples">Number of examples.</param>
/// <param name="WholeCorrect">How many the whole model puts into the right class.</param>
/// <param name="SlicedCorrect">How many the slices put into the right class.</param>
/// <param name="Agreements">How many the whole model and the slices put into the same class, right or wrong.</param>
/// <param name="Circuits">How many of the slices ran as circuits, with integers and without proofs; on an example that a circuit refused, one less counts.</param>
public sealed record AccuracyReport(int Examples, int WholeCorrect, int SlicedCorrect, int Agreements, int Circuits)
{
    /// <summary>Least share of examples on which circuits have to agree with the whole model.</summary>
    public const double LeastAgreement = 0.995;

    /// <summary>Largest share of examples by which circuits may be right less often.</summary>
    public const double LargestLoss = 0.003;

    /// <summary>Whether the slices stand for the model: exactly where all of them run on ONNX Runtime, closely where some are circuits.</summary>
    public bool Holds => Circuits == 0
        ? Agreements == Examples
        : Agreements >= LeastAgreement * Examples && WholeCorrect - SlicedCorrect <= LargestLoss * Examples;
}
