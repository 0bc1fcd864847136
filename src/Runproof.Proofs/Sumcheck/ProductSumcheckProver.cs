using System.Collections.Immutable;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Polynomials;
using Runproof.Proofs.Transcripts;

namespace Runproof.Proofs.Sumcheck;

/// <summary>Proves what a product of one to three multilinear polynomials adds up to over the cube.</summary>
public static class ProductSumcheckProver
{
    /// <summary>Runs all rounds and evaluates the factors.</summary>
    /// <remarks><b>Transcript</b>: what <see cref="ProductSumcheckVerifier"/> says, in the same order.</remarks>
    /// <param name="claim">What is proved; its degree is the number of factors.</param>
    /// <param name="factors">The factors.</param>
    /// <param name="transcript">The transcript, which has absorbed everything that determines the factors.</param>
    /// <param name="workers">Who works; the proof does not depend on it.</param>
    /// <param name="remaining">What the proof leaves open.</param>
    public static EvaluatedProof<E> Prove<E>(
        SumcheckClaim<E> claim,
        ImmutableArray<MultilinearValues<E>> factors,
        Transcript transcript,
        Workers workers,
        out EvaluatedClaims<E> remaining)
        where E : struct, IField<E>
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(factors.Length, claim.Degree);
        ArgumentOutOfRangeException.ThrowIfNotEqual(factors[0].Variables, claim.Variables);
        using var rounds = new ProductRounds<E>(factors, workers);
        var proof = SumcheckProver.Prove(claim, rounds, transcript, out var end);
        var values = rounds.Values();
        SumcheckTranscript.Evaluations(transcript, values.AsSpan());
        remaining = new(end.Point, values);
        return new(proof, values);
    }
}
