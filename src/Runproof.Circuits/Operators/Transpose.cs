using System.Collections.Immutable;
using Runproof.Circuits.Tensors;

namespace Runproof.Circuits.Operators;

/// <summary>The same values with the axes in another order.</summary>
/// <param name="Permutation">For every axis of the result the axis of the source. Shape: (rank).</param>
public sealed record Transpose(ImmutableArray<int> Permutation) : IndexMap
{
    /// <inheritdoc/>
    public override CircuitShape? InferShape(ImmutableArray<CircuitShape> sources, out string problem)
    {
        problem = "a transposition names every axis of its one source once";
        if (sources.Length != 1 || Permutation.Length != sources[0].Rank || !Permutation.Order().SequenceEqual(Enumerable.Range(0, Permutation.Length)))
            return null;
        return CircuitShape.TryCreate([.. Permutation.Select(axis => sources[0][axis])]);
    }

    /// <inheritdoc/>
    public override int[] Places(ImmutableArray<CircuitShape> sources)
    {
        var source = sources[0];
        return Strided.Places(
            CircuitShape.Of([.. Permutation.Select(axis => source[axis])]), 0, [.. Permutation.Select(axis => source.CountOf(axis + 1, source.Rank))]);
    }

    /// <inheritdoc/>
    public bool Equals(Transpose? other) => other is not null && Permutation.AsSpan().SequenceEqual(other.Permutation.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Permutation.Length;
}
