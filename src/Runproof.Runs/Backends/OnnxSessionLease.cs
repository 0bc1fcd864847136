namespace Runproof.Runs.Backends;

/// <summary>The use of a pooled session for a while.</summary>
public sealed class OnnxSessionLease : IDisposable
{
    private Action? _release;

    internal OnnxSessionLease(OnnxRuntimeSession session, Action release)
    {
        Session = session;
        _release = release;
    }

    /// <summary>The session. It belongs to the pool: dispose the lease, not the session.</summary>
    public OnnxRuntimeSession Session { get; }

    /// <summary>Gives the session back.</summary>
    public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
}
