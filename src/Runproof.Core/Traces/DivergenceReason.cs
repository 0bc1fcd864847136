namespace Runproof.Core.Traces;

/// <summary>In what two runs differ first, in the order of precedence.</summary>
public enum DivergenceReason
{
    /// <summary>One run is the start of the other: the first step that only one of them has.</summary>
    Length = 0,

    /// <summary>Another step of the program.</summary>
    Step = 1,

    /// <summary>The same step with another unit.</summary>
    Artifact = 2,

    /// <summary>The same unit on other inputs.</summary>
    Input = 3,

    /// <summary>Other results of the same unit on the same inputs: outputs, outcome, or metering on the same backend.</summary>
    Output = 4,
}
