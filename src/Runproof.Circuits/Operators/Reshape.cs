using System.Collections.Immutable;
using Runproof.Circuits.Tensors;

namespace Runproof.Circuits.Operators;

/// <summary>The same values in the same order under other dimensions.</summary>
/// <param name="Shape">The new shape.</param>
public sealed record Reshape(CircuitShape Shape) : IndexMap
{
    /// <inheritdoc/>
    public override CircuitShape? InferShape(ImmutableArray<CircuitShape> sources, out string problem)
    {
        problem = "a reshape keeps the number of values of its one source";
        return sources.Length == 1 && sources[0].Count == Shape.Count ? Shape : null;
    }

    /// <inheritdoc/>
    public override int[] Places(ImmutableArray<CircuitShape> sources) => [.. Enumerable.Range(0, Shape.Count)];
}
