using System.Collections.Immutable;
using Runproof.Circuits.Operators;
using Runproof.Circuits.Tensors;

namespace Runproof.Circuits.Tests.Operators;

/// <summary>Index maps that fit a source, at random.</summary>
internal static class RandomIndexMap
{
    /// <summary>A map, and how often it reads the source.</summary>
    public static (IndexMap Map, int Sources) Of(Random random, CircuitShape source)
    {
        int rank = source.Rank;
        switch (random.Next(6))
        {
            case 0:
                return (new Reshape(CircuitShape.Of(source.CountOf(0, rank / 2), source.CountOf(rank / 2, rank))), 1);
            case 1:
                int[] order = [.. Enumerable.Range(0, rank)];
                random.Shuffle(order);
                return (new Transpose([.. order]), 1);
            case 2:
                return (new Concat(random.Next(rank)), random.Next(1, 4));
            case 3:
                return (new Pad(Counts(random, rank), Counts(random, rank), random.Next(-5, 5)), 1);
            case 4:
                return (RandomSlice(random, source), 1);
            default:
                ImmutableArray<int> front = rank < 5 ? Counts(random, random.Next(2)).Select(count => count + 1).ToImmutableArray() : [];
                return (new Broadcast(CircuitShape.Of([.. front, .. source.Dimensions.Select(d => d == 1 ? random.Next(1, 4) : d)])), 1);
        }
    }

    private static ImmutableArray<int> Counts(Random random, int rank) => [.. Enumerable.Range(0, rank).Select(_ => random.Next(3))];

    private static Slice RandomSlice(Random random, CircuitShape source)
    {
        var starts = new int[source.Rank];
        var steps = new int[source.Rank];
        var lengths = new int[source.Rank];
        for (int axis = 0; axis < source.Rank; axis++)
        {
            starts[axis] = random.Next(source[axis]);
            steps[axis] = random.Next(2) == 0 ? random.Next(1, 4) : -random.Next(1, 4);
            int most = steps[axis] > 0 ? (source[axis] - 1 - starts[axis]) / steps[axis] : starts[axis] / -steps[axis];
            lengths[axis] = 1 + random.Next(most + 1);
            if (lengths[axis] == 1)
                steps[axis] = int.MinValue;
        }

        return new([.. starts], [.. steps], CircuitShape.Of(lengths));
    }
}
