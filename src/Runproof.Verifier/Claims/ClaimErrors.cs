using Runproof.Core.Diagnostics;

namespace Runproof.Verifier.Claims;

/// <summary>What the verifier finds wrong, or cannot decide, about a claim and its trace.</summary>
public static class ClaimErrors
{
    /// <summary>The trace was never closed with a claim.</summary>
    public static readonly ErrorCode NotClosed = new("E_CLAIM_NOT_CLOSED", ErrorClass.Inconclusive);

    /// <summary>The header, the claim and the recorded program do not name the same program.</summary>
    public static readonly ErrorCode Program = new("E_CLAIM_PROGRAM", ErrorClass.VerificationFailed);

    /// <summary>The records are not the steps of the program in its order.</summary>
    public static readonly ErrorCode Schedule = new("E_CLAIM_SCHEDULE", ErrorClass.VerificationFailed);

    /// <summary>A step or an output does not take the value that the program binds to it.</summary>
    public static readonly ErrorCode Wiring = new("E_CLAIM_WIRING", ErrorClass.VerificationFailed);

    /// <summary>The trace does not hold the bytes of a value that a record names.</summary>
    public static readonly ErrorCode ValueMissing = new("E_CLAIM_VALUE_MISSING", ErrorClass.Inconclusive);

    /// <summary>The log of the records does not have the root, length or checkpoints of the claim.</summary>
    public static readonly ErrorCode Root = new("E_CLAIM_ROOT", ErrorClass.VerificationFailed);

    /// <summary>The content of a unit is not what the program names.</summary>
    public static readonly ErrorCode ArtifactChanged = new("E_CLAIM_ARTIFACT_CHANGED", ErrorClass.VerificationFailed);

    /// <summary>The content of a unit is not at hand.</summary>
    public static readonly ErrorCode ArtifactMissing = new("E_CLAIM_ARTIFACT_MISSING", ErrorClass.Inconclusive);

    /// <summary>The run is not the one that the caller expects.</summary>
    public static readonly ErrorCode Unexpected = new("E_CLAIM_UNEXPECTED", ErrorClass.VerificationFailed);

    /// <summary>The caller pinned nothing.</summary>
    public static readonly ErrorCode NotPinned = new("E_CLAIM_NOT_PINNED", ErrorClass.Inconclusive);
}
