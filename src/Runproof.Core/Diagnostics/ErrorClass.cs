namespace Runproof.Core.Diagnostics;

/// <summary>What kind of trouble an error is; the value is the exit code of the command line.</summary>
public enum ErrorClass
{
    /// <summary>The unit itself failed, crashed or ran out of its limit: a recorded outcome.</summary>
    UnitFailed = 1,

    /// <summary>The request cannot be carried out as it was worded.</summary>
    Usage = 2,

    /// <summary>A re-execution differs from what was recorded or claimed.</summary>
    Divergence = 3,

    /// <summary>A check or a gate failed.</summary>
    VerificationFailed = 4,

    /// <summary>The world: a missing file or native library, the disk, a child process.</summary>
    World = 5,

    /// <summary>Nothing failed, but not everything that was asked could be checked.</summary>
    Inconclusive = 6,

    /// <summary>The content of a file or argument is malformed.</summary>
    Malformed = 7,

    /// <summary>A bug of Runproof.</summary>
    Bug = 70,

    /// <summary>The caller interrupted the work.</summary>
    Interrupted = 130,
}
