using System.Diagnostics;
using System.Globalization;
using System.Runtime;

namespace Runproof.Bench;

/// <summary>The first proof of a process, its repetition when warm, and how far the process grew: the child of <see cref="ProofsColdArea"/>.</summary>
internal static class ProofsFirstArea
{
    private const int Rounds = 101;

    public static void Run(TextWriter output)
    {
        var ligero = new ProofsLigero(prove: false);
        Measure(output, "ligero", () => ligero.CommitAndOpen(), ProofsLigero.CommittedBytes);
        var lookups = new ProofsLookups(prove: false);
        Measure(output, "lookups", () => lookups.Prove(), lookups.CommittedBytes);
    }

    private static void Measure(TextWriter output, string name, Action prove, long committed)
    {
        long before = PeakBytes();
        var compiling = JitInfo.GetCompilationTime();
        long methods = JitInfo.GetCompiledMethodCount();
        double first = Time(prove);
        methods = JitInfo.GetCompiledMethodCount() - methods;
        double compiled = (JitInfo.GetCompilationTime() - compiling).TotalMilliseconds;
        long peak = PeakBytes() - before;
        var warm = new double[Rounds];
        for (int i = 0; i < Rounds; i++)
            warm[i] = Time(prove);
        Array.Sort(warm);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{name} {first:F2} {compiled:F2} {methods} {warm[Rounds / 2]:F2} {peak / 1024} {(PeakBytes() - before) / 1024} {committed / 1024}"));
    }

    private static double Time(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static long PeakBytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
