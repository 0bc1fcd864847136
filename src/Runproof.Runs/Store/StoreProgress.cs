namespace Runproof.Runs.Store;

/// <summary>How far the check of a store is.</summary>
/// <param name="Done">Objects and runs that are checked.</param>
/// <param name="Total">Objects and runs that there are.</param>
public readonly record struct StoreProgress(int Done, int Total);
