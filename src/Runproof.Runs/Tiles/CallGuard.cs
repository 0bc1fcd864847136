namespace Runproof.Runs.Tiles;

/// <summary>
/// Decides between the thread that calls tiles and the one that watches it who speaks for the current call: whichever takes it first. A call that was stopped is lost to
/// the thread that made it, which therefore records nothing more.
/// </summary>
internal sealed class CallGuard
{
    private const long Idle = 0;
    private const long Stopped = -1;

    // The number of the call, from 1, while it is being made.
    private long _current;
    private long _calls;
    private long _startedAt;

    /// <summary>Begins a call.</summary>
    /// <returns>False when the run was stopped.</returns>
    public bool TryBegin()
    {
        Volatile.Write(ref _startedAt, System.Diagnostics.Stopwatch.GetTimestamp());
        return Interlocked.CompareExchange(ref _current, ++_calls, Idle) == Idle;
    }

    /// <summary>Ends the call.</summary>
    /// <param name="elapsed">How long it took.</param>
    /// <returns>False when it was stopped.</returns>
    public bool TryEnd(out TimeSpan elapsed)
    {
        elapsed = System.Diagnostics.Stopwatch.GetElapsedTime(_startedAt);
        return Interlocked.CompareExchange(ref _current, Idle, _calls) == _calls;
    }

    /// <summary>The call that is being made, and for how long.</summary>
    /// <returns>False between calls.</returns>
    public bool TryObserve(out long call, out TimeSpan elapsed)
    {
        call = Volatile.Read(ref _current);
        elapsed = System.Diagnostics.Stopwatch.GetElapsedTime(Volatile.Read(ref _startedAt));
        return call > Idle && Volatile.Read(ref _current) == call;
    }

    /// <summary>Stops a call.</summary>
    /// <returns>False when it has ended.</returns>
    public bool TryStop(long call) => Interlocked.CompareExchange(ref _current, Stopped, call) == call;
}
