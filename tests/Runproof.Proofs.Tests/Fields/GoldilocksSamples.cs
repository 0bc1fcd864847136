using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Tests.Fields;

/// <summary>Elements at which carries, borrows and reductions change their mind, and some at random.</summary>
internal static class GoldilocksSamples
{
    public static IReadOnlyList<Goldilocks> Edges { get; } = MakeEdges();

    /// <summary>Elements drawn from the edges and at random, always the same.</summary>
    public static Goldilocks[] Mixed(int count, int seed)
    {
        var random = new Random(seed);
        var elements = new Goldilocks[count];
        for (int i = 0; i < count; i++)
            elements[i] = random.Next(2) == 0 ? Edges[random.Next(Edges.Count)] : Goldilocks.FromUInt64((ulong)random.NextInt64(long.MinValue, long.MaxValue));
        return elements;
    }

    private static Goldilocks[] MakeEdges()
    {
        ulong[] centers = [0, 1UL << 16, 1UL << 31, 1UL << 32, 1UL << 33, 1UL << 48, 1UL << 61, 1UL << 62, 1UL << 63, Goldilocks.Modulus / 2, Goldilocks.Modulus - (1UL << 32), Goldilocks.Modulus - 1];
        var random = new Random(7);
        var near = from center in centers from distance in (long[])[-2, -1, 0, 1, 2] select unchecked(center + (ulong)distance);
        var others = Enumerable.Range(0, 16).Select(_ => (ulong)random.NextInt64(long.MinValue, long.MaxValue));
        return [.. near.Concat(others).Where(value => value < Goldilocks.Modulus).Distinct().Select(Goldilocks.FromUInt64)];
    }
}
