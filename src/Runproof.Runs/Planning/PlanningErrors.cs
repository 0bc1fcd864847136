using Runproof.Core.Diagnostics;

namespace Runproof.Runs.Planning;

/// <summary>Errors of planning.</summary>
public static class PlanningErrors
{
    /// <summary>Only circuits are allowed, and a slice has none.</summary>
    public static readonly ErrorCode CircuitsOnly = new("E_CIRCUITS_ONLY", ErrorClass.Usage);

    /// <summary>The policy names a slice that the model does not have.</summary>
    public static readonly ErrorCode UnknownSlice = new("E_UNKNOWN_SLICE", ErrorClass.Usage);

    /// <summary>Bound weights are committed to for proofs of another profile than the one that is asked for.</summary>
    public static readonly ErrorCode WeightsProfile = new("E_WEIGHTS_PROFILE", ErrorClass.Usage);
}
