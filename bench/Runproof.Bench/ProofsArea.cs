using System.Globalization;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Polynomials;

namespace Runproof.Bench;

/// <summary>The kernels of the proof core against what they must reach.</summary>
internal static class ProofsArea
{
    public static void Run(TextWriter output)
    {
        output.WriteLine("medians of interleaved rounds");
        output.WriteLine($"{"kernel",-58} {"measured",12} {"must",12} {"good",12}");
        Fields(output);
        ProofsHashing.Run(output);
        Encoding(output);
        ProofsLigero.Run(output);
        foreach (var (kernel, milliseconds, must, good) in ProofsSumcheck.Measure())
            Row(output, kernel, milliseconds, must, good, "ms");
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
        double[] times = Interleaved.Medians(
            calls,
            () => Goldilocks.Multiply(a, b, c),
            () => Goldilocks2.Multiply(a2, b2, c2),
            () => Goldilocks2.Fold(a2, b2, a2[0], c2),
            () => Goldilocks2.Multiply(a2, a.AsSpan(0, a2.Length), c2),
            () => Goldilocks3.Multiply(a3, b3, c3),
            () => BatchInversion.TryInvert<Goldilocks>(a, c));
        Rate(output, "Goldilocks multiply, one core", count / times[0], 3000, 4300);
        Rate(output, "degree-2 extension multiply, one core", c2.Length / times[1], 500, 750);
        Rate(output, "degree-2 extension fold, one core", c2.Length / times[2]);
        Rate(output, "degree-2 extension by base, one core", c2.Length / times[3]);
        Rate(output, "degree-3 extension multiply, one core", c3.Length / times[4]);
        Rate(output, "Goldilocks batch inversion, one core", count / times[5]);
    }

    /// <summary>A matrix of 1,024 rows, the shape that a commitment to 2^20 elements has.</summary>
    private static void Encoding(TextWriter output)
    {
        const int rows = 1024;
        const int length = 1024;
        var code = new ReedSolomonCode<Goldilocks>(length, 0, 4 * length);
        Goldilocks[] message = Elements(rows * length, 5), codeword = new Goldilocks[4 * message.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = 2 };
        double[] times = Interleaved.Medians(
            1,
            () => code.Encode(message, default, rows, codeword, options),
            () => code.Encode(message, default, rows, codeword));
        Row(output, "Reed-Solomon encode 2^20 elements at rate 1/4, two cores", times[0] / 1000, 40, 15, "ms");
        Row(output, "the same on one core", times[1] / 1000, 0, 0, "ms");
    }

    /// <summary>Two cores; the leaves, the tree, its layers and the evaluations of the columns.</summary>
    private static void Lookups(TextWriter output)
    {
        ProofsLookups lookups = new();
        double[] times = Interleaved.Medians(2, () => lookups.Prove(), lookups.Verify);
        Row(output, "LogUp-GKR with 2^17 leaves, per lookup, two cores", times[0] * 1000 / ProofsLookups.Count, 60, 15, "ns");
        Row(output, "LogUp-GKR with 2^17 leaves, verify", times[1], 0, 0, "us");
    }

    internal static void Rate(TextWriter output, string kernel, double millions, double must = 0, double good = 0) =>
        Row(output, kernel, millions, must, good, "M/s");

    internal static void Row(TextWriter output, string kernel, double measured, double must, double good, string unit) =>
        output.WriteLine($"{kernel,-58} {Figure(measured, unit),12} {Figure(must, unit),12} {Figure(good, unit),12}");

    private static string Figure(double value, string unit) => value == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{value:G4} {unit}");

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
