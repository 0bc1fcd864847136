namespace Runproof.Runs.Store;

/// <summary>What has become of a recorded run.</summary>
public enum RunState
{
    /// <summary>It ended and its claim is written.</summary>
    Closed,

    /// <summary>It has no claim: it was interrupted, or it is still going on.</summary>
    Interrupted,

    /// <summary>Its trace cannot be read.</summary>
    Damaged,
}
