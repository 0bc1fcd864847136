namespace Runproof.Runs.Store;

/// <summary>Which runs are collected. Where nothing is set no run is; pinned runs and runs that are going on never are.</summary>
public sealed record GarbageOptions
{
    /// <summary>Keep this many of the newest runs; null for no such limit.</summary>
    public int? KeepNewest { get; init; }

    /// <summary>Collect only runs that started longer ago than this; null for no such limit.</summary>
    public TimeSpan? OlderThan { get; init; }

    /// <summary>Only say what would be removed.</summary>
    public bool DryRun { get; init; }
}
