using System.Collections.Immutable;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Security;
using Runproof.Proofs.Transcripts;

namespace Runproof.Proofs.Commitments;

/// <summary>What both sides absorb and draw: one place, so that they cannot differ.</summary>
internal static class LigeroTranscript
{
    public const string Work = "ligero-work";

    /// <summary>Parameters and commitments, before the claims.</summary>
    public static void Begin(Transcript transcript, SecurityParameters parameters, ImmutableArray<LigeroCommitment> commitments)
    {
        transcript.Section("ligero-opening");
        transcript.AppendBytes("parameters", SecurityParametersFormat.Write(parameters));
        foreach (var commitment in commitments)
            commitment.AppendTo(transcript);
    }

    /// <summary>All combined rows, before the work.</summary>
    public static void Rows<E>(Transcript transcript, ImmutableArray<ImmutableArray<E>> rows)
        where E : struct, IField<E>
    {
        transcript.Section("ligero-rows");
        foreach (var row in rows)
            transcript.AppendElements("row", row.AsSpan());
    }

    /// <summary>The columns of one matrix that are opened; every matrix has its own.</summary>
    public static int[] Indices(Transcript transcript, LigeroGeometry geometry) =>
        transcript.DrawIndices("columns", geometry.Matrix.Queries, (int)geometry.Matrix.CodeLength);

    /// <summary>The point of one matrix: the end of the batch's point. Coordinates of the row come first.</summary>
    public static void Split<E>(LigeroGeometry geometry, ImmutableArray<E> point, out ReadOnlySpan<E> row, out ReadOnlySpan<E> column)
        where E : struct, IField<E>
    {
        var own = point.AsSpan()[^geometry.Variables..];
        row = own[..geometry.RowVariables];
        column = own[geometry.RowVariables..];
    }
}
