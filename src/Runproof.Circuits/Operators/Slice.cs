using System.Collections.Immutable;
using Runproof.Circuits.Tensors;

namespace Runproof.Circuits.Operators;

/// <summary>Part of the source: along every axis the places start, start + step and so on.</summary>
/// <param name="Starts">For every axis the first place.</param>
/// <param name="Steps">For every axis the places between neighbours. Negative to go backwards.</param>
/// <param name="Shape">How many places are taken along every axis.</param>
public sealed record Slice(ImmutableArray<int> Starts, ImmutableArray<int> Steps, CircuitShape Shape) : IndexMap
{
    /// <inheritdoc/>
    public override CircuitShape? InferShape(ImmutableArray<CircuitShape> sources, out string problem)
    {
        problem = "a slice has a start, a step and a length for every axis of its one source, and stays inside of it";
        if (sources.Length != 1 || Shape.Rank != sources[0].Rank || Starts.Length != Shape.Rank || Steps.Length != Shape.Rank)
            return null;
        for (int axis = 0; axis < Shape.Rank; axis++)
        {
            long last = Starts[axis] + ((Shape[axis] - 1L) * Steps[axis]);
            if (Starts[axis] < 0 || Starts[axis] >= sources[0][axis] || last < 0 || last >= sources[0][axis])
                return null;
        }

        return Shape;
    }

    /// <inheritdoc/>
    public override int[] Places(ImmutableArray<CircuitShape> sources)
    {
        int[] counts = [.. Enumerable.Range(0, Shape.Rank).Select(axis => sources[0].CountOf(axis + 1, Shape.Rank))];

        // A step may be anything along an axis of which one place is taken.
        int[] steps = [.. counts.Select((count, axis) => Shape[axis] == 1 ? 0 : count * Steps[axis])];
        return Strided.Places(Shape, counts.Select((count, axis) => count * Starts[axis]).Sum(), steps);
    }

    /// <inheritdoc/>
    public bool Equals(Slice? other) =>
        other is not null
        && Starts.AsSpan().SequenceEqual(other.Starts.AsSpan())
        && Steps.AsSpan().SequenceEqual(other.Steps.AsSpan())
        && Shape.Equals(other.Shape);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Starts.Length, Shape);
}
