namespace Runproof.Core.Traces;

/// <summary>How a step ended.</summary>
public enum StepOutcome
{
    /// <summary>It returned its outputs.</summary>
    Succeeded = 0,

    /// <summary>It returned a failure of its own: a committed result of the unit.</summary>
    Failed = 1,

    /// <summary>It was stopped at its limit.</summary>
    TimedOut = 2,

    /// <summary>It ended without a result of its own.</summary>
    Crashed = 3,

    /// <summary>It was left out on purpose.</summary>
    Skipped = 4,

    /// <summary>It was never reached.</summary>
    NotRun = 5,
}
