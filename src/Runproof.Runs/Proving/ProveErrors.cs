using Runproof.Core.Diagnostics;

namespace Runproof.Runs.Proving;

/// <summary>Errors of proving runs that ended.</summary>
public static class ProveErrors
{
    /// <summary>The run has no circuit step, or was not closed, or none of the steps that were asked for is a circuit.</summary>
    public static readonly ErrorCode Nothing = new("E_PROVE_NOTHING", ErrorClass.Usage);

    /// <summary>The verifier refused the proof that was just made.</summary>
    public static readonly ErrorCode Refused = new("E_PROVE_REFUSED", ErrorClass.VerificationFailed);
}
