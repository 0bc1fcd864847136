using System.Collections.Immutable;
using Runproof.Core.Hashing;
using Runproof.Core.Merkle;
using Runproof.Core.Programs;
using Runproof.Core.Traces;

namespace Runproof.Core.Tests;

/// <summary>A run of a chain of three slices, with every optional part present in one place and absent in another.</summary>
internal static class Samples
{
    public static Program Program { get; } = MakeProgram();

    public static ImmutableArray<StepRecord> Steps { get; } =
    [
        Step(0, Backend.OnnxRuntime, StepOutcome.Succeeded, new Metering(1_234_567, null)),
        Step(1, Backend.ZkVm, StepOutcome.Succeeded, new Metering(null, ulong.MaxValue)),
        Step(2, Backend.Circuit, StepOutcome.Failed, default),
    ];

    public static Claim Claim { get; } = new(
        Program.Digest, RunMode.Audit, [Name("x")], [], StepOutcome.Failed, 3, Root(), [new Checkpoint(1, Name("one")), new Checkpoint(2, Name("two"))]);

    public static Digest Name(string text) => TaggedHash.Compute(DigestTags.Value, System.Text.Encoding.UTF8.GetBytes(text));

    private static Program MakeProgram()
    {
        var revision = new UnitRevision(Name("artifact"), Name("schema"), Name("toolchain"));
        ImmutableArray<ProgramStep> steps =
        [
            .. Enumerable.Range(0, 3).Select(i => new ProgramStep(
                "slice_" + (char)('0' + i), i == 1 ? UnitKind.Tile : UnitKind.Slice, revision,
                [i == 0 ? Binding.External(0) : Binding.Output((uint)i - 1, 0)], [new Port("ı" + (char)('0' + i), "float[1,3]")])),
        ];
        return Program.TryCreate("Straße", [new Port("x", "float[1,3]")], steps, [new ProgramOutput("y", Binding.Output(2, 0))], out Program? program, out var error)
            ? program
            : throw new InvalidOperationException(error.ToString());
    }

    private static StepRecord Step(uint index, Backend backend, StepOutcome outcome, Metering metering) => new(
        index, Coordinates.At(index), Name("unit"), backend, [Name("in")], outcome == StepOutcome.Succeeded ? [Name("out")] : [], outcome, metering);

    private static Digest Root()
    {
        var log = new MerkleLog();
        foreach (StepRecord step in Steps)
            log.Append(step.Leaf);
        return log.Root;
    }
}
