using System.Collections.Immutable;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Polynomials;
using Runproof.Proofs.Sumcheck;
using Runproof.Proofs.Tests.Polynomials;
using Runproof.Proofs.Transcripts;

namespace Runproof.Proofs.Tests.Sumcheck;

/// <summary>Statements of random content, and both sides of their protocols.</summary>
internal static class Protocol
{
    public static Transcript Transcript(ICollection<string>? log = null) => new("test", 1, "test", log);

    public static E[][] Factors<E>(Draw draw, int variables, int count)
        where E : struct, IField<E> => [.. Enumerable.Range(0, count).Select(_ => draw.Elements<E>(1 << variables))];

    public static ImmutableArray<MultilinearValues<E>> Polynomials<E>(E[][] values)
        where E : struct, IField<E> => [.. values.Select(table => Multilinear.Of<E>(table))];

    /// <summary>Σ weight(x)·Π f_i(x), term by term.</summary>
    public static E Sum<E>(E[][] factors, Func<int, E> weight)
        where E : struct, IField<E>
    {
        E sum = E.Zero;
        for (int x = 0; x < factors[0].Length; x++)
            sum += factors.Aggregate(weight(x), (product, factor) => product * factor[x]);
        return sum;
    }

    public static SumcheckClaim<E> Claim<E>(E[][] factors)
        where E : struct, IField<E> =>
        new(System.Numerics.BitOperations.Log2((uint)factors[0].Length), factors.Length, Sum(factors, _ => E.One));

    public static EvaluatedProof<E> Prove<E>(E[][] factors, int threads = 1)
        where E : struct, IField<E> =>
        ProductSumcheckProver.Prove(Claim(factors), Polynomials(factors), Transcript(), new Workers(threads), out _);

    public static SumcheckErrorCode? Verify<E>(SumcheckClaim<E> claim, EvaluatedProof<E> proof)
        where E : struct, IField<E> =>
        ProductSumcheckVerifier.TryVerify(claim, proof, Transcript(), out _, out var error) ? null : error.Code;

    /// <summary>A batch with several claims on the first polynomial, one of them on a block, and one claim on each other.</summary>
    public static (LinearBatchClaim<E> Claim, ImmutableArray<MultilinearValues<E>> Polynomials) Batch<E>(Draw draw, params int[] variables)
        where E : struct, IField<E>
    {
        var polynomials = Polynomials<E>([.. variables.Select(count => draw.Elements<E>(1 << count))]);
        var points = variables.Select((count, i) => (i, draw.Point<E>(count))).ToList();
        points.Add((0, draw.Point<E>(variables[0])));
        if (variables[0] > 1)
            points.Add((0, [E.One, E.Zero, .. draw.Point<E>(variables[0] - 2)]));
        return (
            new([.. variables], [.. points.Select(at => LinearClaim.At(at.i, at.Item2, polynomials[at.i].Evaluate(at.Item2.AsSpan(), Workers.One)))]),
            polynomials);
    }

    public static SumcheckErrorCode? Verify<E>(LinearBatchClaim<E> claim, EvaluatedProof<E> proof)
        where E : struct, IField<E> =>
        LinearBatchVerifier.TryVerify(claim, proof, Transcript(), out _, out var error) ? null : error.Code;
}
