using System.Collections.Immutable;
using Runproof.Circuits.Tensors;

namespace Runproof.Circuits.Operators;

/// <summary>The source repeated along axes in which it has one place, and along axes in front that it lacks.</summary>
/// <param name="Shape">The shape of the result; the source's axes stand at its end.</param>
public sealed record Broadcast(CircuitShape Shape) : IndexMap
{
    /// <inheritdoc/>
    public override CircuitShape? InferShape(ImmutableArray<CircuitShape> sources, out string problem)
    {
        problem = "every dimension of a broadcast's one source is 1 or the dimension of the result that it stands at";
        if (sources.Length != 1 || sources[0].Rank > Shape.Rank)
            return null;
        int front = Shape.Rank - sources[0].Rank;
        for (int axis = 0; axis < sources[0].Rank; axis++)
        {
            if (sources[0][axis] != 1 && sources[0][axis] != Shape[front + axis])
                return null;
        }

        return Shape;
    }

    /// <inheritdoc/>
    public override int[] Places(ImmutableArray<CircuitShape> sources)
    {
        var source = sources[0];
        int front = Shape.Rank - source.Rank;
        var steps = new int[Shape.Rank];
        for (int axis = 0; axis < source.Rank; axis++)
            steps[front + axis] = source[axis] == 1 ? 0 : source.CountOf(axis + 1, source.Rank);
        return Strided.Places(Shape, 0, steps);
    }
}
