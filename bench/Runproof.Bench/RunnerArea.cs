using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Runproof.Bench.Interop;
using Runproof.Core.Traces;
using Runproof.Models.Tensors;
using Runproof.Runs;
using Runproof.Runs.Backends;
using Runproof.Runs.Execution;
using Runproof.Runs.Metadata;
using Runproof.Runs.Store;

namespace Runproof.Bench;

/// <summary>What the runner costs per slice above ONNX Runtime's own calls on the same slices, without and with recording.</summary>
internal static class RunnerArea
{
    private const int Rounds = 1001;
    private const int WarmUpRounds = 200;

    public static void Run(TextWriter output)
    {
        output.WriteLine($"microseconds; medians of {Rounds} interleaved rounds; per slice = (run - ONNX Runtime) / slices; opening and closing the trace are apart; closing has the one fsync");
        output.WriteLine($"{"model",-6} {"slices",6} {"ONNX Runtime",13} {"run",9} {"recorded",9} {"per slice",10} {"per slice, recorded",20} {"open",8} {"close",8}");
        foreach (string name in (string[])["net", "doom"])
        {
            if (Checkout.Find(Path.Combine("samples", "models", name)) is { } folder)
                Measure(output, name, folder);
        }
    }

    private static void Measure(TextWriter output, string name, string folder)
    {
        var work = Directory.CreateTempSubdirectory("runproof-bench-").FullName;
        try
        {
            foreach (var file in Directory.GetFiles(folder))
                File.Copy(file, Path.Combine(work, Path.GetFileName(file)));
            Measure(output, name, work, RunStore.Open(Path.Combine(work, "store")));
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static void Measure(TextWriter output, string name, string folder, RunStore store)
    {
        using var runner = Runner.Open(folder, new RunnerOptions { Record = false });
        var inputs = runner.ReadInput();
        var model = ModelPreparation.Prepare(ModelLocation.Find(folder), generate: false, CancellationToken.None);
        using var executors = new ModelExecutors(model, GraphOptimization.All);
        var executor = executors.Slices();
        executors.Keep(executor, store);
        var slices = Slices(model, inputs);
        var times = new Series[5];
        for (int i = 0; i < times.Length; i++)
            times[i] = new Series();
        for (int round = -WarmUpRounds; round < Rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            foreach (var slice in slices)
                slice.Run();
            var floor = Stopwatch.GetElapsedTime(start);
            var plain = executor.Execute(inputs, null, CancellationToken.None).Total;
            start = Stopwatch.GetTimestamp();
            using var recorder = store.CreateRun(executor.Program, RunMode.Prove, name, "bench");
            var open = Stopwatch.GetElapsedTime(start);
            var execution = executor.Execute(inputs, recorder, CancellationToken.None);
            start = Stopwatch.GetTimestamp();
            recorder.Close(execution.Outcome, execution.OutputDigests, "{}"u8);
            var close = Stopwatch.GetElapsedTime(start);
            if (round >= 0)
                Series.Add(times, floor, plain, execution.Total, open, close);
        }

        foreach (var slice in slices)
            slice.Dispose();
        double[] medians = Array.ConvertAll(times, series => series.Median());
        double count = slices.Length;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-6} {count,6} {medians[0],13:F1} {medians[1],9:F1} {medians[2],9:F1} {(medians[1] - medians[0]) / count,10:F1} {(medians[2] - medians[0]) / count,20:F1} {medians[3],8:F1} {medians[4],8:F1}"));
    }

    private static ImmutableArray<PreboundRun> Slices(PreparedModel model, IReadOnlyList<Tensor> inputs)
    {
        var runs = ImmutableArray.CreateBuilder<PreboundRun>();
        var values = inputs;
        foreach (var slice in model.Metadata.Slices)
        {
            byte[] bytes = SliceFiles.Read(model.Location, slice);
            using var session = OnnxRuntimeSession.Open(bytes);
            var results = session.Run(values);
            runs.Add(new PreboundRun(bytes, values, results));
            values = results;
        }

        return runs.ToImmutable();
    }
}
