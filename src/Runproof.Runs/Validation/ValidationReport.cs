using System.Collections.Immutable;
using Runproof.Core.Verdicts;

namespace Runproof.Runs.Validation;

/// <summary>The deployment check of one model.</summary>
/// <param name="ModelName">Name of the model.</param>
/// <param name="Parameters">Number of weights.</param>
/// <param name="Slices">Number of slices.</param>
/// <param name="Methods">One row for each way of running it; the whole model first.</param>
/// <param name="Errors">How far the output of the ONNX slices is from the whole model's, both optimised; the worst output where there are several.</param>
/// <param name="Unoptimized">The same with graph optimisation off.</param>
/// <param name="Gates">The conditions.</param>
/// <param name="Warnings">What was made again before validation.</param>
public sealed record ValidationReport(
    string ModelName,
    long Parameters,
    int Slices,
    ImmutableArray<MethodRow> Methods,
    OutputError Errors,
    OutputError Unoptimized,
    ImmutableArray<Gate> Gates,
    ImmutableArray<string> Warnings)
{
    /// <summary>How far the output with circuits is from the whole model's; null where no circuit was used.</summary>
    public OutputError? CircuitErrors { get; init; }

    /// <summary>Failed if any gate failed; else Passed.</summary>
    public Verification Status => Gates.Any(gate => gate.Status == Verification.Failed) ? Verification.Failed : Verification.Passed;
}
