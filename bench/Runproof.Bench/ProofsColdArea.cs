using System.Diagnostics;
using System.Globalization;

namespace Runproof.Bench;

/// <summary>First proofs in fresh processes, published ReadyToRun, against warm ones; and the memory that a proof takes against what it commits to.</summary>
internal static class ProofsColdArea
{
    private const int Processes = 11;
    private const string Program = "artifacts/publish-bench/Runproof.Bench";

    public static void Run(TextWriter output)
    {
        if (Checkout.Find(Program) is not { } program)
        {
            output.WriteLine(
                $"{Program} is absent: dotnet publish bench/Runproof.Bench -c Release -r linux-x64 --no-self-contained -p:PublishReadyToRun=true -o artifacts/publish-bench");
            return;
        }

        output.WriteLine($"medians of {Processes} processes; memory is the growth of the peak working set, of the first proof and of all");
        output.WriteLine($"{"",-10} {"first ms",10} {"of it JIT",10} {"methods",8} {"warm ms",10} {"ratio",8} {"first KiB",10} {"all KiB",10} {"committed",10}");
        var runs = Enumerable.Range(0, Processes).Select(_ => Once(program)).ToArray();
        foreach (string name in runs[0].Keys)
        {
            double[] medians = [.. Enumerable.Range(0, 7).Select(i => runs.Select(run => run[name][i]).Order().ElementAt(Processes / 2))];
            double ratio = runs.Select(run => run[name][0] / run[name][3]).Order().ElementAt(Processes / 2);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-10} {medians[0],10:F1} {medians[1],10:F1} {medians[2],8:F0} {medians[3],10:F1} {ratio,8:F1} {medians[4],10:F0} {medians[5],10:F0} {medians[6],10:F0}"));
        }
    }

    private static Dictionary<string, double[]> Once(string program)
    {
        var start = new ProcessStartInfo(program, "proofs-first") { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        string[] lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        return lines.Select(line => line.Split(' ')).Where(words => words.Length == 8 && words[0] is "ligero" or "lookups")
            .ToDictionary(words => words[0], words => words[1..].Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray());
    }
}
