namespace Runproof.Circuits.Graph;

/// <summary>The shape of the weights of one layer.</summary>
/// <param name="Outputs">Rows: output channels (with groups), or output features (with batches in front).</param>
/// <param name="Inputs">Columns: what one output reads, row-major: (channels, height, width) of a kernel, or input features.</param>
/// <param name="HasBias">Whether there is a bias for every row.</param>
public sealed record ParameterShape(int Outputs, int Inputs, bool HasBias)
{
    /// <summary>Number of weights, without biases.</summary>
    public long WeightCount => (long)Outputs * Inputs;
}
