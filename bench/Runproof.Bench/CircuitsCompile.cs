using System.Globalization;
using Runproof.Runs.Compiling;

namespace Runproof.Bench;

/// <summary>What compiling a model costs, warm and in process.</summary>
internal static class CircuitsCompile
{
    private const int Rounds = 21;
    private const int WarmUpRounds = 10;

    public static void Header(TextWriter output)
    {
        output.WriteLine($"compile: milliseconds; medians of {Rounds} rounds; circuits = circuits and the commitment to their weights; the rest of the whole is files");
        output.WriteLine($"{"model",-6} {"first",9} {"whole",9} {"calibration",12} {"circuits",9} {"fidelity",9} {"rest",9}");
    }

    public static void Measure(TextWriter output, string name, string folder)
    {
        var times = new Series[5];
        for (int i = 0; i < times.Length; i++)
            times[i] = new Series();
        TimeSpan? first = null;
        for (int round = -WarmUpRounds; round < Rounds; round++)
        {
            Forget(folder);
            var compiled = ModelCircuits.Compile(folder, new CompileRequest());
            first ??= compiled.Time;
            var (calibration, circuits, fidelity) = compiled.Times;
            if (round >= 0)
                Series.Add(times, compiled.Time, calibration, circuits, fidelity, compiled.Time - calibration - circuits - fidelity);
        }

        double[] ms = Array.ConvertAll(times, series => series.Median() / 1000);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-6} {first!.Value.TotalMilliseconds,9:F1} {ms[0],9:F1} {ms[1],12:F1} {ms[2],9:F1} {ms[3],9:F1} {ms[4],9:F1}"));
    }

    // Slices and metadata stay, circuits go.
    private static void Forget(string folder)
    {
        foreach (var circuit in Directory.GetFiles(folder, ModelCircuits.FileName, SearchOption.AllDirectories))
            File.Delete(circuit);
    }
}
