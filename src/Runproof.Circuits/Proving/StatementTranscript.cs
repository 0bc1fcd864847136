using System.Collections.Immutable;
using Runproof.Circuits.Statements;
using Runproof.Circuits.Witness;
using Runproof.Core.Hashing;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Hashing;
using Runproof.Proofs.Security;
using Runproof.Proofs.Transcripts;

namespace Runproof.Circuits.Proving;

/// <summary>What both sides absorb of a statement before the first challenge, and the points that they draw for it: one place, so that they cannot differ.</summary>
internal static class StatementTranscript
{
    private const string Protocol = "runproof.circuits";
    private const ulong Version = 1;

    /// <summary>Absorbs the statement, then the witness commitment.</summary>
    /// <remarks>
    /// <b>Transcript</b>: bytes <c>parameters</c>, <c>context</c>, <c>program</c>; per slice section <c>slice</c>, u64 <c>index</c>, bytes <c>circuit</c>,
    /// <c>weights</c>, the commitment to bound weights, per input its kind and what it names, per output its kind and what it names; every boundary
    /// commitment; section <c>witness</c> and its commitment. Everything that the lookups' challenges must not precede stands here.
    /// </remarks>
    public static Transcript Begin(WitnessPlan plan, Hash256 witness)
    {
        var statement = plan.Statement;
        var transcript = new Transcript(Protocol, Version, statement.Profile == SecurityProfile.P100 ? "p100" : "p128");
        transcript.AppendBytes("parameters", SecurityParametersFormat.Write(plan.Parameters));
        AppendDigest(transcript, "context", statement.Context);
        AppendDigest(transcript, "program", statement.Program);
        transcript.AppendUInt64("slices", (ulong)statement.Slices.Length);
        foreach (var slice in statement.Slices)
            Append(transcript, slice);
        transcript.AppendUInt64("boundaries", (ulong)statement.Boundaries.Length);
        foreach (var boundary in statement.Boundaries)
            boundary.AppendTo(transcript);
        transcript.Section("witness");
        new Runproof.Proofs.Commitments.LigeroCommitment(plan.Geometry, witness).AppendTo(transcript);
        return transcript;
    }

    /// <summary>Draws a point for every output that is published.</summary>
    /// <remarks><b>Transcript</b>: section <c>outputs</c>; challenges <c>output-point</c> per publication.</remarks>
    public static ImmutableArray<ImmutableArray<E>> DrawPoints<E>(Transcript transcript, WitnessPlan plan)
        where E : struct, IField<E>
    {
        transcript.Section("outputs");
        var points = ImmutableArray.CreateBuilder<ImmutableArray<E>>();
        foreach (var output in plan.Tensors.Publications)
        {
            var point = new E[plan.Tensors.TypeOf(output.Slice, output.Tensor).Shape.LogSize];
            transcript.DrawChallenges<E>("output-point", point);
            points.Add([.. point]);
        }

        return points.ToImmutable();
    }

    private static void Append(Transcript transcript, SliceStatement slice)
    {
        transcript.Section("slice");
        transcript.AppendUInt64("index", (ulong)slice.Index);
        AppendDigest(transcript, "circuit", slice.CircuitDigest);
        AppendDigest(transcript, "weights", slice.WeightsRoot);
        slice.BoundWeights?.AppendTo(transcript);
        foreach (var input in slice.Inputs)
        {
            switch (input)
            {
                case InputSource.Public known:
                    transcript.AppendElements<Goldilocks>("public-input", [.. known.Values.Select(value => Goldilocks.FromInt64(value))]);
                    break;
                case InputSource.Linked link:
                    transcript.AppendUInt64("linked-slice", (ulong)link.Slice);
                    transcript.AppendUInt64("linked-output", (ulong)link.Output);
                    break;
                case InputSource.Committed committed:
                    transcript.AppendUInt64("boundary-input", (ulong)committed.Boundary);
                    break;
            }
        }

        foreach (var output in slice.Outputs)
        {
            if (output.Values.IsDefault)
                transcript.Section("internal-output");
            else
                transcript.AppendElements<Goldilocks>("public-output", [.. output.Values.Select(Goldilocks.FromInt64)]);
            if (output.Boundary is { } boundary)
                transcript.AppendUInt64("boundary-output", (ulong)boundary);
        }
    }

    private static void AppendDigest(Transcript transcript, string label, Digest digest)
    {
        Span<byte> bytes = stackalloc byte[Digest.Size];
        digest.CopyTo(bytes);
        transcript.AppendBytes(label, bytes);
    }
}
