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
    private const int CallsPerRound = 50;

    public static void Run(TextWriter output)
    {
        output.WriteLine("microseconds; medians of interleaved rounds; per slice = (run - ONNX Runtime) / slices; the flush is one fsync when the claim closes");
        output.WriteLine($"{"model",-6} {"slices",6} {"ONNX Runtime",13} {"run",9} {"recorded",9} {"per slice",10} {"per slice, recorded",20} {"close and flush",16}");
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
        double close = 0;
        int closes = 0;
        double[] medians = Interleaved.Medians(
            CallsPerRound,
            () =>
            {
                foreach (var slice in slices)
                    slice.Run();
            },
            () => executor.Execute(inputs, null, CancellationToken.None),
            () =>
            {
                // Opening and closing the trace belong to the run, not to its slices; they are timed apart.
                using var recorder = store.CreateRun(executor.Program, RunMode.Prove, name, "bench");
                var execution = executor.Execute(inputs, recorder, CancellationToken.None);
                long start = Stopwatch.GetTimestamp();
                recorder.Close(execution.Outcome, execution.OutputDigests, "{}"u8);
                close += Stopwatch.GetElapsedTime(start).TotalMicroseconds;
                closes++;
            });
        foreach (var slice in slices)
            slice.Dispose();
        double recorded = medians[2] - (close / closes);
        double count = slices.Length;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-6} {count,6} {medians[0],13:F1} {medians[1],9:F1} {recorded,9:F1} {(medians[1] - medians[0]) / count,10:F1} {(recorded - medians[0]) / count,20:F1} {close / closes,16:F1}"));
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
