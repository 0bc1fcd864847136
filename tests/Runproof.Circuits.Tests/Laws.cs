using FsCheck;
using FsCheck.Fluent;
using Runproof.Proofs.Fields;

namespace Runproof.Circuits.Tests;

/// <summary>Runs a law over seeds, always the same ones, and makes random things from a seed.</summary>
internal static class Laws
{
    /// <summary>Checks a law for many seeds.</summary>
    public static void Hold(int tests, Action<Random> law) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => law(new Random(seed)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(tests).WithReplay(2026, 7));

    /// <summary>An element with random coefficients, now and then at the edges of what the base field holds.</summary>
    public static E Element<E>(Random random)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        var coefficients = new Goldilocks[E.Degree];
        foreach (ref var coefficient in coefficients.AsSpan())
        {
            ulong value = (ulong)random.NextInt64(long.MinValue, long.MaxValue);
            coefficient = Goldilocks.FromUInt64(random.Next(4) switch
            {
                0 => Goldilocks.Modulus - 1 - (value % 3),
                1 => (value & 0x8000_8000_8000_8000) | 0x7FFF_7FFF_7FFF_7FFF,
                _ => value,
            });
        }

        return E.FromCoefficients(coefficients);
    }

    /// <summary>Random elements.</summary>
    public static E[] Elements<E>(Random random, int count)
        where E : struct, IExtensionField<E, Goldilocks> => [.. Enumerable.Range(0, count).Select(_ => Element<E>(random))];

    /// <summary>Random integers of a range, its ends more often than chance.</summary>
    public static int[] Integers(Random random, int count, long min, long max) =>
        [.. Enumerable.Range(0, count).Select(_ => (int)(random.Next(6) switch { 0 => min, 1 => max, _ => random.NextInt64(min, max + 1) }))];
}
