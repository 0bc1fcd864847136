namespace Runproof.Core.Diagnostics;

/// <summary>The part of the work in which a diagnostic arose.</summary>
public enum Phase
{
    /// <summary>Reading arguments, files and settings.</summary>
    Read,

    /// <summary>Analysing a model.</summary>
    Analyze,

    /// <summary>Cutting a model into slices.</summary>
    Slice,

    /// <summary>Deciding how each step will be executed.</summary>
    Plan,

    /// <summary>Executing steps.</summary>
    Execute,

    /// <summary>Writing or reading the store.</summary>
    Store,

    /// <summary>Checking claims, openings and receipts.</summary>
    Verify,

    /// <summary>Executing recorded steps again.</summary>
    Replay,

    /// <summary>Rendering a report.</summary>
    Report,
}
