using System.Collections.Immutable;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Polynomials;
using Runproof.Proofs.Transcripts;

namespace Runproof.Proofs.Sumcheck;

/// <summary>Turns many linear claims on multilinear polynomials of different sizes into one value of each polynomial at one random point.</summary>
/// <remarks>Source: Chen, Bünz, Boneh, Zhang, "HyperPlonk" (ePrint 2022/1355), §3.8, with sums of forms in place of one eq factor per claim.</remarks>
public static class LinearBatchProver
{
    /// <summary>Weights the claims, runs all rounds and evaluates the polynomials.</summary>
    /// <remarks><b>Transcript</b>: what <see cref="LinearBatchVerifier"/> says, in the same order.</remarks>
    /// <param name="claim">What is proved.</param>
    /// <param name="polynomials">The polynomials, in the order of the claim.</param>
    /// <param name="transcript">The transcript, which has absorbed everything that determines the polynomials.</param>
    /// <param name="workers">Who works; the proof does not depend on it.</param>
    /// <param name="remaining">What the proof leaves open.</param>
    public static EvaluatedProof<E> Prove<E>(
        LinearBatchClaim<E> claim,
        ImmutableArray<MultilinearValues<E>> polynomials,
        Transcript transcript,
        Workers workers,
        out EvaluatedClaims<E> remaining)
        where E : struct, IField<E>
    {
        if (!ImmutableArray.CreateRange(polynomials, polynomial => polynomial.Variables).AsSpan().SequenceEqual(claim.Variables.AsSpan()))
            throw new ArgumentException("the polynomials do not have the sizes of the claim", nameof(polynomials));
        SumcheckTranscript.Absorb(transcript, claim);
        E factor = SumcheckTranscript.BatchFactor<E>(transcript);
        using var rounds = new LinearBatchRounds<E>(claim, polynomials, factor, workers);
        var proof = SumcheckProver.Prove(claim.Combine(factor), rounds, transcript, out var end);
        var values = rounds.Values();
        SumcheckTranscript.Evaluations(transcript, values.AsSpan());
        remaining = new(end.Point, values);
        return new(proof, values);
    }
}
