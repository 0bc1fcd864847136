using System.Collections.Immutable;
using Runproof.Runs.Execution;

namespace Runproof.Runs.Proving;

/// <summary>What came of proving a run: proofs that were verified, or the steps that cannot stand.</summary>
/// <param name="Proof">The proofs; null where there are none.</param>
/// <param name="Refusals">The steps that fall back; empty where the proofs stand.</param>
internal sealed record ProofAttempt(RunProof? Proof, ImmutableArray<StepRefusal> Refusals)
{
    /// <summary>Nothing was to be proved.</summary>
    public static ProofAttempt None { get; } = new(null, []);
}
