using System.Collections.Immutable;
using Runproof.Circuits.Operators;

namespace Runproof.Circuits.Graph;

/// <summary>Moves values without changing them: every value of the result is a value of a source, or a constant.</summary>
/// <param name="Inputs">The tensors that are read.</param>
/// <param name="Map">Which value goes where.</param>
public sealed record Rearrange(ImmutableArray<int> Inputs, IndexMap Map) : CircuitNode
{
    /// <inheritdoc/>
    public override ImmutableArray<int> Sources => Inputs;

    /// <inheritdoc/>
    public bool Equals(Rearrange? other) => other is not null && Inputs.AsSpan().SequenceEqual(other.Inputs.AsSpan()) && Map == other.Map;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Inputs.Length, Map);
}
