namespace Runproof.Runs.Proving;

/// <summary>Makes several proofs at once: each with a part of the threads, and no more of them than memory allows.</summary>
internal static class ParallelProvers
{
    /// <summary>Runs every job once.</summary>
    /// <param name="memory">What each job is going to take, as predicted, in bytes.</param>
    /// <param name="limit">What the jobs that run at once may take together, in bytes; null for no limit. A job that is larger by itself runs alone.</param>
    /// <param name="threads">How many threads may work in all.</param>
    /// <param name="run">Receives the position of a job and how many threads it may use. The first exception of a job ends the others before they begin.</param>
    public static void Run(IReadOnlyList<long> memory, long? limit, int threads, Action<int, int> run)
    {
        var lanes = Math.Clamp(memory.Count, 1, threads);
        var queue = new Queue(memory, limit);
        if (lanes == 1)
            queue.Work(threads, run);
        else
            Task.WhenAll(Enumerable.Range(0, lanes).Select(_ => Task.Run(() => queue.Work(threads / lanes, run)))).GetAwaiter().GetResult();
    }

    // The largest jobs come first, so that none of them is left for the end.
    private sealed class Queue(IReadOnlyList<long> memory, long? limit)
    {
        private readonly object _gate = new();
        private readonly List<int> _waiting = [.. Enumerable.Range(0, memory.Count).OrderByDescending(job => memory[job])];
        private long _used;
        private int _running;

        public void Work(int threads, Action<int, int> run)
        {
            while (Take() is { } job)
            {
                var isDone = false;
                try
                {
                    run(job, threads);
                    isDone = true;
                }
                finally
                {
                    Release(job, isDone);
                }
            }
        }

        private int? Take()
        {
            lock (_gate)
            {
                while (_waiting.Count > 0)
                {
                    var next = _waiting.FindIndex(job => _running == 0 || limit is null || memory[job] <= limit - _used);
                    if (next >= 0)
                    {
                        var job = _waiting[next];
                        _waiting.RemoveAt(next);
                        _running++;
                        _used += memory[job];
                        return job;
                    }

                    Monitor.Wait(_gate);
                }

                return null;
            }
        }

        private void Release(int job, bool isDone)
        {
            lock (_gate)
            {
                _running--;
                _used -= memory[job];
                if (!isDone)
                    _waiting.Clear();
                Monitor.PulseAll(_gate);
            }
        }
    }
}
