namespace Runproof.Bench;

/// <summary>Times of one contender, round by round.</summary>
internal sealed class Series
{
    private readonly List<double> _microseconds = [];

    /// <summary>Adds one round's times to the series of the contenders, in their order.</summary>
    public static void Add(Series[] series, params ReadOnlySpan<TimeSpan> times)
    {
        for (int i = 0; i < times.Length; i++)
            series[i]._microseconds.Add(times[i].TotalMicroseconds);
    }

    /// <summary>Median in microseconds.</summary>
    public double Median()
    {
        _microseconds.Sort();
        return _microseconds[_microseconds.Count / 2];
    }
}
