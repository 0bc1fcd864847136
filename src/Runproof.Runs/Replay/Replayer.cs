using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;
using Runproof.Core.Traces;
using Runproof.Core.Verdicts;
using Runproof.Models.Tensors;
using Runproof.Runs.Backends;
using Runproof.Runs.Diff;
using Runproof.Runs.Execution;
using Runproof.Runs.Recording;
using Runproof.Runs.Store;
using Runproof.Verifier.Receipts;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace Runproof.Runs.Replay;

/// <summary>Executes recorded steps again, each from its own recorded inputs, and compares the outputs bit for bit.</summary>
public sealed class Replayer
{
    private readonly RunStore _store;
    private readonly StoredWeights _weights;
    private readonly Trace _trace;
    private readonly TileReplaySource? _tiles;
    private Divergence? _first;
    private ImmutableArray<ValueDifference> _values = [];

    private Replayer(RunStore store, Trace trace, TileReplaySource? tiles)
    {
        _store = store;
        _weights = new StoredWeights(store);
        _trace = trace;
        _tiles = tiles;
    }

    /// <summary>Replays a window of a run.</summary>
    /// <param name="store">Where the artifacts of the program's units lie.</param>
    /// <param name="trace">The trace; it may be one that was interrupted.</param>
    /// <param name="window">Which steps.</param>
    /// <param name="result">What it showed.</param>
    /// <param name="error"><see cref="ReplayErrors.Window"/>, if the result is false.</param>
    /// <param name="tiles">The tiles that a run of tiles takes; without them its steps stay undecided.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static bool TryReplay(
        RunStore store,
        Trace trace,
        ReplayWindow window,
        [NotNullWhen(true)] out ReplayResult? result,
        [NotNullWhen(false)] out Diagnostic? error,
        TileReplaySource? tiles = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(trace);
        error = window.ProblemFor(trace.Steps.Length);
        result = error is null ? new Replayer(store, trace, tiles).Replay(window, cancellationToken) : null;
        return result is not null;
    }

    private ReplayResult Replay(ReplayWindow window, CancellationToken cancellationToken)
    {
        if (_trace.Program.IsTyped)
            return TileReplay.Replay(_trace, window, _tiles, cancellationToken);
        var steps = ImmutableArray.CreateBuilder<ReplayedStep>(window.End - window.Start);
        for (var i = window.Start; i < window.End; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            steps.Add(Replay(_trace.Steps[i], cancellationToken));
        }

        return new ReplayResult(window, steps.MoveToImmutable(), _first, _values);
    }

    private ReplayedStep Replay(StepRecord record, CancellationToken cancellationToken)
    {
        if (!TryFindStep(record, out var step, out var why))
            return Inconclusive(record, "", why);
        if (step.Unit.Digest != record.Unit)
            return Failed(record, step, DivergenceReason.Artifact, $"the record names the unit {record.Unit}, and the program {step.Unit.Digest}");
        if (record.Backend == Backend.Circuit && CircuitUnit.IsCircuit(step))
            return ReplayCircuit(record, step, cancellationToken);
        if (!TryPrepare(record, step, out var inputs, out var artifact, out var toolchain, out why))
            return Inconclusive(record, step.Name, why);
        var watch = Stopwatch.StartNew();
        var loadTime = TimeSpan.Zero;
        try
        {
            using var session = OnnxRuntimeSession.Open(artifact, toolchain.SessionOptions, step.Name);
            loadTime = watch.Elapsed;
            watch.Restart();
            var outputs = session.Run(inputs, cancellationToken);
            return Compare(record, step, outputs) with { LoadTime = loadTime, ExecutionTime = watch.Elapsed };
        }
        catch (RunproofException exception) when (IsAboutInputs(exception.Diagnostic.Code))
        {
            // The unit takes no such inputs, so that it cannot have succeeded on them.
            return Failed(record, step, DivergenceReason.Input, exception.Diagnostic.Message) with { LoadTime = loadTime };
        }
        catch (RunproofException exception)
        {
            return Inconclusive(record, step.Name, exception.Diagnostic) with { LoadTime = loadTime };
        }
    }

    private ReplayedStep ReplayCircuit(StepRecord record, ProgramStep step, CancellationToken cancellationToken)
    {
        if (record.Outcome != StepOutcome.Succeeded)
            return Inconclusive(record, step.Name, NotReplayable(step.Name, $"the step ended as {record.Outcome}: it left nothing to compare with"));
        var watch = Stopwatch.StartNew();
        if (!TryReadInputs(record, step, out var inputs, out var why) || !CircuitStep.TryLoad(_store, _weights, step, out var circuit, out why))
            return Inconclusive(record, step.Name, why);
        var loadTime = watch.Elapsed;
        watch.Restart();
        var attempt = circuit.Run(inputs, cancellationToken);
        var replayed = attempt.Refusal is null
            ? Compare(record, step, attempt.Outputs)
            : Failed(record, step, DivergenceReason.Input, "the circuit cannot take these inputs");
        return replayed with { LoadTime = loadTime, ExecutionTime = watch.Elapsed };
    }

    private bool TryFindStep(StepRecord record, [NotNullWhen(true)] out ProgramStep? step, [NotNullWhen(false)] out Diagnostic? why)
    {
        step = _trace.Program.StepAt(record.Coordinates);
        why = step is null ? NotReplayable($"step {record.Index}", $"the program has no step {record.Coordinates}") : null;
        return step is not null;
    }

    private bool TryPrepare(
        StepRecord record,
        ProgramStep step,
        [NotNullWhen(true)] out Tensor[]? inputs,
        [NotNullWhen(true)] out byte[]? artifact,
        [NotNullWhen(true)] out UnitToolchain? toolchain,
        [NotNullWhen(false)] out Diagnostic? why)
    {
        inputs = null;
        artifact = null;
        toolchain = null;
        if (record.Outcome != StepOutcome.Succeeded)
            why = NotReplayable(step.Name, $"the step ended as {record.Outcome}: it left nothing to compare with");
        else if (record.Backend != Backend.OnnxRuntime)
            why = NotReplayable(step.Name, $"the step was executed by {record.Backend}, and its unit is replayed on another backend or on none");
        else if (!UnitToolchain.TryFind(step.Unit.Toolchain, out toolchain))
            why = new Diagnostic(ReplayErrors.UnknownToolchain, Phase.Replay, step.Name,
                $"the toolchain {step.Unit.Toolchain} is not known", "the version of Runproof that recorded the run");
        else if (TryReadInputs(record, step, out inputs, out why))
            _store.TryGetObject(step.Unit.Artifact, out artifact, out why);
        return why is null;
    }

    private bool TryReadInputs(StepRecord record, ProgramStep step, [NotNullWhen(true)] out Tensor[]? inputs, [NotNullWhen(false)] out Diagnostic? why)
    {
        inputs = new Tensor[record.Inputs.Length];
        why = null;
        for (var i = 0; i < inputs.Length && why is null; i++)
        {
            if (!_trace.TryGetValue(record.Inputs[i], out var bytes))
                why = new Diagnostic(ReplayErrors.ValueMissing, Phase.Replay, step.Name,
                    $"the trace does not hold the input {record.Inputs[i]}", "a whole copy of the run");
            else if (TensorEncoding.TryRead(bytes, $"{step.Name} input {i}", out var tensor, out why))
                inputs[i] = Aligned(tensor);
        }

        return why is null;
    }

    private ReplayedStep Compare(StepRecord record, ProgramStep step, IReadOnlyList<Tensor> outputs)
    {
        var digests = outputs.Select(TensorEncoding.DigestOf).ToImmutableArray();
        if (digests.SequenceEqual(record.Outputs))
            return new ReplayedStep(record.Index, step.Name, Verification.Passed, null, default, default);
        ImmutableArray<ValueDifference> values =
        [
            .. from port in Enumerable.Range(0, Math.Min(digests.Length, record.Outputs.Length))
               where digests[port] != record.Outputs[port]
               select ValueDifference.Of(port, record.Outputs[port], Recorded(record.Outputs[port]), digests[port], outputs[port]),
        ];
        if (_first is null)
            _values = values;
        var message = digests.Length == record.Outputs.Length
            ? $"executed again, the step gives other outputs: {values.Length} of {digests.Length} differ"
            : $"executed again, the step gives {digests.Length} outputs, and {record.Outputs.Length} are recorded";
        return Failed(record, step, DivergenceReason.Output, message);
    }

    private Tensor? Recorded(Digest digest) =>
        _trace.TryGetValue(digest, out var bytes) && TensorEncoding.TryRead(bytes, "value", out var tensor, out _) ? tensor : null;

    private ReplayedStep Failed(StepRecord record, ProgramStep step, DivergenceReason reason, string message)
    {
        _first ??= new Divergence(reason, record.Index, record.Coordinates, step.Name);
        var why = new Diagnostic(ReplayErrors.Diverged, Phase.Replay, step.Name, message, "runproof diff with a run that is trusted");
        return new ReplayedStep(record.Index, step.Name, Verification.Failed, why, default, default);
    }

    private static ReplayedStep Inconclusive(StepRecord record, string name, Diagnostic why) =>
        new(record.Index, name, Verification.Inconclusive, why, default, default);

    private static Diagnostic NotReplayable(string subject, string message) =>
        new(ReplayErrors.NotReplayable, Phase.Replay, subject, message, "a window without this step");

    private static bool IsAboutInputs(ErrorCode code) =>
        code == BackendErrors.InputMissing || code == BackendErrors.InputUnexpected || code == BackendErrors.InputType || code == BackendErrors.InputShape;

    // In the trace the elements start at any address, and native code may expect that of an array.
    private static Tensor Aligned(Tensor tensor) => new(tensor.Type, tensor.Shape, tensor.Data.ToArray());
}
