using Runproof.Core.Traces;

namespace Runproof.Runs.Tiles;

/// <summary>How a program of tiles is run and recorded.</summary>
public sealed record TileRunOptions
{
    /// <summary><see cref="RunMode.Native"/>, or <see cref="RunMode.Audit"/>: every record is held against the program's schedule before it is written.</summary>
    public RunMode Mode { get; init; } = RunMode.Native;

    /// <summary>What one call may take.</summary>
    public TileLimits Limits { get; init; } = TileLimits.Default;

    /// <summary>Name and version of the software that runs it.</summary>
    public string Producer { get; init; } = "runproof";

    /// <summary>Full path of the project or assembly that the tiles come from, for the notes; null where there is none.</summary>
    public string? Target { get; init; }

    /// <summary>The steps that are taken from another run; each has to be the call that the program makes now. Null where all are executed.</summary>
    public RecordedSteps? Recorded { get; init; }
}
