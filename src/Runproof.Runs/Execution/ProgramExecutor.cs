using System.Collections.Immutable;
using System.Diagnostics;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;
using Runproof.Core.Traces;
using Runproof.Models.Tensors;
using Runproof.Runs.Planning;
using Runproof.Runs.Recording;

namespace Runproof.Runs.Execution;

/// <summary>Executes a program step by step and records what a sink asks for. Safe for concurrent use.</summary>
internal sealed class ProgramExecutor
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);

    private readonly Program _program;
    private readonly ImmutableArray<Digest> _units;
    private readonly ImmutableArray<long?> _macs;
    private readonly ImmutableArray<TensorType?> _inputTypes;

    /// <param name="program">The program.</param>
    /// <param name="steps">What executes each step.</param>
    /// <param name="macs">Multiply-accumulate operations of each step, where every open dimension of the inputs is 1.</param>
    public ProgramExecutor(Program program, ImmutableArray<IStep> steps, ImmutableArray<long?> macs)
    {
        _program = program;
        Steps = steps;
        _units = [.. program.Steps.Select(step => step.Unit.Digest)];
        _macs = macs;
        _inputTypes = [.. program.Inputs.Select(port => TensorType.TryParse(port.Type, out var type) ? type : null)];
    }

    /// <summary>The program that is executed.</summary>
    public Program Program => _program;

    /// <summary>What executes each step.</summary>
    public ImmutableArray<IStep> Steps { get; }

    /// <summary>Executes all steps.</summary>
    /// <param name="inputs">The program's inputs, in its order.</param>
    /// <param name="sink">Takes values and records as they come; null where nothing is recorded.</param>
    /// <param name="cancellation">Stops within a step; the recorded part stays.</param>
    /// <param name="before">The first steps, where they are known from an earlier execution on the same inputs; only what follows them is executed.</param>
    /// <param name="circuitLimit">Longest time that a circuit may take; null for no limit.</param>
    /// <exception cref="RunproofException">An input does not fit the program.</exception>
    public Execution Execute(
        IReadOnlyList<Tensor> inputs,
        IRunSink? sink,
        CancellationToken cancellation,
        ImmutableArray<ExecutedStep> before = default,
        TimeSpan? circuitLimit = null)
    {
        var start = Stopwatch.GetTimestamp();
        ImmutableArray<StepValue> given = [.. inputs.Select((input, i) => new StepValue(input, DigestOf(input, i, sink)))];
        var isMetered = sink is not null && OpenDimensionsAreOne(inputs);
        var done = ImmutableArray.CreateBuilder<ExecutedStep>(_program.Steps.Length);
        foreach (var step in before.IsDefault ? [] : before)
            done.Add(Repeat(step, sink));
        while (done.Count < _program.Steps.Length)
        {
            cancellation.ThrowIfCancellationRequested();
            var (step, refusal, error) = Next(given, done, sink, isMetered, circuitLimit, cancellation);
            if (step is not null)
                done.Add(step);
            if (refusal is not null || error is not null)
            {
                return new Execution
                {
                    Outcome = error is null ? StepOutcome.NotRun : StepOutcome.Failed,
                    Steps = done.ToImmutable(),
                    Total = Stopwatch.GetElapsedTime(start),
                    Inputs = given,
                    Error = error,
                    Refusal = refusal,
                };
            }
        }

        return new Execution
        {
            Outcome = StepOutcome.Succeeded,
            Steps = done.ToImmutable(),
            Total = Stopwatch.GetElapsedTime(start),
            Inputs = given,
            Outputs = [.. _program.Outputs.Select(output => Resolve(output.Source, given, done))],
        };
    }

    /// <summary>The value that a binding leads to.</summary>
    public static StepValue Resolve(Binding binding, IReadOnlyList<StepValue> inputs, IReadOnlyList<ExecutedStep> steps) =>
        binding.Step is { } step ? steps[(int)step].Outputs[(int)binding.Port] : inputs[(int)binding.Port];

    // A sink that goes on with an interrupted run has the inputs already.
    private static Digest DigestOf(Tensor input, int index, IRunSink? sink) =>
        sink is null ? default : index < sink.InputCount ? TensorEncoding.DigestOf(input) : sink.RecordInput(input);

    private (ExecutedStep? Step, StepRefusal? Refusal, Diagnostic? Error) Next(
        ImmutableArray<StepValue> given, ImmutableArray<ExecutedStep>.Builder done, IRunSink? sink, bool isMetered, TimeSpan? circuitLimit, CancellationToken cancellation)
    {
        var index = done.Count;
        var bindings = _program.Steps[index].Inputs;
        var arguments = new StepValue[bindings.Length];
        for (var port = 0; port < arguments.Length; port++)
            arguments[port] = Resolve(bindings[port], given, done);
        var start = Stopwatch.GetTimestamp();
        StepAttempt attempt;
        try
        {
            attempt = Run(Steps[index], Array.ConvertAll(arguments, argument => argument.Tensor), circuitLimit, cancellation);
        }
        catch (RunproofException exception) when (exception.Diagnostic.Code.Class == ErrorClass.UnitFailed)
        {
            var failed = Finish(index, arguments, [], StepOutcome.Failed, Stopwatch.GetElapsedTime(start), null, sink, isMetered);
            return (failed, null, exception.Diagnostic with { Subject = $"{_program.Name}/{_program.Steps[index].Name}" });
        }

        if (attempt.Refusal is { } reason)
            return (null, new StepRefusal(index, reason), null);
        var time = Stopwatch.GetElapsedTime(start);
        ImmutableArray<StepValue> outputs = [.. attempt.Outputs.Select(output => new StepValue(output, sink?.RecordValue(output) ?? default))];
        return (Finish(index, arguments, outputs, StepOutcome.Succeeded, time, attempt.Circuit, sink, isMetered), null, null);
    }

    private static StepAttempt Run(IStep step, Tensor[] inputs, TimeSpan? circuitLimit, CancellationToken cancellation)
    {
        if (step.Backend != Backend.Circuit || circuitLimit is not { } limit || limit > LongestTimer)
            return step.Run(inputs, cancellation);
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timer.CancelAfter(limit);
        try
        {
            return step.Run(inputs, timer.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new StepAttempt([], null, FallbackReason.TimeLimit);
        }
    }

    private ExecutedStep Finish(
        int index,
        StepValue[] inputs,
        ImmutableArray<StepValue> outputs,
        StepOutcome outcome,
        TimeSpan time,
        Circuits.Execution.CircuitExecution? circuit,
        IRunSink? sink,
        bool isMetered)
    {
        if (sink is null)
            return new ExecutedStep(outputs, null, time, circuit);
        var record = new StepRecord(
            (ulong)index,
            Coordinates.At((uint)index),
            _units[index],
            Steps[index].Backend,
            [.. inputs.Select(input => input.Digest)],
            [.. outputs.Select(output => output.Digest)],
            outcome,
            new Metering(isMetered ? (ulong?)_macs[index] : null, null));
        sink.RecordStep(record);
        return new ExecutedStep(outputs, record, time, circuit);
    }

    // A sink that goes on with an interrupted run has its steps already.
    private static ExecutedStep Repeat(ExecutedStep step, IRunSink? sink)
    {
        if (sink is null || step.Record is not { } record || record.Index < (ulong)sink.StepCount)
            return step;
        foreach (var output in step.Outputs)
            sink.RecordValue(output.Tensor);
        sink.RecordStep(record);
        return step;
    }

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
}
