using Runproof.Core.Hashing;

namespace Runproof.Runs.Backends;

/// <summary>
/// Loaded models kept for reuse, at most so many at a time: when one more is loaded, the one that was rented longest ago goes. A session that is
/// still rented is released when its last lease ends. All members may be called from several threads.
/// </summary>
public sealed class OnnxRuntimeSessions : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(Digest Model, OnnxSessionOptions Options), LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _newestFirst = new();
    private bool _disposed;

    /// <summary>Makes an empty pool.</summary>
    /// <param name="capacity">How many sessions stay loaded. Range: 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is outside the range.</exception>
    public OnnxRuntimeSessions(int capacity = 64)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        Capacity = capacity;
    }

    /// <summary>How many sessions stay loaded.</summary>
    public int Capacity { get; }

    /// <summary>How many sessions are loaded or being loaded, those of evicted leases not counted.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _entries.Count;
        }
    }

    /// <summary>Lends the session of a model, which is opened at most once, also when several threads ask at the same time.</summary>
    /// <param name="model">Digest of the model's bytes; with external data, of those as well.</param>
    /// <param name="options">How the model is executed.</param>
    /// <param name="open">Opens the model; its exception reaches every caller that waits for it, and the next call tries again.</param>
    /// <returns>A lease, to be disposed when the run is over.</returns>
    /// <exception cref="ObjectDisposedException">The pool has been disposed.</exception>
    public OnnxSessionLease Rent(Digest model, OnnxSessionOptions options, Func<OnnxSessionOptions, OnnxRuntimeSession> open)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(open);
        var key = (model, options);
        Entry entry;
        Entry? evicted = null;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_entries.TryGetValue(key, out var node))
            {
                _newestFirst.Remove(node);
                _newestFirst.AddFirst(node);
            }
            else
            {
                if (_entries.Count == Capacity)
                    evicted = RemoveLocked(_newestFirst.Last!);
                node = _newestFirst.AddFirst(new Entry(key, new Lazy<OnnxRuntimeSession>(() => open(options))));
                _entries.Add(key, node);
            }

            entry = node.Value;
            entry.References++;
        }

        evicted?.Session.Value.Dispose();
        try
        {
            return new OnnxSessionLease(entry.Session.Value, () => Release(entry));
        }
        catch
        {
            Forget(entry);
            throw;
        }
    }

    /// <summary>Releases every session that is not rented; the others go when their leases end.</summary>
    public void Dispose()
    {
        List<Entry> idle = [];
        lock (_gate)
        {
            _disposed = true;
            while (_newestFirst.First is { } node)
            {
                if (RemoveLocked(node) is { } entry)
                    idle.Add(entry);
            }
        }

        foreach (var entry in idle)
            entry.Session.Value.Dispose();
    }

    /// <summary>Takes an entry out of the pool. Returned when nobody uses it, for the caller to dispose outside the lock.</summary>
    private Entry? RemoveLocked(LinkedListNode<Entry> node)
    {
        _newestFirst.Remove(node);
        _entries.Remove(node.Value.Key);
        return --node.Value.References == 0 ? node.Value : null;
    }

    private void Release(Entry entry)
    {
        bool last;
        lock (_gate)
            last = --entry.References == 0;
        if (last)
            entry.Session.Value.Dispose();
    }

    /// <summary>Takes out an entry that could not be opened, so that the next call opens it anew.</summary>
    private void Forget(Entry entry)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(entry.Key, out var node) && node.Value == entry)
                RemoveLocked(node);
        }
    }

    /// <param name="key">Model and options.</param>
    /// <param name="session">Opened by whoever asks first.</param>
    private sealed class Entry((Digest Model, OnnxSessionOptions Options) key, Lazy<OnnxRuntimeSession> session)
    {
        public (Digest Model, OnnxSessionOptions Options) Key { get; } = key;

        public Lazy<OnnxRuntimeSession> Session { get; } = session;

        /// <summary>Leases, and one for the pool itself.</summary>
        public int References { get; set; } = 1;
    }
}
