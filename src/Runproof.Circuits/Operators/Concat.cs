using System.Collections.Immutable;
using Runproof.Circuits.Tensors;

namespace Runproof.Circuits.Operators;

/// <summary>The sources one after the other along an axis.</summary>
/// <param name="Axis">The axis. Range: 0 to rank − 1.</param>
public sealed record Concat(int Axis) : IndexMap
{
    /// <inheritdoc/>
    public override CircuitShape? InferShape(ImmutableArray<CircuitShape> sources, out string problem)
    {
        problem = "the sources of a concatenation have the same dimensions but along its axis";
        if (sources.IsEmpty || Axis < 0 || Axis >= sources[0].Rank)
            return null;
        long length = 0;
        foreach (var source in sources)
        {
            if (source.Rank != sources[0].Rank || !source.Dimensions.SetItem(Axis, 1).SequenceEqual(sources[0].Dimensions.SetItem(Axis, 1)))
                return null;
            length += source[Axis];
        }

        problem = "the concatenation has too many values";
        return length > int.MaxValue ? null : CircuitShape.TryCreate(sources[0].Dimensions.SetItem(Axis, (int)length));
    }

    /// <inheritdoc/>
    public override int[] Places(ImmutableArray<CircuitShape> sources)
    {
        int outer = sources[0].CountOf(0, Axis);
        var places = new int[sources.Sum(source => source.Count)];
        int next = 0;
        for (int i = 0; i < outer; i++)
        {
            int first = 0;
            foreach (var source in sources)
            {
                int length = source.Count / outer;
                for (int k = 0; k < length; k++)
                    places[next++] = first + (i * length) + k;
                first += source.Count;
            }
        }

        return places;
    }
}
