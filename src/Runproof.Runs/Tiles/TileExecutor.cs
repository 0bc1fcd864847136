using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime;
using System.Runtime.CompilerServices;
using Runproof.Core.Diagnostics;
using Runproof.Core.Encoding;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;
using Runproof.Core.Traces;
using Runproof.Runs.Recording;
using Runproof.Tiles.Codecs;
using Runproof.Tiles.Units;

namespace Runproof.Runs.Tiles;

/// <summary>
/// Executes a program of tiles on the .NET runtime, call by call as its cursor says, by the tiles' entries by bytes. Calls are made on a thread of their own, which is
/// stopped when a call takes too long. A tile that exhausts the stack ends the process; what was recorded stays.
/// </summary>
internal sealed class TileExecutor
{
    private const int StackSize = 16 << 20;
    private static readonly TimeSpan ShortestWatch = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestWatch = TimeSpan.FromMilliseconds(20);

    private readonly Dictionary<ProgramStep, (TileUnit Unit, Digest Digest, long Memory)> _units = new(ReferenceEqualityComparer.Instance);
    private readonly ProgramState _state;
    private readonly RunRecorder? _recorder;
    private readonly TileLimits _limits;
    private readonly CallGuard _guard = new();
    private byte[] _input = new byte[256];
    private byte[] _output = new byte[256];
    private NextStep.Call? _call;
    private long _steps;
    private CallResult _last;
    private Exception? _fault;

    private TileExecutor(ProgramState state, RunRecorder? recorder, TileLimits limits)
    {
        _state = state;
        _recorder = recorder;
        _limits = limits;
    }

    /// <summary>Executes a program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="registry">The tiles.</param>
    /// <param name="inputs">The encoded value of each input, in the program's order.</param>
    /// <param name="recorder">Takes values and records as they come; null where nothing is recorded.</param>
    /// <param name="limits">What one call may take.</param>
    /// <param name="cancellation">Stops within a call; the recorded part stays.</param>
    /// <exception cref="RunproofException">The registry lacks a tile (<see cref="TileErrors.Unknown"/>).</exception>
    public static TileRun Execute(
        Program program, TileRegistry registry, ImmutableArray<ReadOnlyMemory<byte>> inputs, RunRecorder? recorder, TileLimits limits, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        foreach (var input in recorder is null ? [] : inputs)
            recorder!.RecordInput(input);
        var executor = new TileExecutor(ProgramState.Start(program, inputs), recorder, limits);
        executor.Find(program, registry);
        executor.Run(cancellation);
        return executor.ToRun(Stopwatch.GetElapsedTime(start));
    }

    private void Find(Program program, TileRegistry registry)
    {
        foreach (ProgramStep step in program.UnitCalls)
        {
            if (!registry.TryFind(step.Unit.Digest, out TileUnit? unit))
            {
                throw new RunproofException(new Diagnostic(TileErrors.Unknown, Phase.Plan, $"{program.Name}/{step.Name}",
                    $"no tile has the revision {step.Unit.Digest}", "the assembly that the program was made from"));
            }

            _units[step] = (unit, step.Unit.Digest, unit.MaxMemory > 0 ? Math.Min(unit.MaxMemory, _limits.Memory) : _limits.Memory);
        }
    }

    private void Run(CancellationToken cancellation)
    {
        using var abort = new CancellationTokenSource();
        using var ended = new ManualResetEventSlim();
        var worker = new Thread(() => Work(ended, cancellation, abort.Token), StackSize) { IsBackground = true, Name = "tiles" };
        long heap = GC.GetTotalMemory(forceFullCollection: false);
        worker.Start();
        TimeSpan watch = TimeSpan.FromTicks(Math.Clamp(_limits.Time.Ticks / 8, ShortestWatch.Ticks, LongestWatch.Ticks));
        while (!ended.Wait(watch, CancellationToken.None))
        {
            if (!_guard.TryObserve(out long call, out TimeSpan elapsed) || StopReason(elapsed, heap, cancellation) is not { } reason || !_guard.TryStop(call))
                continue;

            // From here on the worker records nothing, whether or not it ends.
            abort.Cancel();
            worker.Join(LongestWatch);
            cancellation.ThrowIfCancellationRequested();
            Accept(new CallResult(StepOutcome.TimedOut, default, reason));
            return;
        }

        cancellation.ThrowIfCancellationRequested();
        if (_fault is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_fault);
    }

    private Diagnostic? StopReason(TimeSpan elapsed, long heap, CancellationToken cancellation)
    {
        string subject = Subject();
        if (elapsed > _limits.Time)
            return new Diagnostic(TileErrors.TimeLimit, Phase.Execute, subject, $"the call took longer than {_limits.Time.TotalSeconds} s", "a larger limit of time, or less work in one call");
        if (GC.GetTotalMemory(forceFullCollection: false) - heap > _limits.Memory)
            return MemoryProblem(subject, _limits.Memory);
        return cancellation.IsCancellationRequested ? new Diagnostic(TileErrors.TimeLimit, Phase.Execute, subject, "the run was cancelled", "running it again") : null;
    }

