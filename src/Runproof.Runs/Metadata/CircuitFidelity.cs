namespace Runproof.Runs.Metadata;

/// <summary>How close the circuit of a slice comes to ONNX Runtime when both get what the slice gets in the whole model.</summary>
/// <param name="Inputs">How many sample inputs were compared.</param>
/// <param name="MaxError">Largest absolute error of an output.</param>
/// <param name="MeanError">Mean absolute error of the outputs.</param>
/// <param name="RelativeError">Root of the mean squared error, over that of ONNX Runtime's outputs themselves.</param>
/// <param name="ClassAgreements">For how many inputs the largest output stands at the same place; null where the slice does not return class scores.</param>
public sealed record CircuitFidelity(int Inputs, double MaxError, double MeanError, double RelativeError, int? ClassAgreements)
{
    /// <summary>How often which error of the first output occurs; null where the circuit does not return it as floats itself.</summary>
    public ErrorHistogram? Histogram { get; init; }
}
