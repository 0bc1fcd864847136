namespace Runproof.Core.Verdicts;

/// <summary>The state of one check. What was not checked is neither passed nor failed.</summary>
public enum Verification
{
    /// <summary>Nobody tried.</summary>
    NotAttempted = 0,

    /// <summary>It holds.</summary>
    Passed = 1,

    /// <summary>It does not hold.</summary>
    Failed = 2,

    /// <summary>It was tried and could not be decided.</summary>
    Inconclusive = 3,
}
