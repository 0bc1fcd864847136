using Runproof.Proofs.Fields;
using Runproof.Proofs.Transcripts;

namespace Runproof.Proofs.Lookups;

/// <summary>Draws lookup challenges.</summary>
public static class LookupChallenges
{
    /// <summary>Absorbs the geometry of all segments and draws the challenges that they share.</summary>
    /// <remarks>
    /// <b>Transcript</b>: per segment its geometry; then α, all β_i and β_W are drawn.
    /// <b>Soundness</b>: what defines the tables, and the commitments of every column and multiplicity of every segment, are in the transcript before.
    /// </remarks>
    /// <param name="transcript">The transcript.</param>
    /// <param name="segments">The statements, in order.</param>
    public static LookupChallenges<E> Draw<E, F>(Transcript transcript, params ReadOnlySpan<LookupStatement<F>> segments)
        where E : struct, IField<E>
        where F : struct, IField<F>
    {
        transcript.Section("lookup");
        transcript.AppendUInt64("segments", (ulong)segments.Length);
        int columns = 0;
        foreach (var segment in segments)
        {
            transcript.AppendBytes("shape", segment.EncodeShape());
            columns = Math.Max(columns, segment.Columns);
        }

        E alpha = transcript.DrawChallenge<E>("alpha");
        var betas = new E[columns];
        transcript.DrawChallenges<E>("beta", betas);
        return new(alpha, [.. betas], transcript.DrawChallenge<E>("beta-id"));
    }
}
