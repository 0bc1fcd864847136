using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Polynomials;
using Runproof.Proofs.Transcripts;

namespace Runproof.Proofs.Sumcheck;

/// <summary>Reduces a sum over the cube to one value at a random point.</summary>
/// <remarks>
/// <para><b>Transcript</b>: the number of variables, the degree and the sum; then per round the message, and the challenge is drawn.</para>
/// <para>
/// <b>Soundness</b>: error at most variables·degree/|E|, given that the transcript has absorbed the summand before. The rounds alone refuse no false
/// claim: the caller must check the value that remains.
/// </para>
/// </remarks>
public static class SumcheckVerifier
{
    /// <summary>Follows all rounds; false when the proof does not have the claim's shape.</summary>
    /// <param name="claim">What is claimed.</param>
    /// <param name="proof">The proof.</param>
    /// <param name="transcript">The transcript in the state that the prover's had.</param>
    /// <param name="remaining">What the caller must still check.</param>
    /// <param name="error">Why the proof is refused.</param>
    public static bool TryVerify<E>(
        SumcheckClaim<E> claim,
        SumcheckProof<E> proof,
        Transcript transcript,
        [NotNullWhen(true)] out RemainingClaim<E>? remaining,
        [NotNullWhen(false)] out SumcheckError? error)
        where E : struct, IField<E>
    {
        remaining = null;
        error = SumcheckShape.Check(claim.Variables, claim.Degree, proof);
        if (error is not null)
            return false;
        var point = new E[claim.Variables];
        SumcheckTranscript.Absorb(transcript, claim);
        E sum = claim.Sum;
        for (int round = 0; round < point.Length; round++)
        {
            var message = proof.Messages.AsSpan().Slice(round * claim.Degree, claim.Degree);
            point[round] = SumcheckTranscript.Round(transcript, message);
            sum = RoundPolynomial.FromSum(sum, message).Evaluate(point[round]);
        }

        remaining = new(ImmutableCollectionsMarshal.AsImmutableArray(point), sum);
        return true;
    }
}
