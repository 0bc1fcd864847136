using System.Collections.Immutable;
using Runproof.Core.Hashing;
using Runproof.Runs.Planning;
using Runproof.Runs.Proving;

namespace Runproof.Runs.Execution;

/// <summary>A run that ended, as it is published.</summary>
/// <param name="Executor">What executed it.</param>
/// <param name="Execution">What came out.</param>
/// <param name="Plans">What executed each slice, and why; empty for a model that ran whole.</param>
/// <param name="Proof">The proofs, all of them verified; null where there are none.</param>
/// <param name="RunId">Name of the recorded run; null where it was not recorded.</param>
/// <param name="Total">Wall time with all attempts, proofs and verification.</param>
internal sealed record FinishedRun(
    ProgramExecutor Executor, Execution Execution, ImmutableArray<StepPlan> Plans, RunProof? Proof, string? RunId, TimeSpan Total)
{
    /// <summary>Digest of the claim; null where the run was not recorded.</summary>
    public Digest? Claim { get; init; }

    /// <summary>Size of the receipt beside the trace, in bytes; null where there is none.</summary>
    public long? ReceiptSize { get; init; }

    /// <summary>The interrupted run that this one went on from; null where it began at the beginning.</summary>
    public string? ResumedFrom { get; init; }

    /// <summary>How many steps were taken over.</summary>
    public int ResumedSteps { get; init; }
}
