using System.Collections.Immutable;
using System.Globalization;
using Runproof.Core.Hashing;
using Runproof.Core.Traces;
using Runproof.Core.Verdicts;
using Runproof.Runs.Claims;
using Runproof.Runs.Metadata;

namespace Runproof.Runs.Reports;

/// <summary>Everything that a report about a run tells, whatever it is written as. The same trace and verdict give the same report.</summary>
public sealed record RunReport
{
    /// <summary>Name of the run.</summary>
    public required string RunId { get; init; }

    /// <summary>What was run, in words.</summary>
    public required string Target { get; init; }

    /// <summary>Name and version of the software that ran it.</summary>
    public required string Producer { get; init; }

    /// <summary>When it started, UTC, in the form of RFC 3339; empty where the trace tells no possible time.</summary>
    public required string StartedAt { get; init; }

    /// <summary>The run mode.</summary>
    public required RunMode Mode { get; init; }

    /// <summary>How the run ended: <see cref="StepOutcome.NotRun"/> where it was interrupted.</summary>
    public required StepOutcome Outcome { get; init; }

    /// <summary>Digest of the program.</summary>
    public required Digest Program { get; init; }

    /// <summary>What others get of the weights of its circuits: <c>public</c>, <c>bound</c>, <c>mixed</c>, or <c>none</c> where no step is a circuit.</summary>
    public required string Weights { get; init; }

    /// <summary>Digest of the claim; null where the run was interrupted.</summary>
    public required Digest? Claim { get; init; }

    /// <summary>The steps of the program, in order, also those that the run did not reach.</summary>
    public required ImmutableArray<ReportStep> Steps { get; init; }

    /// <summary>How values go from step to step.</summary>
    public required ImmutableArray<ReportEdge> Edges { get; init; }

    /// <summary>What the run was given.</summary>
    public required ImmutableArray<ReportValue> Inputs { get; init; }

    /// <summary>What it returned; empty unless it succeeded.</summary>
    public required ImmutableArray<ReportValue> Outputs { get; init; }

    /// <summary>The first output as class scores; empty where it is not one row of floats.</summary>
    public required ImmutableArray<double> Logits { get; init; }

    /// <summary>Softmax of the scores.</summary>
    public required ImmutableArray<double> Probabilities { get; init; }

    /// <summary>Index of the largest score; null where there are none.</summary>
    public required int? PredictedClass { get; init; }

    /// <summary>Which backends were allowed; null where the notes do not tell.</summary>
    public required string? Infer { get; init; }

    /// <summary>Version of ONNX Runtime; null where the notes do not tell.</summary>
    public required string? OnnxRuntime { get; init; }

    /// <summary>Wall time of the run; null where the notes do not tell.</summary>
    public required TimeSpan? Total { get; init; }

    /// <summary>Why the run failed; null where it did not.</summary>
    public required string? Error { get; init; }

    /// <summary>How close all circuits together came to the model's output on sample inputs when they were compiled; null where a step ran on another backend, or the notes do not tell.</summary>
    public CircuitFidelity? OutputFidelity { get; init; }

    /// <summary>What verifying the run showed.</summary>
    public required RunVerdict Verdict { get; init; }

    /// <summary>Share of the steps with a verified proof, in percent, rounded down.</summary>
    public int Security => Steps.IsEmpty ? 0 : (int)(100L * Steps.Count(step => step.Assurance == Assurance.Proved) / Steps.Length);

    /// <summary>Multiply-accumulate operations of all steps; null where those of a step are not counted.</summary>
    public ulong? Macs => Steps.Aggregate((ulong?)0, (sum, step) => sum + step.Macs);

    /// <summary>How to check the run, as commands.</summary>
    public ImmutableArray<(string Command, string Does)> Commands =>
    [
        ($"runproof verify {RunId}", "recompute every digest and every opening"),
        .. Claim is { } claim ? [($"runproof verify PATH --expect {claim}", "the same for a copy of the run on another machine")] : Array.Empty<(string, string)>(),
        ($"runproof replay {RunId}", "execute every step again and compare the outputs bit for bit"),
    ];

    /// <summary>Gathers what a verified run tells.</summary>
    /// <param name="verdict">The verdict on a run whose trace could be read.</param>
    /// <exception cref="ArgumentException">The trace could not be read.</exception>
    public static RunReport Of(RunVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        return new ReportGathering(verdict.Trace ?? throw new ArgumentException("A damaged trace has nothing to report.", nameof(verdict)), verdict).Gather();
    }

    /// <summary>The time as a report writes it.</summary>
    internal static string Timestamp(ulong milliseconds) => milliseconds <= (ulong)DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
        ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
        : "";
}
