using System.Diagnostics;
using System.Globalization;
using Runproof.Core.Programs;
using Runproof.Runs;
using Runproof.Runs.Compiling;
using Runproof.Runs.Planning;
using Runproof.Runs.Results;

namespace Runproof.Bench;

/// <summary>What proving a run costs, warm and in process, against the same model on ONNX Runtime: the whole run, and the parts of it.</summary>
internal static class CircuitsArea
{
    private const int Rounds = 41;
    private const int WarmUpRounds = 60;

    public static void Run(TextWriter output)
    {
        // First, while no array lies in a pool.
        CircuitsStages.Header(output);
        ForEachModel((name, folder) => CircuitsStages.Measure(output, name, folder));
        output.WriteLine();
        output.WriteLine($"milliseconds; medians of {Rounds} interleaved rounds; run = everything until the claim is closed, with proof, verification, trace and receipt on the disk");
        output.WriteLine($"{"model",-6} {"weights",-7} {"layout",-9} {"ONNX whole",11} {"ONNX slices",12} {"circuits",9} {"prove",8} {"verify",8} {"unrecorded",11} {"run",8} {"fastest",8} {"proof bytes",12} {"receipt",9} {"predicted MB",13} {"security",9}");
        foreach (var weights in Enum.GetValues<WeightsKind>())
        {
            ForEachModel((name, folder) =>
            {
                foreach (var layout in Enum.GetValues<ProofLayout>())
                    Measure(output, name, folder, weights, layout);
            }, weights);
        }

        output.WriteLine();
        CircuitsCompile.Header(output);
        ForEachModel((name, folder) => CircuitsCompile.Measure(output, name, folder));

        using var process = Process.GetCurrentProcess();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"peak memory of the process {process.PeakWorkingSet64 / 1e6:F0} MB, of its managed heap {GC.GetGCMemoryInfo().HeapSizeBytes / 1e6:F0} MB"));
    }

    // A compiled copy of every sample.
    private static void ForEachModel(Action<string, string> measure, WeightsKind weights = WeightsKind.Public)
    {
        foreach (string name in (string[])["net", "doom"])
        {
            if (Checkout.Find(Path.Combine("samples", "models", name)) is not { } folder)
                continue;
            var work = Directory.CreateTempSubdirectory("runproof-bench-").FullName;
            foreach (var file in Directory.GetFiles(folder))
                File.Copy(file, Path.Combine(work, Path.GetFileName(file)));
            ModelCircuits.Compile(work, new CompileRequest { Weights = weights });
            measure(name, work);
            Directory.Delete(work, recursive: true);
        }
    }

    private static void Measure(TextWriter output, string name, string folder, WeightsKind weights, ProofLayout layout)
    {
        var store = Path.Combine(folder, "store");
        using var recorded = Runner.Open(folder, new RunnerOptions { Store = store });
        using var plain = Runner.Open(folder, new RunnerOptions { Record = false });
        using var sliced = Runner.Open(folder, new RunnerOptions { Record = false });
        (recorded.Layout, plain.Layout) = (layout, layout);
        sliced.VerifiedSlices = sliced.VerifiedSlices.Keys.Aggregate(sliced.VerifiedSlices, (wanted, slice) => wanted.SetItem(slice, false));
        var inputs = plain.ReadInput();
        var times = new Series[7];
        for (int i = 0; i < times.Length; i++)
            times[i] = new Series();
        var fastest = TimeSpan.MaxValue;
        RunResult? last = null;
        for (int round = -WarmUpRounds; round < Rounds; round++)
        {
            var whole = Time(() => plain.Infer(InferMode.OnnxOnly, inputs, CancellationToken.None), out _);
            var slices = Time(() => sliced.Infer(InferMode.Auto, inputs, CancellationToken.None), out _);
            var unrecorded = Time(() => plain.Infer(InferMode.Auto, inputs, CancellationToken.None), out var result);
            var run = Time(() => recorded.Infer(InferMode.Auto, inputs, CancellationToken.None), out last);
            if (round < 0)
                continue;
            var circuits = TimeSpan.FromTicks(result.ExecutionResults.Sum(slice => slice.ExecutionTime.Ticks));
            Series.Add(times, whole, slices, circuits, result.Proof!.ProveTime, result.Proof.VerifyTime, unrecorded, run);
            fastest = run < fastest ? run : fastest;
        }

        double[] ms = Array.ConvertAll(times, series => series.Median() / 1000);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-6} {weights.Text(),-7} {layout.Text(),-9} {ms[0],11:F3} {ms[1],12:F3} {ms[2],9:F3} {ms[3],8:F2} {ms[4],8:F2} {ms[5],11:F2} {ms[6],8:F2} {fastest.TotalMilliseconds,8:F2} {last!.Proof!.Size,12:N0} {last.Proof.ReceiptSize,9:N0} {recorded.PredictProofMemory() / 1e6,13:F0} {last.OverallSecurity,8} %"));
    }

    private static TimeSpan Time(Func<RunResult> run, out RunResult result)
    {
        long start = Stopwatch.GetTimestamp();
        result = run();
        return Stopwatch.GetElapsedTime(start);
    }
}
