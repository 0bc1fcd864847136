using System.Diagnostics;
using System.Globalization;
using Runproof.Circuits.Proving;
using Runproof.Runs;
using Runproof.Runs.Planning;
using Runproof.Runs.Proving;

namespace Runproof.Bench;

/// <summary>Which part of a proof's time is over when each of its stages ends, and what memory it takes against what was predicted.</summary>
internal static class CircuitsStages
{
    private const int Rounds = 41;
    private const int WarmUpRounds = 40;

    public static void Header(TextWriter output)
    {
        output.WriteLine("joint proofs: part of the time that is over when a stage ends, medians; bytes that one thread allocates for a proof, the most that were alive as a stage began, and what was predicted for both");
        output.WriteLine($"{"model",-6} {"witness",8} {"commitment",11} {"lookups",8} {"claims",8} {"opening",8} {"allocated MB",13} {"alive MB",9} {"predicted MB",13}");
    }

    public static void Measure(TextWriter output, string name, string folder)
    {
        var (allocated, alive) = Memory(folder);
        var marks = new List<TimeSpan>();
        long start = 0;
        using var runner = Runner.Open(folder, new RunnerOptions { Record = false }).With(new RunProver { Entering = (_, _) => marks.Add(Stopwatch.GetElapsedTime(start)), Sabotage = Stop });
        var inputs = runner.ReadInput();
        var ends = new Series[5];
        for (int i = 0; i < ends.Length; i++)
            ends[i] = new Series();
        for (int round = -WarmUpRounds; round < Rounds; round++)
        {
            marks.Clear();
            start = Stopwatch.GetTimestamp();
            runner.Infer(InferMode.Auto, inputs, CancellationToken.None);
            if (round >= 0)
                Series.Add(ends, [.. Enumerable.Range(1, 5).Select(stage => TimeSpan.FromSeconds((marks[stage] - marks[0]) / (marks[^1] - marks[0])))]);
        }

        double[] parts = Array.ConvertAll(ends, series => series.Median() / 1e6);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-6} {parts[0],8:P0} {parts[1],11:P0} {parts[2],8:P0} {parts[3],8:P0} {parts[4],8:P0} {allocated / 1e6,13:F1} {alive / 1e6,9:F1} {runner.PredictProofMemory() / 1e6,13:F1}"));

        byte[] Stop(System.Collections.Immutable.ImmutableArray<int> steps, byte[] proof)
        {
            marks.Add(Stopwatch.GetElapsedTime(start));
            return proof;
        }
    }

    private static (long Allocated, long Alive) Memory(string folder)
    {
        long before = 0, begun = 0, allocated = 0, alive = 0;
        var prover = new RunProver
        {
            Threads = 1,
            Entering = (_, stage) =>
            {
                long live = GC.GetTotalMemory(forceFullCollection: true);
                if (stage == ProofStage.Witness)
                    (before, begun) = (live, GC.GetAllocatedBytesForCurrentThread());
                alive = Math.Max(alive, live - before);
            },
            Sabotage = (_, proof) =>
            {
                allocated = GC.GetAllocatedBytesForCurrentThread() - begun;
                return proof;
            },
        };
        using var runner = Runner.Open(folder, new RunnerOptions { Record = false }).With(prover);
        runner.Infer(InferMode.Auto, runner.ReadInput(), CancellationToken.None);
        return (allocated, alive);
    }
}
