using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Runproof.Core.Encoding;
using Runproof.Core.Hashing;

namespace Runproof.Core.Traces;

/// <summary>The commitment to a run: the same program, inputs and behaviour give the same claim, byte for byte, on any machine and at any time.</summary>
/// <param name="Program">Digest of the program.</param>
/// <param name="Mode">The run mode.</param>
/// <param name="Inputs">Digest of each program input, in the program's order.</param>
/// <param name="Outputs">Digest of each program output, in the program's order; empty unless the run succeeded.</param>
/// <param name="Outcome">How the run ended: the outcome of its last step.</param>
/// <param name="StepCount">Number of step records.</param>
/// <param name="TraceRoot">Root of the log of step records.</param>
/// <param name="Checkpoints">Roots on the way, one after every <see cref="CheckpointInterval"/> steps.</param>
public sealed record Claim(
    Digest Program,
    RunMode Mode,
    ImmutableArray<Digest> Inputs,
    ImmutableArray<Digest> Outputs,
    StepOutcome Outcome,
    ulong StepCount,
    Digest TraceRoot,
    ImmutableArray<Checkpoint> Checkpoints)
{
    /// <summary>How many steps lie between two checkpoints.</summary>
    public const int CheckpointInterval = 1024;

    private const byte Version = 1;

    /// <summary>The claim's identity.</summary>
    public Digest Digest => TaggedHash.Compute(DigestTags.Claim, Encode());

    /// <summary>The canonical bytes.</summary>
    public byte[] Encode()
    {
        var writer = new PostcardWriter();
        writer.WriteU8(Version);
        writer.WriteDigest(Program);
        writer.WriteEnum((uint)Mode);
        DigestList.Write(writer, Inputs);
        DigestList.Write(writer, Outputs);
        writer.WriteEnum((uint)Outcome);
        writer.WriteU64(StepCount);
        writer.WriteDigest(TraceRoot);
        writer.WriteCount(Checkpoints.Length);
        foreach (var checkpoint in Checkpoints)
        {
            writer.WriteU64(checkpoint.StepCount);
            writer.WriteDigest(checkpoint.Root);
        }

        return writer.ToArray();
    }

    /// <summary>Reads the canonical bytes of one claim, and nothing after it.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out Claim? claim, [NotNullWhen(false)] out PostcardError? error)
    {
        var reader = new PostcardReader(bytes);
        claim = null;
        if (reader.TryReadVersion(Version)
            && reader.TryReadDigest(out var program)
            && reader.TryReadEnum((uint)RunMode.Replay + 1, out var mode)
            && DigestList.TryRead(ref reader, out var inputs)
            && DigestList.TryRead(ref reader, out var outputs)
            && reader.TryReadEnum((uint)StepOutcome.NotRun + 1, out var outcome)
            && reader.TryReadU64(out var stepCount)
            && reader.TryReadDigest(out var root)
            && TryReadCheckpoints(ref reader, out var checkpoints)
            && reader.TryFinish())
        {
            claim = new Claim(program, (RunMode)mode, inputs, outputs, (StepOutcome)outcome, stepCount, root, checkpoints);
        }

        error = reader.Error;
        return claim is not null;
    }

    private static bool TryReadCheckpoints(ref PostcardReader reader, out ImmutableArray<Checkpoint> checkpoints)
    {
        checkpoints = [];
        if (!reader.TryReadCount(1 + Digest.Size, out var count))
            return false;
        var builder = ImmutableArray.CreateBuilder<Checkpoint>(count);
        for (var i = 0; i < count; i++)
        {
            if (!reader.TryReadU64(out var steps) || !reader.TryReadDigest(out var root))
                return false;
            builder.Add(new Checkpoint(steps, root));
        }

        checkpoints = builder.MoveToImmutable();
        return true;
    }
}
