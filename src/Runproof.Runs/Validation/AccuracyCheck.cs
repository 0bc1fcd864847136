using Runproof.Core.Diagnostics;
using Runproof.Models.Samples;
using Runproof.Runs.Planning;
using Runproof.Runs.Results;

namespace Runproof.Runs.Validation;

/// <summary>Runs a model on held-out examples, whole and as slices, and counts right answers.</summary>
public static class AccuracyCheck
{
    /// <summary>Name of the file with held-out examples beside a model.</summary>
    public const string FileName = "holdout.bin";

    /// <summary>Reads a file of held-out examples.</summary>
    /// <exception cref="RunproofException">The file is malformed.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static HoldoutSet Read(string path) =>
        HoldoutSet.TryRead(File.ReadAllBytes(path), path, out var set, out var error) ? set : throw new RunproofException(error);

    /// <summary>Runs every example: whole, and as slices, where circuits compute with integers as they do in a proved run. Nothing is recorded or proved.</summary>
    /// <param name="path">An ONNX file with one input, or a folder that holds one.</param>
    /// <param name="set">The examples.</param>
    /// <param name="store">The store's folder, which keeps the slices of models whose own folder is read-only; null for the default.</param>
    /// <param name="progress">Told how many examples are done.</param>
    /// <param name="cancellation">Stops between examples.</param>
    /// <exception cref="RunproofException">The model cannot be prepared, does not take the examples, or a step failed.</exception>
    public static AccuracyReport Measure(string path, HoldoutSet set, string? store = null, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        using var runner = Runner.Open(path, new RunnerOptions { Record = false, Store = store }, cancellation);
        int whole = 0, sliced = 0, agreements = 0, circuits = runner.Metadata.Slices.Length;
        for (var i = 0; i < set.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var inputs = new[] { set.Inputs(i) };
            var expected = runner.Infer(InferMode.OnnxOnly, inputs, cancellation).PredictedClass;
            var (outputs, used) = runner.Execute(inputs, cancellation);
            var found = outputs.IsEmpty ? null : Classification.Argmax(Classification.Logits(outputs[0]).AsSpan());
            circuits = Math.Min(circuits, used);
            whole += expected == set.Label(i) ? 1 : 0;
            sliced += found == set.Label(i) ? 1 : 0;
            agreements += expected == found ? 1 : 0;
            progress?.Report(i + 1);
        }

        return new AccuracyReport(set.Count, whole, sliced, agreements, circuits);
    }
}
