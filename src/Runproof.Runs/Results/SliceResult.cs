using Runproof.Core.Verdicts;
using Runproof.Runs.Planning;

namespace Runproof.Runs.Results;

/// <summary>What happened to one slice in a run.</summary>
/// <param name="SliceId">The slice, such as <c>slice_0</c>; <c>model</c> when the model ran whole.</param>
/// <param name="Method">How it was executed.</param>
/// <param name="Fallback">Why the preferred backend was not used; null where it was, or where none was preferred.</param>
/// <param name="ExecutionTime">Wall time of the execution alone.</param>
/// <param name="Verification">State of the slice's proof; <see cref="Verification.NotAttempted"/> where there is none.</param>
/// <param name="Success">Whether the slice returned its outputs.</param>
public sealed record SliceResult(
    string SliceId,
    ExecutionMethod Method,
    FallbackReason? Fallback,
    TimeSpan ExecutionTime,
    Verification Verification,
    bool Success)
{
    /// <summary>Whether the slice ran on something else than the policy preferred.</summary>
    public bool FallbackUsed => Fallback is not null;
}
