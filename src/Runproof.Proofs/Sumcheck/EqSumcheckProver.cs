using System.Runtime.InteropServices;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Transcripts;

namespace Runproof.Proofs.Sumcheck;

/// <summary>Proves Σ eq(z, x)·p(x) = value and leaves a claim on p alone: the eq factor is in no message.</summary>
/// <remarks>Source: Gruen, "Some improvements for the PIOP for ZeroCheck" (ePrint 2024/108), §3.</remarks>
public static class EqSumcheckProver
{
    /// <summary>Runs all rounds.</summary>
    /// <remarks><b>Transcript</b>: what <see cref="EqSumcheckVerifier"/> says, in the same order.</remarks>
    /// <param name="claim">What is proved; a false claim gives a proof that its reader refuses.</param>
    /// <param name="rounds">
    /// The polynomial p: asked for the t of a round in the variable X with (1 − z_j)·t(0) + z_j·t(1) = sum, weighted with eq over the coordinates of z
    /// behind the j-th only.
    /// </param>
    /// <param name="transcript">The transcript, which has absorbed everything that determines p.</param>
    /// <param name="remaining">What the proof leaves open: the value of p at the challenges.</param>
    public static SumcheckProof<E> Prove<E>(EqSumcheckClaim<E> claim, ISumcheckRounds<E> rounds, Transcript transcript, out RemainingClaim<E> remaining)
        where E : struct, IField<E>
    {
        var messages = new E[claim.Point.Length * claim.Degree];
        var point = new E[claim.Point.Length];
        SumcheckTranscript.Absorb(transcript, claim);
        E sum = claim.Sum;
        for (int round = 0; round < point.Length; round++)
        {
            var message = messages.AsSpan(round * claim.Degree, claim.Degree);
            var polynomial = rounds.Next(sum);
            polynomial.WriteEqSumMessage(message);
            point[round] = SumcheckTranscript.Round<E>(transcript, message);
            sum = polynomial.Evaluate(point[round]);
            rounds.Bind(point[round]);
        }

        remaining = new(ImmutableCollectionsMarshal.AsImmutableArray(point), sum);
        return new(claim.Degree, ImmutableCollectionsMarshal.AsImmutableArray(messages));
    }
}
