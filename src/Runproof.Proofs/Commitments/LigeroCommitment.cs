using Runproof.Proofs.Hashing;
using Runproof.Proofs.Transcripts;

namespace Runproof.Proofs.Commitments;

/// <summary>A commitment to one multilinear polynomial: the message of <see cref="LigeroProver"/> that binds it.</summary>
/// <param name="Geometry">The shape of the matrix.</param>
/// <param name="Root">The root of the tree over the columns of the encoded matrix.</param>
public sealed record LigeroCommitment(LigeroGeometry Geometry, Hash256 Root)
{
    /// <summary>Appends the commitment, shape first. Both sides do so before they draw the first challenge that the polynomial must not depend on.</summary>
    /// <remarks><b>Transcript</b>: section <c>ligero-commitment</c>; u64 <c>columns</c>, <c>randomness</c>, <c>code-length</c>, <c>rows</c>, <c>queries</c>,
    /// <c>mask-rows</c>, <c>opening-budget</c>; hash <c>root</c>.</remarks>
    /// <param name="transcript">The transcript.</param>
    public void AppendTo(Transcript transcript)
    {
        var matrix = Geometry.Matrix;
        transcript.Section("ligero-commitment");
        transcript.AppendUInt64("columns", (ulong)matrix.Columns);
        transcript.AppendUInt64("randomness", (ulong)matrix.Randomness);
        transcript.AppendUInt64("code-length", (ulong)matrix.CodeLength);
        transcript.AppendUInt64("rows", (ulong)matrix.Rows);
        transcript.AppendUInt64("queries", (ulong)matrix.Queries);
        transcript.AppendUInt64("mask-rows", (ulong)Geometry.MaskRows);
        transcript.AppendUInt64("opening-budget", (ulong)Geometry.OpeningBudget);
        transcript.AppendHash("root", Root);
    }
}
