using System.Collections.Immutable;
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
        return TileExecutor.Execute(program, registry, inputs, null, new TileRunOptions { Limits = limits ?? TileLimits.Default }, cancellation);
    }

    /// <summary>
    /// Runs a program and records it: the sources of its tiles as objects, every value, every step, and the claim. However the run ends, short of being cancelled, it
    /// is closed with a claim that says so.
    /// </summary>
    /// <param name="store">Where to.</param>
    /// <param name="program">The program.</param>
    /// <param name="registry">The tiles.</param>
    /// <param name="inputs">The encoded value of each input, in the program's order. Their number and types are checked first.</param>
    /// <param name="options">Mode, limits, and steps that are taken from another run; null for a native run.</param>
    /// <param name="cancellation">Stops within a call; the recorded part stays.</param>
    /// <exception cref="RunproofException">The registry lacks a tile (<see cref="TileErrors.Unknown"/>), the inputs are not the program's (<see cref="ProgramErrors.Value"/>),
    /// a step that is to be taken over is another call now (<see cref="TileErrors.StepChanged"/>), or an audited run left its schedule (<see cref="TileErrors.Schedule"/>).</exception>
    public static TileRun Record(
        RunStore store, Program program, TileRegistry registry, ImmutableArray<ReadOnlyMemory<byte>> inputs, TileRunOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(registry);
        options ??= new TileRunOptions();
        if (ProgramCursor.Next(ProgramState.Start(program, inputs)) is NextStep.Invalid { Reason: { } reason } && reason.Code == ProgramErrors.Value)
            throw new RunproofException(reason);
        foreach (ProgramStep step in program.UnitCalls)
        {
            if (registry.TryFind(step.Unit.Digest, out TileUnit? unit))
                store.PutObject(unit.Artifact);
        }

        using RunRecorder recorder = store.CreateRun(program, options.Mode, program.Name, options.Producer);
        TileRun run;
        try
        {
            run = TileExecutor.Execute(program, registry, inputs, recorder, options, cancellation);
        }
        catch (RunproofException exception) when (exception.Diagnostic.Code == TileErrors.StepChanged)
        {
            recorder.Discard();
            throw;
        }

        ImmutableArray<Digest> outputs = [.. run.Outputs.Select(output => TaggedHash.Compute(DigestTags.Value, output.Span))];
        recorder.RecordValues(run.Outputs);
        Claim claim = recorder.Close(run.Outcome, outputs, TileNotes.Of(run, options));
        if (options.Mode == RunMode.Audit)
            recorder.WriteClaim(claim);
        return run with { RunId = recorder.RunId, Claim = claim, TakenOver = options.Recorded?.Count ?? 0, TakenFrom = options.Recorded?.Trace.Header.RunId };
    }

    /// <summary>Finds the newest run of a store that was interrupted and can go on: the same program in the same mode on the same inputs.</summary>
    /// <param name="store">The store.</param>
    /// <param name="program">The program.</param>
    /// <param name="mode">The run mode.</param>
    /// <param name="inputs">The encoded value of each input, in the program's order.</param>
    /// <returns>Everything that the run recorded; null where there is none.</returns>
    public static RecordedSteps? FindInterrupted(RunStore store, Program program, RunMode mode, ImmutableArray<ReadOnlyMemory<byte>> inputs)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(program);
        // A run records its inputs first, each value once.
        Digest[] digests = [.. inputs.Select(input => TaggedHash.Compute(DigestTags.Value, input.Span)).Distinct()];
        Trace? trace = store.Interrupted(program.Digest, mode, program.Name).FirstOrDefault(trace => trace.Values.Take(digests.Length).Select(value => value.Digest).SequenceEqual(digests));
        return trace is null ? null : new RecordedSteps(trace, trace.Steps.Length);
    }
}
