using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Core.Schemas;
using Runproof.Core.Traces;
using Runproof.Core.Verdicts;
using Runproof.Runs.Diff;
using Runproof.Runs.Tiles;
using Runproof.Tiles.Units;

namespace Runproof.Runs.Replay;

/// <summary>Executes recorded steps of a program of tiles again, each from its own recorded values, and compares outcome and output.</summary>
internal sealed class TileReplay : TileCalls
{
    private readonly Trace _trace;
    private readonly ReplayWindow _window;
    private readonly TileRegistry? _registry;
    private readonly ImmutableArray<ReplayedStep>.Builder _steps = ImmutableArray.CreateBuilder<ReplayedStep>();
    private readonly Dictionary<string, Schema> _schemas = new(StringComparer.Ordinal);
    private Divergence? _first;
    private ImmutableArray<ValueDifference> _values = [];

    private TileReplay(Trace trace, ReplayWindow window, TileReplaySource? source)
        : base(source?.Limits ?? TileLimits.Default)
    {
        _trace = trace;
        _window = window;
        _registry = source?.Registry;
    }

    /// <summary>Replays a window, which lies within the run.</summary>
    public static ReplayResult Replay(Trace trace, ReplayWindow window, TileReplaySource? source, CancellationToken cancellation)
    {
        var replay = new TileReplay(trace, window, source);
        while (!replay.Run(cancellation))
        {
            // The thread was lost to a call that was stopped at its limit; another one goes on after it.
        }

        return new ReplayResult(window, replay._steps.ToImmutable(), replay._first, replay._values);
    }

    /// <inheritdoc />
    protected override bool TryNext([NotNullWhen(true)] out TileCall? call)
    {
        call = null;
        while (call is null && _window.Start + _steps.Count < _window.End)
        {
            StepRecord record = _trace.Steps[_window.Start + _steps.Count];
            if (Prepare(record, out call) is { } undecided)
                _steps.Add(undecided);
        }

        return call is not null;
    }

    /// <inheritdoc />
    protected override void Accept(TileCall call, CallResult result, TimeSpan elapsed)
    {
        StepRecord record = _trace.Steps[_window.Start + _steps.Count];
        _steps.Add(Compare(record, call, result) with { ExecutionTime = elapsed });
    }

    private ReplayedStep? Prepare(StepRecord record, out TileCall? call)
    {
        call = null;
        if (_trace.Program.StepAt(record.Coordinates) is not { } step)
            return Undecided(record, "", ReplayErrors.NotReplayable, $"the program has no step {record.Coordinates}", "a window without this step");
        if (step.Unit.Digest != record.Unit)
            return Failed(record, step.Name, DivergenceReason.Artifact, $"the record names the unit {record.Unit}, and the program {step.Unit.Digest}");
        if (record.Backend != Backend.Clr || record.Outcome is not (StepOutcome.Succeeded or StepOutcome.Failed or StepOutcome.Crashed))
            return Undecided(record, step.Name, ReplayErrors.NotReplayable, $"the step ended {record.Outcome} on {record.Backend}: that is not repeated here", "a window without this step");
        if (_registry is null)
            return Undecided(record, step.Name, TileErrors.TargetMissing, "the tiles are not at hand", "--target with the project or assembly that the run was made from");
        if (!_registry.TryFind(record.Unit, out TileUnit? unit))
            return Undecided(record, step.Name, TileErrors.Unknown, $"no tile has the revision {record.Unit}", "--target with the project or assembly that the run was made from");
        if (record.Inputs.Length != step.Parameters.Length)
            return Failed(record, step.Name, DivergenceReason.Input, $"the unit takes {step.Parameters.Length} inputs, and {record.Inputs.Length} are recorded");
        var inputs = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>(record.Inputs.Length);
        for (int port = 0; port < record.Inputs.Length; port++)
        {
            if (!_trace.TryGetValue(record.Inputs[port], out ReadOnlyMemory<byte> value))
                return Undecided(record, step.Name, ReplayErrors.ValueMissing, $"the trace does not hold the input {record.Inputs[port]}", "a whole copy of the run");
            if (!ValueReader.TryCheck(SchemaOf(step.Parameters[port].Type), value.Span, out _))
                return Failed(record, step.Name, DivergenceReason.Input, $"input {port} is no value of {step.Parameters[port].Type}");
            inputs.Add(value);
        }

        call = new TileCall(_trace.Program.Name, step.Name, record.Coordinates, unit, inputs.MoveToImmutable());
        return null;
    }

    private ReplayedStep Compare(StepRecord record, TileCall call, CallResult result)
    {
        if (result.Outcome == StepOutcome.TimedOut)
            return new ReplayedStep((ulong)(_window.Start + _steps.Count), call.Step, Verification.Inconclusive, result.Error, default, default);
        bool hasOutput = result.Outcome is StepOutcome.Succeeded or StepOutcome.Failed;
        ImmutableArray<Digest> digests = hasOutput ? [TaggedHash.Compute(DigestTags.Value, result.Output.Span)] : [];
        if (result.Outcome == record.Outcome && digests.SequenceEqual(record.Outputs))
            return new ReplayedStep((ulong)(_window.Start + _steps.Count), call.Step, Verification.Passed, null, default, default);
        if (_first is null && result.Outcome == record.Outcome && (digests, record.Outputs) is ([var replayed], [var recorded]))
        {
            Schema? type = ValueDifference.TypeOf(_trace.Program.StepAt(record.Coordinates), record.Outcome, DivergenceReason.Output, 0);
            _values = [ValueDifference.Of(0, type, recorded, ValueDifference.Find(_trace, recorded), replayed, result.Output)];
        }

        return Failed(record, call.Step, DivergenceReason.Output, result.Outcome == record.Outcome
            ? "executed again, the step gives another output"
            : $"executed again, the step ends {result.Outcome}, and {record.Outcome} is recorded{(result.Error is { } why ? $": {why.Message}" : "")}");
    }

    private Schema SchemaOf(string type)
    {
        if (!_schemas.TryGetValue(type, out Schema? schema))
            _schemas.Add(type, schema = Schema.Parse(type));
        return schema;
    }

    private ReplayedStep Failed(StepRecord record, string name, DivergenceReason reason, string message)
    {
        _first ??= new Divergence(reason, (ulong)(_window.Start + _steps.Count), record.Coordinates, name);
        return Not(Verification.Failed, record, name, ReplayErrors.Diverged, message, "runproof diff with a run that is trusted");
    }

    private ReplayedStep Undecided(StepRecord record, string name, ErrorCode code, string message, string hint) => Not(Verification.Inconclusive, record, name, code, message, hint);

    // A forged record may state any index.
    private ReplayedStep Not(Verification status, StepRecord record, string name, ErrorCode code, string message, string hint)
    {
        ulong index = (ulong)(_window.Start + _steps.Count);
        string subject = name.Length == 0 ? $"step {index}" : $"{name} at {record.Coordinates}";
        return new ReplayedStep(index, name, status, new Diagnostic(code, Phase.Replay, subject, message, hint), default, default);
    }
}
