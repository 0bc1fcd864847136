using System.Diagnostics;

namespace Runproof.Cli.Rendering;

/// <summary>One line on a terminal that tells how far long work is, at which rate, and how long it will still take; nothing anywhere else.</summary>
internal sealed class ProgressLine(Output output, string done) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly long _start = Stopwatch.GetTimestamp();
    private TimeSpan _next = Patience;
    private bool _shown;

    /// <summary>Tells how far the work is.</summary>
    public void Show(long count, long total)
    {
        var elapsed = Stopwatch.GetElapsedTime(_start);
        if (!output.ShowsProgress || elapsed < _next || count == 0)
            return;
        _next = elapsed + Interval;
        _shown = true;
        var rate = count / elapsed.TotalSeconds;
        var left = TimeSpan.FromSeconds((total - count) / rate);
        output.Progress($"\r\e[K{done} {count:N0} of {total:N0}, {rate:N0} per second, {left.TotalSeconds:N0} s left");
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (_shown)
            output.Progress("\r\e[K");
    }
}
