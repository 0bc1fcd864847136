using System.Collections.Immutable;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Core.Merkle;
using Runproof.Core.Programs;
using Runproof.Core.Schemas;
using Runproof.Core.Traces;
using Runproof.Runs.Replay;
using Runproof.Runs.Store;
using Runproof.Runs.Tests.Recording;
using Runproof.Runs.Tiles;
using Runproof.Tiles.Programs;
using Runproof.Tiles.Units;

namespace Runproof.Runs.Tests.Disputes;

/// <summary>Runs of tiles, and claims of what never ran, with every digest computed anew.</summary>
internal sealed class ClaimedRun : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("runproof-disputes-");

    public ClaimedRun() => Store = RunStore.Open(_folder.FullName);

    public static TileRegistry Registry => Runproof.Generated.Runproof_Runs_Tests.Tiles.Registry;

    /// <summary>Folds in chunks, a fold that may break, a call, a sequence with four calls: ten steps on three items.</summary>
    public static Program Whole => Registry.Programs.Single().Program;

    /// <summary>One step for each item.</summary>
    public static Program Long { get; } = ProgramBuilder.Build("Long", sequence =>
    {
        TileUnit add = Registry.Units.Single(unit => unit.ShortName == "Add");
        sequence.Return(sequence.Fold(add, 1, 100_000, sequence.External("items", "list<i32>"), sequence.External("start", "i64")));
    });

    public RunStore Store { get; }

    public static TileReplaySource Source => new(Registry, TileLimits.Default);

    public static ReadOnlyMemory<byte> Encode(string type, string json)
    {
        Assert.True(ValueJson.TryEncode(Schema.Parse(type), json, "test", out byte[]? bytes, out Diagnostic? error), error?.ToString());
        return bytes;
    }

    public static Digest DigestOf(ReadOnlyMemory<byte> value) => TaggedHash.Compute(DigestTags.Value, value.Span);

    /// <summary>Runs a program honestly.</summary>
    public Trace Run(Program program, TileRunOptions? options, params ReadOnlySpan<ReadOnlyMemory<byte>> inputs)
    {
        TileRun run = TileRunner.Record(Store, program, Registry, [.. inputs], options);
        return Read(run.RunId!);
    }

    public Trace Read(string run)
    {
        Assert.True(Store.TryResolve(run, out RunLocation? location, out Diagnostic? error), error?.ToString());
        Assert.True(TraceFile.TryRead(location.TracePath, out Trace? trace, out error), error?.ToString());
        return trace;
    }

    /// <summary>The run with other records, or another end, and a claim that commits to them.</summary>
    public Trace Forge(
        Trace honest, ImmutableArray<StepRecord>? steps = null, ImmutableArray<ReadOnlyMemory<byte>>? values = null, StepOutcome? outcome = null, ImmutableArray<Digest>? outputs = null)
    {
        ImmutableArray<StepRecord> records = steps ?? honest.Steps;
        var log = new MerkleLog();
        var checkpoints = ImmutableArray.CreateBuilder<Checkpoint>();
        foreach (StepRecord record in records)
        {
            log.Append(record.Leaf);
            if (log.Count % Claim.CheckpointInterval == 0)
                checkpoints.Add(new Checkpoint((ulong)log.Count, log.Root));
        }

        Claim claim = honest.Claim! with
        {
            StepCount = (ulong)log.Count,
            TraceRoot = log.Root,
            Checkpoints = checkpoints.ToImmutable(),
            Outcome = outcome ?? honest.Claim!.Outcome,
            Outputs = outputs ?? honest.Claim!.Outputs,
        };
        string path = Path.Combine(_folder.FullName, "forged");
        ForgedTrace.Write(path, honest, values: [.. honest.Values, .. (values ?? []).Select(value => new TraceValue(DigestOf(value), value))], steps: records, claim: claim);
        Assert.True(TraceFile.TryRead(path, out Trace? forged, out Diagnostic? error), error?.ToString());
        return forged;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