    private void Work(ManualResetEventSlim ended, CancellationToken cancellation, CancellationToken abort)
    {
        try
        {
            // A tile that does not return cannot be stopped in another way. What it may leave half done is its own: it has no state.
#pragma warning disable SYSLIB0046
            ControlledExecution.Run(() => CallAll(cancellation), abort);
#pragma warning restore SYSLIB0046
        }
        catch (OperationCanceledException)
        {
            // Whoever stopped the call says so.
        }
        catch (Exception exception)
        {
            _fault = exception;
        }

        try
        {
            ended.Set();
        }
        catch (ObjectDisposedException)
        {
            // Nobody waits for it any more.
        }
    }

    private void CallAll(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested && ProgramCursor.Next(_state) is NextStep.Call call)
        {
            _call = call;
            if (!_guard.TryBegin())
                return;
            CallResult result = Call(call);
            if (!_guard.TryEnd())
                return;
            Accept(result);
        }
    }

    private CallResult Call(NextStep.Call call)
    {
        (TileUnit unit, _, long memory) = _units[call.Step];
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            var writer = new TileWriter(_output);
            TileStatus status = unit.Entry(Join(call.Inputs), ref writer);
            _output = writer.Buffer;
            if (GC.GetAllocatedBytesForCurrentThread() - allocated > memory)
                return new CallResult(StepOutcome.TimedOut, default, MemoryProblem(Subject(), memory));
            return status switch
            {
                TileStatus.Succeeded => new CallResult(StepOutcome.Succeeded, writer.Written.ToArray()),
                TileStatus.Failed => new CallResult(StepOutcome.Failed, writer.Written.ToArray(), Failure(writer.Written)),
                _ => new CallResult(StepOutcome.Crashed, default, Crash("the entry of the tile refuses arguments that are of its types")),
            };
        }
        catch (OutOfMemoryException)
        {
            return new CallResult(StepOutcome.TimedOut, default, MemoryProblem(Subject(), memory));
        }
        catch (Exception exception) when (exception is not ThreadAbortException)
        {
            return new CallResult(StepOutcome.Crashed, default, Crash($"{exception.GetType().Name}: {exception.Message}"), exception.ToString());
        }
    }

    private void Accept(CallResult result)
    {
        NextStep.Call call = _call!;
        if (_recorder is { } recorder)
        {
            bool hasOutput = result.Outcome is StepOutcome.Succeeded or StepOutcome.Failed;
            recorder.RecordStep(
                (inputs, outputs) => new StepRecord((ulong)_steps, call.Coordinates, _units[call.Step].Digest, Backend.Clr, inputs, outputs, result.Outcome, default),
                call.Inputs,
                hasOutput ? [result.Output] : []);
        }

        _steps++;
        _last = result;
        _state.Accept(result.Outcome, result.Output);
    }

    private TileRun ToRun(TimeSpan total) => ProgramCursor.Next(_state) switch
    {
        NextStep.Complete end => new TileRun(end.Outcome, end.Outputs, _steps, _call?.Coordinates, _last.Error, _last.StackTrace, total),
        NextStep.Invalid invalid => new TileRun(StepOutcome.NotRun, [], _steps, _call?.Coordinates, invalid.Reason, null, total),
        _ => throw new InvalidOperationException("The run stopped before its end."),
    };

    // The encoding of a tuple is that of its elements, one after the other.
    private ReadOnlySpan<byte> Join(ImmutableArray<ReadOnlyMemory<byte>> inputs)
    {
        if (inputs.Length == 1)
            return inputs[0].Span;
        int length = 0;
        foreach (var input in inputs)
        {
            if (_input.Length - length < input.Length)
                Array.Resize(ref _input, Math.Max(2 * _input.Length, length + input.Length));
            input.Span.CopyTo(_input.AsSpan(length));
            length += input.Length;
        }

        return _input.AsSpan(0, length);
    }

    private string Subject() => _call is { } call ? $"{_state.Program.Name}/{call.Step.Name} at {call.Coordinates}" : _state.Program.Name;

    private Diagnostic Failure(ReadOnlySpan<byte> error)
    {
        var reader = new PostcardReader(error);
        reader.TryReadString(out string? text);
        return new Diagnostic(TileErrors.Failed, Phase.Execute, Subject(), text ?? "", "other inputs");
    }

    private Diagnostic Crash(string message) => new(TileErrors.Crashed, Phase.Execute, Subject(), message, "mending the tile; a failure that is meant is a Result");

    private static Diagnostic MemoryProblem(string subject, long memory) =>
        new(TileErrors.MemoryLimit, Phase.Execute, subject, $"the call allocated more than {memory} bytes", "a larger limit of memory, or less work in one call");
}
