using System.Diagnostics;

namespace Runproof.Bench;

/// <summary>Times several ways of doing the same thing in turns, so that whatever disturbs the machine disturbs all of them.</summary>
internal static class Interleaved
{
    private const int Rounds = 41;
    private const int WarmUpRounds = 5;

    /// <summary>Median time of one call of each contender, in microseconds.</summary>
    /// <param name="callsPerRound">How many calls are timed together: enough to hide the clock's own cost.</param>
    /// <param name="contenders">What is timed.</param>
    public static double[] Medians(int callsPerRound, params ReadOnlySpan<Action> contenders) =>
        Array.ConvertAll(Measure(callsPerRound, contenders), figure => figure.Microseconds);

    /// <summary>Median time and allocated bytes of one call of each contender.</summary>
    /// <param name="callsPerRound">How many calls are timed together: enough to hide the clock's own cost.</param>
    /// <param name="contenders">What is timed.</param>
    public static Figure[] Measure(int callsPerRound, params ReadOnlySpan<Action> contenders)
    {
        var times = new double[contenders.Length][];
        var allocated = new double[contenders.Length][];
        for (int i = 0; i < times.Length; i++)
            (times[i], allocated[i]) = (new double[Rounds], new double[Rounds]);
        for (int round = -WarmUpRounds; round < Rounds; round++)
        {
            for (int i = 0; i < contenders.Length; i++)
            {
                var contender = contenders[i];
                long heap = GC.GetTotalAllocatedBytes(precise: true);
                long start = Stopwatch.GetTimestamp();
                for (int call = 0; call < callsPerRound; call++)
                    contender();
                double elapsed = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
                if (round >= 0)
                    (times[i][round], allocated[i][round]) = (elapsed / callsPerRound, (double)(GC.GetTotalAllocatedBytes(precise: true) - heap) / callsPerRound);
            }
        }

        var figures = new Figure[contenders.Length];
        for (int i = 0; i < figures.Length; i++)
            figures[i] = new(Median(times[i]), Median(allocated[i]));
        return figures;
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
