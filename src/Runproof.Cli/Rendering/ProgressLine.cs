using System.Diagnostics;

namespace Runproof.Cli.Rendering;

/// <summary>Shows how far long work has come, with its rate and the time left, on one line that goes away at the end.</summary>
internal sealed class ProgressLine(Output output, string what, long total) : IProgress<int>, IDisposable
{
    private const int BarWidth = 24;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly long _start = Stopwatch.GetTimestamp();
    private TimeSpan _next;

    /// <inheritdoc />
    public void Report(int value)
    {
        var elapsed = Stopwatch.GetElapsedTime(_start);
        if (elapsed < _next || value == 0)
            return;
        _next = elapsed + Interval;
        var left = elapsed * ((double)(total - value) / value);
        var share = (double)value / total;
        output.Progress($"{what}  {Bar.Of(share, BarWidth).PadRight(BarWidth)}  {Figure.Count(value)} of {Figure.Count(total)}, "
            + $"{Figure.Count((long)(value / elapsed.TotalSeconds))} per second, {Figure.Time(left)} left");
    }

    /// <inheritdoc />
    public void Dispose() => output.Progress("");
}
