namespace Runproof.Core.Verdicts;

/// <summary>How much is known about a step, in rising order.</summary>
public enum Assurance
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It was executed and recorded.</summary>
    Executed = 1,

    /// <summary>It was executed again with the same result.</summary>
    Replayed = 2,

    /// <summary>A proof of it was verified.</summary>
    Proved = 3,
}
