using Runproof.Proofs.Security;
using Runproof.Runs.Planning;

namespace Runproof.Runs.Proving;

/// <summary>What came of one proof.</summary>
/// <param name="Budget">The steps that it covers, and their shares.</param>
/// <param name="Refused">Why it does not stand; null where it was made, or verified, in time.</param>
internal sealed record ProofOutcome(ProofBudget Budget, FallbackReason? Refused)
{
    /// <summary>The proof; empty where it does not stand.</summary>
    public byte[] Proof { get; init; } = [];

    /// <summary>Its proven bits; null where it was not verified.</summary>
    public SecurityReport? Report { get; init; }

    /// <summary>Wall time of making it. Of a proof that was stopped: what it would have taken at least.</summary>
    public TimeSpan ProveTime { get; init; }

    /// <summary>Wall time of verifying it.</summary>
    public TimeSpan VerifyTime { get; init; }
}
