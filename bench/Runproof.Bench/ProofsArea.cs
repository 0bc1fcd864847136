using System.Globalization;
using Runproof.Proofs;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Polynomials;

namespace Runproof.Bench;

/// <summary>The kernels of the proof core against what they must reach.</summary>
internal static class ProofsArea
{
    public static void Run(TextWriter output)
    {
        output.WriteLine("medians of interleaved rounds");
        output.WriteLine($"{"kernel",-58} {"measured",12} {"must",12} {"good",12} {"bytes a call",14}");
        Fields(output);
        ProofsHashing.Run(output);
        Encoding(output);
        ProofsLigero.Run(output);
        foreach (var (kernel, figure, must, good) in ProofsSumcheck.Measure())
            Row(output, kernel, figure.Milliseconds, must, good, "ms", figure.Allocated);
        Lookups(output);
    }

    /// <summary>One core, operands that stay in the first cache.</summary>
    private static void Fields(TextWriter output)
    {
        const int count = 1024;
        const int calls = 4000;
        Goldilocks[] a = Elements(count, 1), b = Elements(count, 2), c = new Goldilocks[count];
        Goldilocks2[] a2 = Pairs(count / 2, 3), b2 = Pairs(count / 2, 4), c2 = new Goldilocks2[count / 2];
        Goldilocks3[] a3 = Triples(count / 4, 6), b3 = Triples(count / 4, 7), c3 = new Goldilocks3[count / 4];
        Figure[] figures = Interleaved.Measure(
            calls,
            () => Goldilocks.Multiply(a, b, c),
            () => Goldilocks2.Multiply(a2, b2, c2),
            () => Goldilocks2.Fold(a2, b2, a2[0], c2),
            () => Goldilocks2.Multiply(a2, a.AsSpan(0, a2.Length), c2),
            () => Goldilocks3.Multiply(a3, b3, c3),
            () => BatchInversion.TryInvert<Goldilocks>(a, c));
        Rate(output, "Goldilocks multiply, one core", count, figures[0], 3000, 4300);
        Rate(output, "degree-2 extension multiply, one core", c2.Length, figures[1], 500, 750);
        Rate(output, "degree-2 extension fold, one core", c2.Length, figures[2]);
        Rate(output, "degree-2 extension by base, one core", c2.Length, figures[3]);
        Rate(output, "degree-3 extension multiply, one core", c3.Length, figures[4]);
        Rate(output, "Goldilocks batch inversion, one core", count, figures[5]);
    }

    /// <summary>A matrix of 1,024 rows, the shape that a commitment to 2^20 elements has.</summary>
    private static void Encoding(TextWriter output)
    {
        const int rows = 1024;
        const int length = 1024;
        var code = new ReedSolomonCode<Goldilocks>(length, 0, 4 * length);
        Goldilocks[] message = Elements(rows * length, 5), codeword = new Goldilocks[4 * message.Length];
        Figure[] figures = Interleaved.Measure(
            1,
            () => code.Encode(message, default, rows, codeword, new Workers(2)),
            () => code.Encode(message, default, rows, codeword));
        Row(output, "Reed-Solomon encode 2^20 elements at rate 1/4, two cores", figures[0].Milliseconds, 40, 15, "ms", figures[0].Allocated);
        Row(output, "the same on one core", figures[1].Milliseconds, 0, 0, "ms", figures[1].Allocated);
    }

    /// <summary>Two cores; the leaves, the tree, its layers and the evaluations of the columns.</summary>
    private static void Lookups(TextWriter output)
    {
        ProofsLookups lookups = new();
        Figure[] figures = Interleaved.Measure(2, () => lookups.Prove(), () => lookups.Prove(1), lookups.Verify);
        Row(output, "LogUp-GKR with 2^17 leaves, per lookup, two cores", PerLookup(0), 60, 15, "ns", figures[0].Allocated);
        Row(output, "the same on one core", PerLookup(1), 0, 0, "ns", figures[1].Allocated);
        Row(output, "LogUp-GKR with 2^17 leaves, verify", figures[2].Microseconds, 0, 0, "us", figures[2].Allocated);

        double PerLookup(int i) => figures[i].Microseconds * 1000 / lookups.Count;
    }

    internal static void Rate(TextWriter output, string kernel, int count, Figure figure, double must = 0, double good = 0) =>
        Row(output, kernel, count / figure.Microseconds, must, good, "M/s", figure.Allocated);

    internal static void Row(TextWriter output, string kernel, double measured, double must, double good, string unit, double allocated = -1) =>
        output.WriteLine(
            $"{kernel,-58} {Format(measured, unit),12} {Format(must, unit),12} {Format(good, unit),12} {(allocated < 0 ? "" : allocated.ToString("N0", CultureInfo.InvariantCulture)),14}");

    private static string Format(double value, string unit) => value == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{value:G4} {unit}");

    private static Goldilocks[] Elements(int count, int seed)
    {
        var random = new Random(seed);
        var elements = new Goldilocks[count];
        for (int i = 0; i < count; i++)
            elements[i] = Goldilocks.FromUInt64((ulong)random.NextInt64(long.MinValue, long.MaxValue));
        return elements;
    }

    private static Goldilocks2[] Pairs(int count, int seed)
    {
        Goldilocks[] first = Elements(count, seed), second = Elements(count, ~seed);
        return [.. first.Zip(second, (c0, c1) => new Goldilocks2(c0, c1))];
    }

    private static Goldilocks3[] Triples(int count, int seed)
    {
        var elements = Elements(3 * count, seed);
        return [.. elements.Chunk(3).Select(coefficients => Goldilocks3.FromCoefficients(coefficients))];
    }
}
