using System.Runtime.InteropServices;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Transcripts;

namespace Runproof.Proofs.Sumcheck;

/// <summary>Proves that a polynomial of degree at most 3 per variable adds up to a value over the cube.</summary>
/// <remarks>Source: Lund, Fortnow, Karloff, Nisan, "Algebraic methods for interactive proof systems" (1992), §3.</remarks>
public static class SumcheckProver
{
    /// <summary>Runs all rounds.</summary>
    /// <remarks><b>Transcript</b>: what <see cref="SumcheckVerifier"/> says, in the same order.</remarks>
    /// <param name="claim">What is proved; a false claim gives a proof that its reader refuses.</param>
    /// <param name="rounds">The summand.</param>
    /// <param name="transcript">The transcript, which has absorbed everything that determines the summand.</param>
    /// <param name="remaining">What the proof leaves open.</param>
    public static SumcheckProof<E> Prove<E>(SumcheckClaim<E> claim, ISumcheckRounds<E> rounds, Transcript transcript, out RemainingClaim<E> remaining)
        where E : struct, IField<E>
    {
        var messages = new E[claim.Variables * claim.Degree];
        var point = new E[claim.Variables];
        SumcheckTranscript.Absorb(transcript, claim);
        E sum = claim.Sum;
        for (int round = 0; round < point.Length; round++)
        {
            var message = messages.AsSpan(round * claim.Degree, claim.Degree);
            var polynomial = rounds.Next(sum);
            polynomial.WriteSumMessage(message);
            point[round] = SumcheckTranscript.Round<E>(transcript, message);
            sum = polynomial.Evaluate(point[round]);
            rounds.Bind(point[round]);
        }

        remaining = new(ImmutableCollectionsMarshal.AsImmutableArray(point), sum);
        return new(claim.Degree, ImmutableCollectionsMarshal.AsImmutableArray(messages));
    }
}
