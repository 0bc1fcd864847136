using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Polynomials;
using Runproof.Proofs.Transcripts;

namespace Runproof.Proofs.Sumcheck;

/// <summary>Reduces Σ eq(z, x)·p(x) to one value of p at a random point.</summary>
/// <remarks>
/// <para><b>Transcript</b>: the degree, the point z and the sum; then per round the message, and the challenge is drawn.</para>
/// <para>
/// <b>Soundness</b>: error at most variables·degree/|E|, given that the transcript has absorbed p before. The rounds alone refuse no false claim: the
/// caller must check the value that remains, which is p's own, without eq.
/// </para>
/// </remarks>
public static class EqSumcheckVerifier
{
    /// <summary>Follows all rounds; false when the proof does not have the claim's shape.</summary>
    /// <param name="claim">What is claimed.</param>
    /// <param name="proof">The proof.</param>
    /// <param name="transcript">The transcript in the state that the prover's had.</param>
    /// <param name="remaining">What the caller must still check.</param>
    /// <param name="error">Why the proof is refused.</param>
    public static bool TryVerify<E>(
        EqSumcheckClaim<E> claim,
        SumcheckProof<E> proof,
        Transcript transcript,
        [NotNullWhen(true)] out RemainingClaim<E>? remaining,
        [NotNullWhen(false)] out SumcheckError? error)
        where E : struct, IField<E>
    {
        remaining = null;
        error = SumcheckShape.Check(claim.Point.Length, claim.Degree, proof);
        if (error is not null)
            return false;
        var point = new E[claim.Point.Length];
        SumcheckTranscript.Absorb(transcript, claim);
        E sum = claim.Sum;
        for (int round = 0; round < point.Length; round++)
        {
            var message = proof.Messages.AsSpan().Slice(round * claim.Degree, claim.Degree);
            point[round] = SumcheckTranscript.Round(transcript, message);
            sum = RoundPolynomial.FromEqSum(sum, claim.Point[round], message).Evaluate(point[round]);
        }

        remaining = new(ImmutableCollectionsMarshal.AsImmutableArray(point), sum);
        return true;
    }
}
