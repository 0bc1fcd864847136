using Runproof.Core.Diagnostics;

namespace Runproof.Runs.Replay;

/// <summary>Errors of replaying recorded steps.</summary>
public static class ReplayErrors
{
    /// <summary>The window is not one of steps of the run.</summary>
    public static readonly ErrorCode Window = new("E_WINDOW", ErrorClass.Usage);

    /// <summary>A step executed again gave something else than the trace says.</summary>
    public static readonly ErrorCode Diverged = new("E_REPLAY_DIVERGED", ErrorClass.Divergence);

    /// <summary>The trace does not hold a value that the step needs.</summary>
    public static readonly ErrorCode ValueMissing = new("E_VALUE_MISSING", ErrorClass.Inconclusive);

    /// <summary>The step's unit is of a toolchain that this version does not know.</summary>
    public static readonly ErrorCode UnknownToolchain = new("E_TOOLCHAIN_UNKNOWN", ErrorClass.Inconclusive);

    /// <summary>The step cannot be executed again here: it did not succeed, another backend executed it, or it is not a step of the program.</summary>
    public static readonly ErrorCode NotReplayable = new("E_STEP_NOT_REPLAYABLE", ErrorClass.Inconclusive);
}
