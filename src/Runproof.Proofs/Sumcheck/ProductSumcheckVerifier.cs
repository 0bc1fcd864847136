using System.Diagnostics.CodeAnalysis;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Transcripts;

namespace Runproof.Proofs.Sumcheck;

/// <summary>Reduces the sum of a product of multilinear polynomials to one value of each at a random point.</summary>
/// <remarks>
/// <para><b>Transcript</b>: what <see cref="SumcheckVerifier"/> absorbs, then the evaluations.</para>
/// <para>
/// <b>Soundness</b>: error at most variables·factors/|E|, given that the transcript has absorbed the factors before and that the caller checks every
/// value that remains.
/// </para>
/// </remarks>
public static class ProductSumcheckVerifier
{
    /// <summary>Follows all rounds and multiplies the evaluations; false when the proof does not have the claim's shape or they do not fit.</summary>
    /// <param name="claim">What is claimed; its degree is the number of factors.</param>
    /// <param name="proof">The proof.</param>
    /// <param name="transcript">The transcript in the state that the prover's had.</param>
    /// <param name="remaining">What the caller must still check.</param>
    /// <param name="error">Why the proof is refused.</param>
    public static bool TryVerify<E>(
        SumcheckClaim<E> claim,
        EvaluatedProof<E> proof,
        Transcript transcript,
        [NotNullWhen(true)] out EvaluatedClaims<E>? remaining,
        [NotNullWhen(false)] out SumcheckError? error)
        where E : struct, IField<E>
    {
        remaining = null;
        error = SumcheckShape.Check(claim.Degree, proof);
        if (error is not null || !SumcheckVerifier.TryVerify(claim, proof.Rounds, transcript, out var end, out error))
            return false;
        SumcheckTranscript.Evaluations(transcript, proof.Evaluations.AsSpan());
        E product = E.One;
        foreach (E value in proof.Evaluations)
            product *= value;
        if (!product.Equals(end.Value))
        {
            error = new(SumcheckErrorCode.WrongEvaluation);
            return false;
        }

        remaining = new(end.Point, proof.Evaluations);
        return true;
    }
}
