using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;
using Runproof.Core.Traces;
using Runproof.Runs.Recording;
using Runproof.Tiles.Units;

namespace Runproof.Runs.Tiles;

/// <summary>Executes a program of tiles on the .NET runtime, call by call as its cursor says.</summary>
internal sealed class TileExecutor : TileCalls
{
    /// <summary>How many steps a result lists one by one.</summary>
    private const int MostListed = 32;

    private readonly ProgramState _state;
    private readonly IReadOnlyDictionary<ProgramStep, (TileUnit Unit, Digest Digest)> _units;
    private readonly RunRecorder? _recorder;
    private readonly AuditedSchedule? _audit;
    private readonly ImmutableArray<TileStep>.Builder _listed = ImmutableArray.CreateBuilder<TileStep>();
    private NextStep.Call? _call;
    private long _steps;
    private CallResult _last;

    private TileExecutor(
        ProgramState state, IReadOnlyDictionary<ProgramStep, (TileUnit Unit, Digest Digest)> units, RunRecorder? recorder, AuditedSchedule? audit, TileLimits limits)
        : base(limits)
    {
        _state = state;
        _units = units;
        _recorder = recorder;
        _audit = audit;
    }

    /// <summary>Executes a program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="registry">The tiles.</param>
    /// <param name="inputs">The encoded value of each input, in the program's order.</param>
    /// <param name="recorder">Takes values and records as they come; null where nothing is recorded.</param>
    /// <param name="options">Limits, mode, and the steps that are taken from another run.</param>
    /// <param name="cancellation">Stops within a call; the recorded part stays.</param>
    /// <exception cref="RunproofException">The registry lacks a tile (<see cref="TileErrors.Unknown"/>), or a step that is to be taken over is another one now.</exception>
    public static TileRun Execute(
        Program program, TileRegistry registry, ImmutableArray<ReadOnlyMemory<byte>> inputs, RunRecorder? recorder, TileRunOptions options, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        foreach (var input in recorder is null ? [] : inputs)
            recorder!.RecordInput(input);
        var audit = options.Mode == RunMode.Audit ? new AuditedSchedule(program, inputs) : null;
        var executor = new TileExecutor(ProgramState.Start(program, inputs), Find(program, registry), recorder, audit, options.Limits);
        if (options.Recorded is { } recorded)
            executor.TakeOver(recorded);
        executor.Run(cancellation);
        return executor.ToRun(Stopwatch.GetElapsedTime(start));
    }

    /// <inheritdoc />
    protected override bool TryNext([NotNullWhen(true)] out TileCall? call)
    {
        call = null;
        if (ProgramCursor.Next(_state) is not NextStep.Call next)
            return false;
        _call = next;
        call = new TileCall(_state.Program.Name, next.Step.Name, next.Coordinates, _units[next.Step].Unit, next.Inputs);
        return true;
    }

    /// <inheritdoc />
    protected override void Accept(TileCall call, CallResult result, TimeSpan elapsed)
    {
        NextStep.Call next = _call!;
        bool hasOutput = result.Outcome is StepOutcome.Succeeded or StepOutcome.Failed;
        ImmutableArray<ReadOnlyMemory<byte>> outputs = hasOutput ? [result.Output] : [];
        _recorder?.RecordStep(
            (given, got) =>
            {
                var record = new StepRecord((ulong)_steps, next.Coordinates, _units[next.Step].Digest, Backend.Clr, given, got, result.Outcome, default);
                _audit?.Enforce(record, result.Output);
                return record;
            },
            next.Inputs,
            outputs);
        if (_listed.Count < MostListed)
            _listed.Add(new TileStep((ulong)_steps, next.Coordinates, next.Step.Name, result.Outcome, elapsed));
        _steps++;
        _last = result;
        _state.Accept(result.Outcome, result.Output);
    }

    private static Dictionary<ProgramStep, (TileUnit Unit, Digest Digest)> Find(Program program, TileRegistry registry)
    {
        var units = new Dictionary<ProgramStep, (TileUnit Unit, Digest Digest)>(ReferenceEqualityComparer.Instance);
        foreach (ProgramStep step in program.UnitCalls)
        {
            if (!registry.TryFind(step.Unit.Digest, out TileUnit? unit))
            {
                throw new RunproofException(new Diagnostic(TileErrors.Unknown, Phase.Plan, $"{program.Name}/{step.Name}",
                    $"no tile has the revision {step.Unit.Digest}", "the assembly that the program was made from"));
            }

            units[step] = (unit, step.Unit.Digest);
        }

        return units;
    }

    // What was recorded of a call counts if it is the same call now: the same place, the same unit, the same values.
    private void TakeOver(RecordedSteps recorded)
    {
        for (int i = 0; i < recorded.Count; i++)
        {
            StepRecord record = recorded.Trace.Steps[i];
            ReadOnlyMemory<byte> output = default;
            if (!TryNext(out TileCall? call)
                || record.Coordinates != call.At
                || record.Unit != _units[_call!.Step].Digest
                || !record.Inputs.SequenceEqual(call.Inputs.Select(input => TaggedHash.Compute(DigestTags.Value, input.Span)))
                || (record.Outputs is [var digest] && !recorded.Trace.TryGetValue(digest, out output)))
            {
                throw new RunproofException(new Diagnostic(TileErrors.StepChanged, Phase.Plan, $"step {i} of {recorded.Trace.Header.RunId}",
                    "it is not the call that the program makes now: another place, tile or input", $"--fork-from {i}, or a smaller number"));
            }

            Accept(call, new CallResult(record.Outcome, output, HowItEnded(record.Outcome, call, recorded.Trace.Header.RunId)), TimeSpan.Zero);
        }
    }

    private static Diagnostic? HowItEnded(StepOutcome outcome, TileCall call, string run)
    {
        ErrorCode? code = outcome switch { StepOutcome.Succeeded => null, StepOutcome.Failed => TileErrors.Failed, StepOutcome.TimedOut => TileErrors.TimeLimit, _ => TileErrors.Crashed };
        return code is not { } known ? null : new Diagnostic(known, Phase.Execute, call.Subject, $"it ended {outcome} in the run {run}, from which it is taken", "running the program from its beginning");
    }

    private TileRun ToRun(TimeSpan total)
    {
        NextStep next = ProgramCursor.Next(_state);
        TileRun run = next switch
        {
            NextStep.Complete end => new TileRun(end.Outcome, end.Outputs, _steps, _call?.Coordinates, _last.Error, _last.StackTrace, total),
            NextStep.Invalid invalid => new TileRun(StepOutcome.NotRun, [], _steps, _call?.Coordinates, invalid.Reason, null, total),
            _ => throw new InvalidOperationException("The run stopped before its end."),
        };
        _audit?.EnforceEnd(run.Outcome, [.. run.Outputs.Select(output => TaggedHash.Compute(DigestTags.Value, output.Span))]);
        return run with { Listed = _listed.ToImmutable() };
    }
}
