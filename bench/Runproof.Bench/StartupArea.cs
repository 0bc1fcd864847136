using System.Diagnostics;
using System.Globalization;

namespace Runproof.Bench;

/// <summary>Wall time of the published command line from the start of the process to its end.</summary>
internal static class StartupArea
{
    private const int Rounds = 21;
    private const string Program = "artifacts/publish/runproof";

    public static void Run(TextWriter output)
    {
        if (Checkout.Find(Program) is not { } program || Checkout.Find("samples/models/net") is not { } net)
        {
            output.WriteLine($"{Program} is absent: dotnet publish src/Runproof.Cli -c Release -r linux-x64 --no-self-contained -o artifacts/publish");
            return;
        }

        var work = Directory.CreateTempSubdirectory("runproof-bench-").FullName;
        try
        {
            var model = Directory.CreateDirectory(Path.Combine(work, "net")).FullName;
            foreach (var file in Directory.GetFiles(net))
                File.Copy(file, Path.Combine(model, Path.GetFileName(file)));
            output.WriteLine($"milliseconds from process start to exit; median, fastest and slowest of {Rounds}");
            Measure(output, "--help", program, work, "--help");
            Measure(output, "--version", program, work, "--version");
            Measure(output, "run net, recorded", program, work, "run", model, "--store", Path.Combine(work, "store"));
            Measure(output, "run net, --no-trace", program, work, "run", model, "--no-trace");
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static void Measure(TextWriter output, string name, string program, string home, params string[] arguments)
    {
        Once(program, home, arguments);
        var times = new double[Rounds];
        for (int i = 0; i < Rounds; i++)
            times[i] = Once(program, home, arguments);
        Array.Sort(times);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-20} {times[Rounds / 2],8:F1} {times[0],8:F1} {times[^1],8:F1}"));
    }

    private static double Once(string program, string home, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["HOME"] = home;
        long before = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        double elapsed = Stopwatch.GetElapsedTime(before).TotalMilliseconds;
        return process.ExitCode == 0 ? elapsed : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {process.StandardError.ReadToEnd()}");
    }
}
