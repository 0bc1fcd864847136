using System.Diagnostics;
using System.Globalization;

namespace Runproof.Bench;

/// <summary>First proofs in fresh processes, published ReadyToRun, against warm ones; and the memory that a proof takes against what it commits to.</summary>
internal static class ProofsColdArea
{
    private const int Processes = 21;
    private const string Program = "artifacts/publish-bench/Runproof.Bench";

    public static void Run(TextWriter output)
    {
        if (Checkout.Find(Program) is not { } program)
        {
            output.WriteLine(
                $"{Program} is absent: dotnet publish bench/Runproof.Bench -c Release -r linux-x64 --no-self-contained -p:PublishReadyToRun=true -o artifacts/publish-bench");
            return;
        }

        output.WriteLine($"medians of {Processes} processes; growth is that of the peak working set during the first proof");
        output.WriteLine($"{"",-22} {"first ms",10} {"of it JIT",10} {"methods",8} {"warm ms",10} {"ratio",8} {"grown KiB",10} {"committed",10} {"ratio",8}");
        foreach (var (name, _) in ProofsFirstArea.Areas)
        {
            var runs = Enumerable.Range(0, Processes).Select(_ => Once(program, name)).ToArray();
            double[] medians = [.. Enumerable.Range(0, 6).Select(i => Median(runs.Select(run => run[i])))];
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-22} {medians[0],10:F1} {medians[1],10:F1} {medians[2],8:F0} {medians[3],10:F1} {Median(runs.Select(run => run[0] / run[3])),8:F1} {medians[4],10:F0} {medians[5],10:F0} {medians[4] / medians[5],8:F1}"));
        }
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Processes / 2);

    private static double[] Once(string program, string area)
    {
        var start = new ProcessStartInfo(program, area) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        string[] lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        return [.. lines.Single(line => line.StartsWith("figures ", StringComparison.Ordinal)).Split(' ')[1..].Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
    }
}
