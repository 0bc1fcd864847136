using System.Collections.Immutable;
using System.Text.Json;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;
using Runproof.Core.Traces;
using Runproof.Runs.Recording;
using Runproof.Runs.Store;
using Runproof.Tiles.Units;

namespace Runproof.Runs.Tiles;

/// <summary>Runs programs of tiles, recorded in a store or not.</summary>
public static class TileRunner
{
    /// <summary>Runs a program without recording it.</summary>
    /// <param name="program">The program.</param>
    /// <param name="registry">The tiles.</param>
    /// <param name="inputs">The encoded value of each input, in the program's order.</param>
    /// <param name="limits">What one call may take; null for <see cref="TileLimits.Default"/>.</param>
    /// <param name="cancellation">Stops within a call.</param>
    /// <exception cref="RunproofException">The registry lacks a tile (<see cref="TileErrors.Unknown"/>).</exception>
    public static TileRun Run(
        Program program, TileRegistry registry, ImmutableArray<ReadOnlyMemory<byte>> inputs, TileLimits? limits = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(registry);
        return TileExecutor.Execute(program, registry, inputs, null, limits ?? TileLimits.Default, cancellation);
    }

    /// <summary>
    /// Runs a program and records it: the sources of its tiles as objects, every value, every step, and the claim. However the run ends, short of being cancelled, it
    /// is closed with a claim that says so.
    /// </summary>
    /// <param name="store">Where to.</param>
    /// <param name="producer">Name and version of the software that runs it.</param>
    /// <param name="program">The program.</param>
    /// <param name="registry">The tiles.</param>
    /// <param name="inputs">The encoded value of each input, in the program's order. Their number and types are checked first.</param>
    /// <param name="limits">What one call may take; null for <see cref="TileLimits.Default"/>.</param>
    /// <param name="cancellation">Stops within a call; the recorded part stays.</param>
    /// <exception cref="RunproofException">The registry lacks a tile (<see cref="TileErrors.Unknown"/>), or the inputs are not the program's (<see cref="ProgramErrors.Value"/>).</exception>
    public static TileRun Record(
        RunStore store,
        string producer,
        Program program,
        TileRegistry registry,
        ImmutableArray<ReadOnlyMemory<byte>> inputs,
        TileLimits? limits = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(registry);
        if (ProgramCursor.Next(ProgramState.Start(program, inputs)) is NextStep.Invalid { Reason: { } reason } && reason.Code == ProgramErrors.Value)
            throw new RunproofException(reason);
        foreach (ProgramStep step in program.UnitCalls)
        {
            if (registry.TryFind(step.Unit.Digest, out TileUnit? unit))
                store.PutObject(unit.Artifact);
        }

        using RunRecorder recorder = store.CreateRun(program, RunMode.Native, program.Name, producer);
        TileRun run = TileExecutor.Execute(program, registry, inputs, recorder, limits ?? TileLimits.Default, cancellation);
        ImmutableArray<Digest> outputs = [.. run.Outputs.Select(output => TaggedHash.Compute(DigestTags.Value, output.Span))];
        recorder.RecordValues(run.Outputs);
        Claim claim = recorder.Close(run.Outcome, outputs, Notes(run, limits ?? TileLimits.Default));
        return run with { RunId = recorder.RunId, Claim = claim };
    }

    private static byte[] Notes(TileRun run, TileLimits limits)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("schema", "runproof.tile-notes/1");
            json.WriteNumber("timeLimitSeconds", limits.Time.TotalSeconds);
            json.WriteNumber("memoryLimitBytes", limits.Memory);
            json.WriteNumber("totalSeconds", run.Total.TotalSeconds);
            if (run.Error is { } error)
                json.WriteString("error", error.ToString());
            if (run.StackTrace is { } stack)
                json.WriteString("stackTrace", stack);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}
