using System.Collections.Immutable;
using Runproof.Core.Traces;
using Runproof.Core.Verdicts;
using Runproof.Runs.Diff;

namespace Runproof.Runs.Replay;

/// <summary>What replaying a window of a run showed.</summary>
/// <param name="Window">The window.</param>
/// <param name="Steps">Each step of it, in order.</param>
/// <param name="First">The first divergence; null where there is none.</param>
/// <param name="Values">The values that differ there: recorded on the left, replayed on the right.</param>
/// <remarks>
/// <b>Soundness</b>: each step is replayed from its own recorded inputs. That they are the outputs of the steps before it, and that the trace is the
/// one that was claimed, is for the verifier to check.
/// </remarks>
public sealed record ReplayResult(
    ReplayWindow Window,
    ImmutableArray<ReplayedStep> Steps,
    Divergence? First,
    ImmutableArray<ValueDifference> Values)
{
    /// <summary>Failed if a step failed; else passed if all passed; else inconclusive.</summary>
    public Verification Status =>
        Steps.Any(step => step.Verification == Verification.Failed) ? Verification.Failed
        : Steps.All(step => step.Verification == Verification.Passed) ? Verification.Passed
        : Verification.Inconclusive;

    /// <summary>What is known about every step of the window: the least of them.</summary>
    public Assurance Assurance => Steps.Min(step => step.Assurance);
}
