using System.Collections.Immutable;
using System.Globalization;
using Runproof.Core.Diagnostics;
using Runproof.Core.Verdicts;
using Runproof.Runs.Backends;
using Runproof.Runs.Metadata;
using Runproof.Runs.Planning;
using Runproof.Runs.Results;

namespace Runproof.Runs.Validation;

/// <summary>Holds a model's slices against the model as a whole: class, security, time, and every output value.</summary>
public static class ModelValidator
{
    private const int WarmUpRuns = 3;
    private const double HalfTolerance = 1e-3;

    /// <summary>Validates a model. Nothing is recorded.</summary>
    /// <param name="path">An ONNX file, or a folder that holds one.</param>
    /// <param name="options">What to measure and ask for.</param>
    /// <param name="cancellation">Stops between runs.</param>
    /// <exception cref="RunproofException">The model cannot be prepared, or a step failed.</exception>
    public static ValidationReport Validate(string path, ValidationOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.TimedRuns, 1, nameof(options));
        using var runner = Runner.Open(path, new RunnerOptions { Record = false, Store = options.Store, Generate = options.Generate }, cancellation);
        using var unoptimized = Runner.Open(path, new RunnerOptions { Record = false, Store = options.Store, Generate = false, Optimization = GraphOptimization.None }, cancellation);
        var inputs = options.Inputs?.Invoke(runner) ?? runner.ReadInput();

        var everySlice = runner.VerifiedSlices;
        var noSlice = runner.Metadata.Slices.Aggregate(everySlice, (wanted, slice) => wanted.SetItem(slice.Id, false));
        RunResult Sliced(ImmutableSortedDictionary<string, bool> wanted)
        {
            runner.VerifiedSlices = wanted;
            return runner.Infer(InferMode.Auto, inputs, cancellation);
        }

        var wholeTimes = new List<TimeSpan>();
        var onnxTimes = new List<TimeSpan>();
        var autoTimes = new List<TimeSpan>();
        RunResult? whole = null;
        RunResult? onnx = null;
        RunResult? auto = null;
        for (var run = -WarmUpRuns; run < options.TimedRuns; run++)
        {
            whole = runner.Infer(InferMode.OnnxOnly, inputs, cancellation);
            onnx = Sliced(noSlice);
            auto = Sliced(everySlice);
            if (run < 0)
                continue;
            wholeTimes.Add(whole.TotalExecutionTime);
            onnxTimes.Add(onnx.TotalExecutionTime);
            autoTimes.Add(auto.TotalExecutionTime);
        }

        unoptimized.VerifiedSlices = noSlice;
        var errors = Worst(whole!, onnx!);
        var exact = Worst(unoptimized.Infer(InferMode.OnnxOnly, inputs, cancellation), unoptimized.Infer(InferMode.Auto, inputs, cancellation));
        var hasCircuits = auto!.ExecutionResults.Any(slice => slice.Method == ExecutionMethod.Circuit);
        var wholeRow = Row("whole model", whole!, wholeTimes, null);
        var autoRow = Row("sliced auto", auto, autoTimes, wholeRow);
        return new ValidationReport(
            runner.Name,
            runner.Metadata.TotalParameters,
            runner.Metadata.Slices.Length,
            hasCircuits ? [wholeRow, Row("sliced ONNX", onnx!, onnxTimes, wholeRow), autoRow] : [wholeRow, autoRow],
            errors,
            exact,
            Gates(wholeRow, autoRow, errors, exact, options, CutsHalfFloats(runner.Metadata), auto.Warnings),
            auto.Warnings)
        {
            CircuitErrors = hasCircuits ? Worst(whole!, auto) : null,
        };
    }

    private static OutputError Worst(RunResult reference, RunResult actual) => reference.Outputs
        .Zip(actual.Outputs, (expected, found) => OutputError.Of(expected.Value, found.Value))
        .OrderBy(error => error.BitIdentical)
        .ThenByDescending(error => error.Relative)
        .First();

    private static MethodRow Row(string method, RunResult result, List<TimeSpan> times, MethodRow? whole)
    {
        times.Sort();
        var median = times[times.Count / 2];
        return new MethodRow(
            method,
            result.PredictedClass,
            result.OverallSecurity,
            median,
            times[0],
            times[^1],
            times.Count,
            whole is null ? null : 100.0 * (median / whole.Median - 1),
            whole is null ? null : result.OverallSecurity - whole.Security,
            whole is null || result.PredictedClass is null ? null : result.PredictedClass == whole.PredictedClass,
            Circuits: result.ExecutionResults.Count(slice => slice.Method == ExecutionMethod.Circuit),
            OnnxSlices: result.ExecutionResults.Count(slice => slice.Method == ExecutionMethod.OnnxSlice),
            [.. result.ExecutionResults.Where(slice => slice.FallbackUsed).Select(slice => slice.Fallback!.Value.Text())])
        {
            CircuitSizes = [.. result.ExecutionResults.Select(slice => slice.Method == ExecutionMethod.Circuit ? slice.CircuitSize : null)],
        };
    }

    private static ImmutableArray<Gate> Gates(MethodRow whole, MethodRow sliced, OutputError errors, OutputError exact, ValidationOptions options, bool cutsHalfFloats, ImmutableArray<string> warnings)
    {
        static Verification When(bool holds) => holds ? Verification.Passed : Verification.Failed;
        var tolerance = cutsHalfFloats ? Math.Max(options.RelativeTolerance, HalfTolerance) : options.RelativeTolerance;
        return
        [
            // Opening the model refuses broken metadata and changed slices; what was merely stale it makes again, and says so.
            new Gate("metadata is valid, and no file changed since slicing", Verification.Passed, warnings.IsEmpty ? "every digest was recomputed" : string.Join("; ", warnings)),
            new Gate("slices equal the whole model bit for bit with graph optimisation off", cutsHalfFloats ? Verification.NotAttempted : When(exact.BitIdentical),
                cutsHalfFloats ? "not asked where 16-bit floats cross a cut: ONNX Runtime may keep more bits inside a graph"
                : exact.BitIdentical ? "bit-identical" : Invariant($"max absolute error {exact.Max:G3}")),
            new Gate(Invariant($"relative error of ONNX slices at most {tolerance:0.#e-0}"), When(errors.Relative <= tolerance), Invariant($"{errors.Relative:G3}")),
            new Gate("classes agree", sliced.ClassMatches is { } match ? When(match) : Verification.NotAttempted,
                sliced.ClassMatches is null ? "the output is not a vector of class scores" : Invariant($"whole {whole.PredictedClass}, sliced {sliced.PredictedClass}")),
            new Gate(Invariant($"security at least {options.RequiredSecurity} %"), When(sliced.Security >= options.RequiredSecurity), Invariant($"{sliced.Security} %")),
        ];
    }

    private static bool CutsHalfFloats(RunnerMetadata metadata) => metadata.Slices.Any(slice =>
        slice.Sources.Zip(slice.Inputs, (source, port) => source.Step is not null && port.Type.Contains("float16", StringComparison.Ordinal)).Any(cut => cut));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
