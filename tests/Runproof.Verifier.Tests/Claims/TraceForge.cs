using System.Collections.Immutable;
using Runproof.Core.Hashing;
using Runproof.Core.Merkle;
using Runproof.Core.Programs;
using Runproof.Core.Traces;

namespace Runproof.Verifier.Tests.Claims;

/// <summary>Makes trace files part by part, so that a test can forge any part and still frame the file correctly.</summary>
internal sealed record TraceForge
{
    private static readonly byte[][] Artifacts = ["first unit"u8.ToArray(), "second unit"u8.ToArray(), "third unit"u8.ToArray()];

    public required Program Program { get; init; }

    public required TraceHeader Header { get; init; }

    public required ImmutableArray<byte[]> Values { get; init; }

    public required ImmutableArray<StepRecord> Steps { get; init; }

    public Claim? Claim { get; init; }

    public bool Closed { get; init; } = true;

    /// <summary>Three steps; the second reads the first, the third reads both and an input of the program.</summary>
    public static TraceForge Honest()
    {
        var program = MakeProgram(Artifacts.Select(bytes => TaggedHash.Compute(DigestTags.StoreObject, bytes)).ToArray());
        byte[][] values = ["input 0"u8.ToArray(), "input 1"u8.ToArray(), "a"u8.ToArray(), "b"u8.ToArray(), "c"u8.ToArray()];
        var digests = values.Select(value => TaggedHash.Compute(DigestTags.Value, value)).ToArray();
        StepRecord[] steps =
        [
            Step(program, 0, [digests[0]], [digests[2]]),
            Step(program, 1, [digests[2]], [digests[3]]),
            Step(program, 2, [digests[2], digests[3], digests[1]], [digests[4]]),
        ];
        var forge = new TraceForge
        {
            Program = program,
            Header = new TraceHeader("20260101-000000-abcdef", 1, RunMode.Prove, program.Digest, "test", "test 1"),
            Values = [.. values],
            Steps = [.. steps],
        };
        return forge with { Claim = forge.ClaimOf([digests[0], digests[1]], [digests[4]]) };
    }

    public static Program MakeProgram(Digest[] artifacts, string name = "test")
    {
        var schema = TaggedHash.Compute(DigestTags.Schema, "s"u8);
        var toolchain = TaggedHash.Compute(DigestTags.Toolchain, "t"u8);
        ImmutableArray<Port> one = [new Port("out", "bytes")];
        ImmutableArray<Binding>[] bindings =
        [
            [Binding.External(0)],
            [Binding.Output(0, 0)],
            [Binding.Output(0, 0), Binding.Output(1, 0), Binding.External(1)],
        ];
        var steps = bindings.Select((inputs, i) => new ProgramStep($"step_{i}", UnitKind.Slice, new UnitRevision(artifacts[i], schema, toolchain), inputs, one));
        Assert.True(Program.TryCreate(name, [new Port("x", "bytes"), new Port("y", "bytes")], [.. steps], [new ProgramOutput("z", Binding.Output(2, 0))], out var program, out _));
        return program;
    }

    public static ReadOnlyMemory<byte>? Artifact(Digest digest) =>
        Artifacts.Where(bytes => TaggedHash.Compute(DigestTags.StoreObject, bytes) == digest).Select(bytes => (ReadOnlyMemory<byte>?)bytes).FirstOrDefault();

    public static StepRecord Step(Program program, int index, ImmutableArray<Digest> inputs, ImmutableArray<Digest> outputs) => new(
        (ulong)index, Coordinates.At((uint)index), program.Steps[index].Unit.Digest, Backend.OnnxRuntime, inputs, outputs, StepOutcome.Succeeded, new Metering(7, null));

    /// <summary>A claim that commits to the forge's records as they are.</summary>
    public Claim ClaimOf(ImmutableArray<Digest> inputs, ImmutableArray<Digest> outputs, StepOutcome outcome = StepOutcome.Succeeded)
    {
        var log = new MerkleLog();
        foreach (var step in Steps)
            log.Append(step.Leaf);
        return new Claim(Program.Digest, RunMode.Prove, inputs, outputs, outcome, (ulong)log.Count, log.Root, []);
    }

    /// <summary>The same records and claim, with the root recomputed for the records.</summary>
    public TraceForge Recommit() => this with { Claim = ClaimOf(Claim!.Inputs, Claim.Outputs, Claim.Outcome) };

    public byte[] ToBytes()
    {
        var file = new List<byte>(TraceFormat.Preamble());
        var running = TraceFormat.Start();
        void Frame(FrameKind kind, byte[] body)
        {
            var header = new byte[TraceFormat.FrameHeaderLength];
            TraceFormat.WriteFrameHeader(header, kind, body.Length);
            running = TraceFormat.Advance(running, header, TraceFormat.BodyDigest(kind, body));
            file.AddRange([.. header, .. body, .. running.ToArray()]);
        }

        Frame(FrameKind.Header, Header.Encode());
        Frame(FrameKind.Program, Program.Encoded.ToArray());
        foreach (var value in Values)
            Frame(FrameKind.Value, value);
        foreach (var step in Steps)
            Frame(FrameKind.Step, step.Encode());
        if (Claim is not null)
            Frame(FrameKind.Claim, Claim.Encode());
        if (Closed && Claim is not null)
        {
            Frame(FrameKind.Notes, "{}"u8.ToArray());
            Frame(FrameKind.End, []);
        }

        return [.. file];
    }
}
