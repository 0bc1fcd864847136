using System.Collections.Immutable;
using Runproof.Proofs;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Polynomials;
using Runproof.Proofs.Sumcheck;
using Runproof.Proofs.Transcripts;

namespace Runproof.Bench;

/// <summary>Whole sumchecks, from tables in memory to the evaluations at the end.</summary>
internal static class ProofsSumcheck
{
    private const int Variables = 20;
    private const int Length = 1 << Variables;

    /// <summary>The cost of every proof on two threads, and of the product on one.</summary>
    public static IEnumerable<(string Kernel, Figure Figure, double Must, double Good)> Measure()
    {
        var a = Values(1);
        var b = Values(2);
        var bytes = new sbyte[Length];
        new Random(3).NextBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(bytes.AsSpan()));
        var small = Multilinear.OfIntegers<Goldilocks2, Goldilocks, sbyte>(bytes);
        var point = ImmutableArray.Create(Elements(Variables, 4));
        var claim = new LinearBatchClaim<Goldilocks2>([Variables], [LinearClaim.At(0, point, a.Evaluate(point.AsSpan(), Workers.One))]);
        var two = new Workers(2);
        var transcript = new Transcript("bench", 1, "bench");
        Figure[] figures = Interleaved.Measure(
            1,
            () => ProductSumcheckProver.Prove(new SumcheckClaim<Goldilocks2>(Variables, 2, default), [a, b], transcript, two, out _),
            () => ProductSumcheckProver.Prove(new SumcheckClaim<Goldilocks2>(Variables, 2, default), [a, b], transcript, Workers.One, out _),
            () => ProductSumcheckProver.Prove(new SumcheckClaim<Goldilocks2>(Variables, 2, default), [small, b], transcript, two, out _),
            () => ProductSumcheckProver.Prove(new SumcheckClaim<Goldilocks2>(Variables, 3, default), [a, b, small], transcript, two, out _),
            () =>
            {
                using var rounds = new ProductRounds<Goldilocks2>([a, b], point, two);
                EqSumcheckProver.Prove(new EqSumcheckClaim<Goldilocks2>(point, 2, default), rounds, transcript, out _);
            },
            () => LinearBatchProver.Prove(claim, [a], transcript, two, out _),
            () => small.Evaluate(point.AsSpan(), two));
        string[] kernels =
        [
            "product sumcheck, 2^20 extension elements, two cores",
            "product sumcheck, 2^20 extension elements, one core",
            "product sumcheck, 2^20 int8 by extension, two cores",
            "product sumcheck, 2^20, two extension and one int8, two cores",
            "eq sumcheck, 2^20, product of two, two cores",
            "linear batch, one claim on 2^20, two cores",
            "evaluation of 2^20 int8 at a point, two cores",
        ];
        for (int i = 0; i < kernels.Length; i++)
            yield return (kernels[i], figures[i], i == 0 ? 10 : 0, i == 0 ? 3 : 0);
    }

    private static MultilinearValues<Goldilocks2> Values(int seed) => Multilinear.Of<Goldilocks2>(Elements(Length, seed));

    private static Goldilocks2[] Elements(int count, int seed)
    {
        var random = new Random(seed);
        var elements = new Goldilocks2[count];
        for (int i = 0; i < count; i++)
            elements[i] = new(Goldilocks.FromInt64(random.NextInt64()), Goldilocks.FromInt64(random.NextInt64()));
        return elements;
    }
}
