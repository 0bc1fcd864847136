using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime;
using System.Runtime.CompilerServices;
using Runproof.Core.Diagnostics;
using Runproof.Core.Encoding;
using Runproof.Core.Traces;
using Runproof.Tiles.Codecs;
using Runproof.Tiles.Units;

namespace Runproof.Runs.Tiles;

/// <summary>
/// Makes one call of a tile after the other, by the tiles' entries by bytes, on a thread of their own, which is stopped when a call takes too long. A tile that exhausts the
/// stack ends the process; what was recorded stays.
/// </summary>
internal abstract class TileCalls(TileLimits limits)
{
    private const int StackSize = 16 << 20;
    private static readonly TimeSpan ShortestWatch = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestWatch = TimeSpan.FromMilliseconds(20);

    private TileCall? _call;
    private Exception? _fault;

    /// <summary>The call that follows.</summary>
    /// <returns>False where none does.</returns>
    protected abstract bool TryNext([NotNullWhen(true)] out TileCall? call);

    /// <summary>Takes how a call ended.</summary>
    protected abstract void Accept(TileCall call, CallResult result, TimeSpan elapsed);

    /// <summary>Makes all calls.</summary>
    /// <param name="cancellation">Stops within a call.</param>
    /// <returns>False where a call was stopped at its limit; what follows it has not been called.</returns>
    protected bool Run(CancellationToken cancellation)
    {
        using var abort = new CancellationTokenSource();
        using var ended = new ManualResetEventSlim();

        // A thread that was lost to its call keeps what it works with.
        var guard = new CallGuard();
        var worker = new Thread(() => Work(guard, ended, cancellation, abort.Token), StackSize) { IsBackground = true, Name = "tiles" };
        long heap = GC.GetTotalMemory(forceFullCollection: false);
        worker.Start();
        TimeSpan watch = TimeSpan.FromTicks(Math.Clamp(limits.Time.Ticks / 8, ShortestWatch.Ticks, LongestWatch.Ticks));
        while (!ended.Wait(watch, CancellationToken.None))
        {
            if (!guard.TryObserve(out long call, out TimeSpan elapsed) || StopReason(elapsed, heap, cancellation) is not { } reason || !guard.TryStop(call))
                continue;

            // From here on the worker takes nothing more, whether or not it ends.
            abort.Cancel();
            worker.Join(LongestWatch);
            cancellation.ThrowIfCancellationRequested();
            Accept(_call!, new CallResult(StepOutcome.TimedOut, default, reason), elapsed);
            return false;
        }

        cancellation.ThrowIfCancellationRequested();
        if (_fault is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_fault);
        return true;
    }

    private Diagnostic? StopReason(TimeSpan elapsed, long heap, CancellationToken cancellation)
    {
        string subject = _call!.Subject;
        if (elapsed > limits.Time)
            return new Diagnostic(TileErrors.TimeLimit, Phase.Execute, subject, $"the call took longer than {limits.Time.TotalSeconds} s", "a larger limit of time, or less work in one call");
        if (GC.GetTotalMemory(forceFullCollection: false) - heap > limits.Memory)
            return MemoryProblem(subject, limits.Memory);
        return cancellation.IsCancellationRequested ? new Diagnostic(TileErrors.TimeLimit, Phase.Execute, subject, "the run was cancelled", "running it again") : null;
    }

    private void Work(CallGuard guard, ManualResetEventSlim ended, CancellationToken cancellation, CancellationToken abort)
    {
        try
        {
            // A tile that does not return cannot be stopped in another way. What it may leave half done is its own: it has no state.
#pragma warning disable SYSLIB0046
            ControlledExecution.Run(() => CallAll(guard, cancellation), abort);
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

    private void CallAll(CallGuard guard, CancellationToken cancellation)
    {
        var buffers = new Buffers();
        while (!cancellation.IsCancellationRequested && TryNext(out TileCall? call))
        {
            _call = call;
            if (!guard.TryBegin())
                return;
            CallResult result = Call(call, buffers);
            if (!guard.TryEnd(out TimeSpan elapsed))
                return;
            Accept(call, result, elapsed);
        }
    }

    private CallResult Call(TileCall call, Buffers buffers)
    {
        TileUnit unit = call.Unit;
        long memory = unit.MaxMemory > 0 ? Math.Min(unit.MaxMemory, limits.Memory) : limits.Memory;
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            var writer = new TileWriter(buffers.Output);
            TileStatus status = unit.Entry(buffers.Join(call.Inputs), ref writer);
            buffers.Output = writer.Buffer;
            if (GC.GetAllocatedBytesForCurrentThread() - allocated > memory)
                return new CallResult(StepOutcome.TimedOut, default, MemoryProblem(call.Subject, memory));
            return status switch
            {
                TileStatus.Succeeded => new CallResult(StepOutcome.Succeeded, writer.Written.ToArray()),
                TileStatus.Failed => new CallResult(StepOutcome.Failed, writer.Written.ToArray(), Failure(call, writer.Written)),
                _ => new CallResult(StepOutcome.Crashed, default, Crash(call, "the entry of the tile refuses arguments that are of its types")),
            };
        }
        catch (OutOfMemoryException)
        {
            return new CallResult(StepOutcome.TimedOut, default, MemoryProblem(call.Subject, memory));
        }
        catch (Exception exception) when (exception is not ThreadAbortException)
        {
            return new CallResult(StepOutcome.Crashed, default, Crash(call, $"{exception.GetType().Name}: {exception.Message}"), exception.ToString());
        }
    }

    private static Diagnostic Failure(TileCall call, ReadOnlySpan<byte> error)
    {
        var reader = new PostcardReader(error);
        reader.TryReadString(out string? text);
        return new Diagnostic(TileErrors.Failed, Phase.Execute, call.Subject, text ?? "", "other inputs");
    }

    private static Diagnostic Crash(TileCall call, string message) => new(TileErrors.Crashed, Phase.Execute, call.Subject, message, "mending the tile; a failure that is meant is a Result");

    private static Diagnostic MemoryProblem(string subject, long memory) =>
        new(TileErrors.MemoryLimit, Phase.Execute, subject, $"the call allocated more than {memory} bytes", "a larger limit of memory, or less work in one call");

    private sealed class Buffers
    {
        private byte[] _input = new byte[256];

        public byte[] Output { get; set; } = new byte[256];

        // The encoding of a tuple is that of its elements, one after the other.
        public ReadOnlySpan<byte> Join(ImmutableArray<ReadOnlyMemory<byte>> inputs)
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
    }
}
