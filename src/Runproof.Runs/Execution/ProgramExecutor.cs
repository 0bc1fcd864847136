using System.Collections.Immutable;
using System.Diagnostics;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;
using Runproof.Core.Traces;
using Runproof.Models.Tensors;
using Runproof.Runs.Backends;
using Runproof.Runs.Recording;

namespace Runproof.Runs.Execution;

/// <summary>Executes a program of slices step by step on ONNX Runtime and records what a recorder asks for. Safe for concurrent use.</summary>
internal sealed class ProgramExecutor
{
    private readonly Program _program;
    private readonly ImmutableArray<OnnxRuntimeSession> _sessions;
    private readonly ImmutableArray<Digest> _units;
    private readonly ImmutableArray<long?> _macs;
    private readonly ImmutableArray<TensorType?> _inputTypes;

    /// <param name="program">The program.</param>
    /// <param name="sessions">A session for each step.</param>
    /// <param name="macs">Multiply-accumulate operations of each step, where every open dimension of the inputs is 1.</param>
    public ProgramExecutor(Program program, ImmutableArray<OnnxRuntimeSession> sessions, ImmutableArray<long?> macs)
    {
        _program = program;
        _sessions = sessions;
        _units = [.. program.Steps.Select(step => step.Unit.Digest)];
        _macs = macs;
        _inputTypes = [.. program.Inputs.Select(port => TensorType.TryParse(port.Type, out var type) ? type : null)];
    }

    /// <summary>The program that is executed.</summary>
    public Program Program => _program;

    /// <summary>Executes all steps.</summary>
    /// <param name="inputs">The program's inputs, in its order.</param>
    /// <param name="recorder">Takes values and records as they come; null where nothing is recorded.</param>
    /// <param name="cancellation">Stops within a step; the recorded part stays.</param>
    /// <param name="interrupted">A run whose inputs and steps the recorder has already; only what follows them is executed. Null for none.</param>
    /// <exception cref="RunproofException">An input does not fit the program.</exception>
    public Execution Execute(IReadOnlyList<Tensor> inputs, RunRecorder? recorder, CancellationToken cancellation, InterruptedRun? interrupted = null)
    {
        var start = Stopwatch.GetTimestamp();
        var steps = _program.Steps;
        var values = new Value[steps.Length][];
        var given = new Value[inputs.Count];
        for (var i = 0; i < given.Length; i++)
            given[i] = new Value(inputs[i], interrupted?.Inputs[i] ?? recorder?.RecordInput(inputs[i]) ?? default);

        var isMetered = recorder is not null && OpenDimensionsAreOne(inputs);
        var times = ImmutableArray.CreateBuilder<TimeSpan>(steps.Length);
        for (; times.Count < interrupted?.Trace.Steps.Length; times.Add(TimeSpan.Zero))
            values[times.Count] = [.. interrupted.OutputsOf(times.Count).Select(output => new Value(output.Tensor, output.Digest))];
        for (var i = times.Count; i < steps.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var bindings = steps[i].Inputs;
            var arguments = new Tensor[bindings.Length];
            var argumentDigests = new Digest[recorder is null ? 0 : bindings.Length];
            for (var port = 0; port < bindings.Length; port++)
            {
                var value = Resolve(bindings[port], given, values);
                arguments[port] = value.Tensor;
                if (recorder is not null)
                    argumentDigests[port] = value.Digest;
            }

            var stepStart = Stopwatch.GetTimestamp();
            IReadOnlyList<Tensor> results;
            try
            {
                results = _sessions[i].Run(arguments, cancellation);
            }
            catch (RunproofException exception) when (exception.Diagnostic.Code.Class == ErrorClass.UnitFailed)
            {
                times.Add(Stopwatch.GetElapsedTime(stepStart));
                recorder?.RecordStep(Record(i, argumentDigests, [], StepOutcome.Failed, isMetered));
                return new Execution(StepOutcome.Failed, [], [], times.DrainToImmutable(), Stopwatch.GetElapsedTime(start),
                    exception.Diagnostic with { Subject = $"{_program.Name}/{steps[i].Name}" });
            }

            times.Add(Stopwatch.GetElapsedTime(stepStart));
            values[i] = new Value[results.Count];
            for (var port = 0; port < results.Count; port++)
                values[i][port] = Record(results[port], recorder);
            recorder?.RecordStep(Record(i, argumentDigests, values[i], StepOutcome.Succeeded, isMetered));
        }

        var outputs = _program.Outputs.Select(output => Resolve(output.Source, given, values)).ToArray();
        return new Execution(
            StepOutcome.Succeeded,
            [.. outputs.Select(output => output.Tensor)],
            recorder is null ? [] : [.. outputs.Select(output => output.Digest)],
            times.DrainToImmutable(),
            Stopwatch.GetElapsedTime(start),
            null);
    }

    private static Value Resolve(Binding binding, Value[] inputs, Value[][] values) =>
        binding.Step is { } step ? values[step][binding.Port] : inputs[binding.Port];

    private static Value Record(Tensor tensor, RunRecorder? recorder) => new(tensor, recorder is null ? default : recorder.RecordValue(tensor));

    private StepRecord Record(int step, Digest[] inputs, Value[] outputs, StepOutcome outcome, bool isMetered) => new(
        (ulong)step,
        Coordinates.At((uint)step),
        _units[step],
        Backend.OnnxRuntime,
        [.. inputs],
        [.. outputs.Select(output => output.Digest)],
        outcome,
        new Metering(isMetered ? (ulong?)_macs[step] : null, null));

    private bool OpenDimensionsAreOne(IReadOnlyList<Tensor> inputs)
    {
        for (var i = 0; i < inputs.Count; i++)
        {
            if (_inputTypes[i]?.Shape is not { } shape)
                return false;
            for (var d = 0; d < shape.Rank; d++)
            {
                if (!shape[d].IsKnown && inputs[i].Shape[d] != 1)
                    return false;
            }
        }

        return true;
    }

    private readonly record struct Value(Tensor Tensor, Digest Digest);
}
