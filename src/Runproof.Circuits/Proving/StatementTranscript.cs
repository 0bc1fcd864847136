using System.Collections.Immutable;
using Runproof.Circuits.Bound;
using Runproof.Circuits.Statements;
using Runproof.Circuits.Witness;
using Runproof.Core.Hashing;
using Runproof.Proofs.Commitments;
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
    /// <b>Transcript</b>: bytes <c>parameters</c>, <c>context</c>, <c>program</c>; the bound model, where there is one; u64 <c>slices</c>; per slice section
    /// <c>slice</c>, u64 <c>index</c>, bytes <c>circuit</c>, <c>weights</c>, u64 <c>bound-circuit</c> where its weights are bound, per input its kind and what it names, per output its kind and
    /// what it names; u64 <c>boundaries</c> and every boundary commitment; section <c>witness</c> and its commitment. Everything that the lookups' challenges must not precede stands here.
    /// </remarks>
    public static Transcript Begin(WitnessPlan plan, Hash256 witness)
    {
        var statement = plan.Statement;
        var transcript = new Transcript(Protocol, Version, statement.Profile == SecurityProfile.P100 ? "p100" : "p128");
        transcript.AppendBytes("parameters", SecurityParametersFormat.Write(plan.Parameters));
        AppendDigest(transcript, "context", statement.Context);
        AppendDigest(transcript, "program", statement.Program);
        if (statement.Bound is { } bound)
            Append(transcript, bound);
        transcript.AppendUInt64("slices", (ulong)statement.Slices.Length);
        foreach (var slice in statement.Slices)
            Append(transcript, slice);
        transcript.AppendUInt64("boundaries", (ulong)statement.Boundaries.Length);
        foreach (var boundary in statement.Boundaries)
            boundary.AppendTo(transcript);
        transcript.Section("witness");
        new LigeroCommitment(plan.Geometry, witness).AppendTo(transcript);
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

    /// <summary>Absorbs a bound model: its commitment and its layout.</summary>
    /// <remarks><b>Transcript</b>: section <c>bound-model</c>; the commitment; u64 <c>circuits</c>; per circuit u64 <c>parameters</c>, per parameter u64 <c>outputs</c>, <c>inputs</c>, <c>bias</c>.</remarks>
    public static void Append(Transcript transcript, BoundModel model)
    {
        transcript.Section("bound-model");
        model.Commitment.AppendTo(transcript);
        transcript.AppendUInt64("circuits", (ulong)model.Layout.Circuits.Length);
        foreach (var circuit in model.Layout.Circuits)
        {
            transcript.AppendUInt64("parameters", (ulong)circuit.Length);
            foreach (var shape in circuit)
            {
                transcript.AppendUInt64("outputs", (ulong)shape.Outputs);
                transcript.AppendUInt64("inputs", (ulong)shape.Inputs);
                transcript.AppendUInt64("bias", shape.HasBias ? 1UL : 0UL);
            }
        }
    }

    /// <summary>Absorbs the constants of bound layers, before the claims that they are part of.</summary>
    /// <remarks><b>Transcript</b>: section <c>bound-constants</c>; elements <c>constants</c>. Nothing where all weights are public.</remarks>
    public static void AppendConstants<E>(Transcript transcript, ImmutableArray<E> constants)
        where E : struct, IField<E>
    {
        transcript.Section("bound-constants");
        transcript.AppendElements("constants", constants.AsSpan());
    }

    /// <summary>Absorbs the values of bound forms, before the claims on the weights.</summary>
    /// <remarks><b>Transcript</b>: section <c>bound-values</c>; elements <c>values</c>.</remarks>
    public static void AppendValues<E>(Transcript transcript, ImmutableArray<E> values)
        where E : struct, IField<E>
    {
        transcript.Section("bound-values");
        transcript.AppendElements("values", values.AsSpan());
    }

    private static void Append(Transcript transcript, SliceStatement slice)
    {
        transcript.Section("slice");
        transcript.AppendUInt64("index", (ulong)slice.Index);
        AppendDigest(transcript, "circuit", slice.CircuitDigest);
        AppendDigest(transcript, "weights", slice.WeightsRoot);
        if (slice.BoundCircuit is { } number)
            transcript.AppendUInt64("bound-circuit", (ulong)number);
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
