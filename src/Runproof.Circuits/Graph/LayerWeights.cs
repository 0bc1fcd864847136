using System.Collections.Immutable;

namespace Runproof.Circuits.Graph;

/// <summary>The weights of one layer.</summary>
/// <param name="Weights">Shape: (outputs, inputs) of the <see cref="ParameterShape"/>. Range: −127 to 127.</param>
/// <param name="Biases">Shape: (outputs), or empty. In units of the accumulator.</param>
public sealed record LayerWeights(ImmutableArray<sbyte> Weights, ImmutableArray<int> Biases)
{
    /// <inheritdoc/>
    public bool Equals(LayerWeights? other) =>
        other is not null && Weights.AsSpan().SequenceEqual(other.Weights.AsSpan()) && Biases.AsSpan().SequenceEqual(other.Biases.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Weights.Length, Biases.Length);
}
