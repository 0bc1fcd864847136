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
    /// <summary>The slice's share of the time of its proof, by the values that it commits to; null where nothing was proved.</summary>
    public TimeSpan? ProveTime { get; init; }

    /// <summary>The slice's share of the time of verifying its proof; null where nothing was verified.</summary>
    public TimeSpan? VerifyTime { get; init; }

    /// <summary>Size of the proof that covers the slice, in bytes; slices that are proved together have the same one. Null where nothing was proved.</summary>
    public long? ProofSize { get; init; }

    /// <summary>Size of the compiled circuit, in bytes; null where there is none.</summary>
    public long? CircuitSize { get; init; }

    /// <summary>How much is known about the slice: proved only where its proof was verified in this run.</summary>
    public Assurance Assurance => !Success ? Assurance.None : Verification == Verification.Passed ? Assurance.Proved : Assurance.Executed;

    /// <summary>Whether the slice ran on something else than the policy preferred.</summary>
    public bool FallbackUsed => Fallback is not null;
}
