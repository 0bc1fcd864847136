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
}
