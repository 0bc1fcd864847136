using Runproof.Proofs.Fields;
using Runproof.Proofs.Transcripts;

namespace Runproof.Proofs.Sumcheck;

/// <summary>What provers and verifiers of sums absorb: one place, so that the two sides cannot differ.</summary>
internal static class SumcheckTranscript
{
    public static void Absorb<E>(Transcript transcript, SumcheckClaim<E> claim)
        where E : struct, IField<E>
    {
        SumcheckShape.RequireClaim(claim.Variables, claim.Degree);
        transcript.Section("sumcheck");
        transcript.AppendUInt64("variables", (ulong)claim.Variables);
        transcript.AppendUInt64("degree", (ulong)claim.Degree);
        transcript.AppendElement("sum", claim.Sum);
    }

    public static void Absorb<E>(Transcript transcript, EqSumcheckClaim<E> claim)
        where E : struct, IField<E>
    {
        SumcheckShape.RequireClaim(claim.Point.Length, claim.Degree);
        transcript.Section("eq-sumcheck");
        transcript.AppendUInt64("degree", (ulong)claim.Degree);
        transcript.AppendElements("point", claim.Point.AsSpan());
        transcript.AppendElement("sum", claim.Sum);
    }

    public static void Absorb<E>(Transcript transcript, LinearBatchClaim<E> claim)
        where E : struct, IField<E>
    {
        transcript.Section("linear-batch");
        transcript.AppendUInt64("polynomials", (ulong)claim.Variables.Length);
        foreach (int variables in claim.Variables)
            transcript.AppendUInt64("variables", (ulong)variables);
        transcript.AppendUInt64("claims", (ulong)claim.Claims.Length);
        foreach (var linear in claim.Claims)
        {
            transcript.AppendUInt64("terms", (ulong)linear.Terms.Length);
            foreach (var term in linear.Terms)
            {
                transcript.AppendUInt64("polynomial", (ulong)term.Polynomial);
                term.Form.AppendTo(transcript);
            }

            transcript.AppendElement("value", linear.Value);
        }
    }

    /// <summary>Absorbs a round's message and draws the round's challenge.</summary>
    public static E Round<E>(Transcript transcript, ReadOnlySpan<E> message)
        where E : struct, IField<E>
    {
        transcript.AppendElements("round", message);
        return transcript.DrawChallenge<E>("challenge");
    }

    /// <summary>Draws the factor that separates the claims of a batch.</summary>
    public static E BatchFactor<E>(Transcript transcript)
        where E : struct, IField<E> => transcript.DrawChallenge<E>("factor");

    /// <summary>Absorbs the values that end a proof.</summary>
    public static void Evaluations<E>(Transcript transcript, ReadOnlySpan<E> values)
        where E : struct, IField<E> => transcript.AppendElements("evaluations", values);
}
