using System.Collections.Immutable;

namespace Runproof.Circuits.Graph;

/// <summary>The values of a circuit's parameters, in the order of their shapes.</summary>
/// <param name="Layers">One per <see cref="ParameterShape"/> of the circuit.</param>
public sealed record CircuitWeights(ImmutableArray<LayerWeights> Layers)
{
    /// <inheritdoc/>
    public bool Equals(CircuitWeights? other) => other is not null && Layers.AsSpan().SequenceEqual(other.Layers.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Layers.Length;
}
