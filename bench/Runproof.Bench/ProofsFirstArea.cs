using System.Diagnostics;
using System.Globalization;
using System.Runtime;

namespace Runproof.Bench;

/// <summary>The first proof of a process, its repetition when warm, and how far the process grew: a child of <see cref="ProofsColdArea"/>, one protocol each.</summary>
internal static class ProofsFirstArea
{
    private const int Rounds = 101;
    private const int SmallVariables = 17;

    // Data that a process's own memory is small against.
    private const int LargeVariables = 21;

    /// <summary>The children by the name of their area.</summary>
    public static IEnumerable<KeyValuePair<string, Action<TextWriter>>> Areas =>
    [
        new("proofs-first-ligero", output => Ligero(output, SmallVariables, Rounds)),
        new("proofs-first-lookups", output => Lookups(output, SmallVariables, Rounds)),
        new("proofs-large-ligero", output => Ligero(output, LargeVariables, 1)),
        new("proofs-large-lookups", output => Lookups(output, LargeVariables, 1)),
    ];

    private static void Ligero(TextWriter output, int variables, int rounds)
    {
        var ligero = new ProofsLigero(prove: false, variables);
        Measure(output, () => ligero.CommitAndOpen(), ligero.CommittedBytes, rounds);
    }

    private static void Lookups(TextWriter output, int variables, int rounds)
    {
        var lookups = new ProofsLookups(prove: false, variables);
        Measure(output, () => lookups.Prove(), lookups.CommittedBytes, rounds);
    }

    private static void Measure(TextWriter output, Action prove, long committed, int rounds)
    {
        GC.Collect();
        long before = ResetPeak();
        var compiling = JitInfo.GetCompilationTime();
        long methods = JitInfo.GetCompiledMethodCount();
        double first = Time(prove);
        methods = JitInfo.GetCompiledMethodCount() - methods;
        double compiled = (JitInfo.GetCompilationTime() - compiling).TotalMilliseconds;
        long peak = PeakBytes() - before;
        var warm = new double[rounds];
        for (int i = 0; i < rounds; i++)
            warm[i] = Time(prove);
        Array.Sort(warm);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"figures {first:F2} {compiled:F2} {methods} {warm[rounds / 2]:F2} {peak / 1024} {committed / 1024}"));
    }

    private static double Time(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>Forgets the peak so far; returns the working set.</summary>
    private static long ResetPeak()
    {
        // What "5" does is described in the kernel's proc(5).
        File.WriteAllText("/proc/self/clear_refs", "5");
        return PeakBytes();
    }

    private static long PeakBytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
