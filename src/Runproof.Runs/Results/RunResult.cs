using System.Collections.Immutable;
using Runproof.Core.Hashing;
using Runproof.Core.Verdicts;
using Runproof.Runs.Planning;

namespace Runproof.Runs.Results;

/// <summary>The result of one model run.</summary>
public sealed record RunResult
{
    /// <summary>Name of the model.</summary>
    public required string ModelName { get; init; }

    /// <summary>Which backends were allowed.</summary>
    public required InferMode Mode { get; init; }

    /// <summary>The model's outputs, in the model's order.</summary>
    public required ImmutableArray<NamedTensor> Outputs { get; init; }

    /// <summary>Index of the largest logit; null where the output is not a vector of class scores.</summary>
    public required int? PredictedClass { get; init; }

    /// <summary>The first output as a vector; empty where it is not one row of floats.</summary>
    public required ImmutableArray<double> Logits { get; init; }

    /// <summary>Softmax of the logits; empty where there are none.</summary>
    public required ImmutableArray<double> Probabilities { get; init; }

    /// <summary>One entry for each slice, in order; one entry for a whole model.</summary>
    public required ImmutableArray<SliceResult> ExecutionResults { get; init; }

    /// <summary>Wall time from the first slice's input to the last slice's output and, where something was proved, to the end of its verification.</summary>
    public required TimeSpan TotalExecutionTime { get; init; }

    /// <summary>The limits that were in force.</summary>
    public required RunPolicy Policy { get; init; }

    /// <summary>Digest of the program that ran.</summary>
    public required Digest Program { get; init; }

    /// <summary>The recorded run; null where nothing was recorded.</summary>
    public required string? RunId { get; init; }

    /// <summary>Digest of the run's claim; null where nothing was recorded.</summary>
    public required Digest? Claim { get; init; }

    /// <summary>The interrupted run that this one went on from; null where it began at the beginning.</summary>
    public string? ResumedFrom { get; init; }

    /// <summary>How many steps were taken over from <see cref="ResumedFrom"/> without being executed; their times are 0.</summary>
    public int ResumedSteps { get; init; }

    /// <summary>What the reader should know before trusting the figures, such as a stale file.</summary>
    public required ImmutableArray<string> Warnings { get; init; }

    /// <summary>What was proved, and how strongly; null where nothing was.</summary>
    public ProofSummary? Proof { get; init; }

    /// <summary>Share of the slices whose proof was verified in this run, in percent, rounded down.</summary>
    public int OverallSecurity => ExecutionResults.IsEmpty
        ? 0
        : (int)(100L * ExecutionResults.Count(slice => slice.Verification == Verification.Passed) / ExecutionResults.Length);

    /// <summary>Whether the model ran as slices.</summary>
    public bool Sliced => ExecutionResults.All(slice => slice.Method != ExecutionMethod.OnnxWhole);
}
