using Runproof.Core.Diagnostics;

namespace Runproof.Runs.Tiles;

/// <summary>How the call of a tile can end without a result, and why a program of tiles is not run.</summary>
public static class TileErrors
{
    /// <summary>The tile returned a failure: an outcome that the run commits to.</summary>
    public static readonly ErrorCode Failed = new("E_TILE_FAILED", ErrorClass.UnitFailed);

    /// <summary>The tile threw an exception.</summary>
    public static readonly ErrorCode Crashed = new("E_TILE_CRASHED", ErrorClass.UnitFailed);

    /// <summary>The tile was stopped since it took too long.</summary>
    public static readonly ErrorCode TimeLimit = new("E_TILE_TIME", ErrorClass.UnitFailed);

    /// <summary>The tile allocated more than it may.</summary>
    public static readonly ErrorCode MemoryLimit = new("E_TILE_MEMORY", ErrorClass.UnitFailed);

    /// <summary>The program calls a tile that the assembly does not have in this revision.</summary>
    public static readonly ErrorCode Unknown = new("E_TILE_UNKNOWN", ErrorClass.Usage);

    /// <summary>A step that is to be taken from another run is another call now.</summary>
    public static readonly ErrorCode StepChanged = new("E_TILE_STEP_CHANGED", ErrorClass.Usage);

    /// <summary>A run, or the body of a sequence, left the schedule of the program.</summary>
    public static readonly ErrorCode Schedule = new("E_TILE_SCHEDULE", ErrorClass.VerificationFailed);

    /// <summary>A project of tiles cannot be built.</summary>
    public static readonly ErrorCode Build = new("E_TILE_BUILD", ErrorClass.World);

    /// <summary>A file is no assembly of tiles.</summary>
    public static readonly ErrorCode NoTiles = new("E_TILE_ASSEMBLY", ErrorClass.Malformed);

    /// <summary>There is no such tile or sequence, or several could be meant.</summary>
    public static readonly ErrorCode Name = new("E_TILE_NAME", ErrorClass.Usage);

    /// <summary>The tiles of a run are not at hand: nobody says which project they come from.</summary>
    public static readonly ErrorCode TargetMissing = new("E_TILE_TARGET", ErrorClass.Usage);
}
