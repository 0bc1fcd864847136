using System.Collections.Immutable;

namespace Runproof.Runs.Store;

/// <summary>What was removed from a store, or would have been.</summary>
/// <param name="Runs">Names of the runs.</param>
/// <param name="Objects">Number of objects.</param>
/// <param name="Leftovers">Number of files and folders that killed processes had left.</param>
/// <param name="Bytes">Size of it all. Unit: bytes.</param>
/// <param name="Unreadable">Runs whose program cannot be read: while they are there, no object is removed, since they may need any of them.</param>
public sealed record GarbageReport(ImmutableArray<string> Runs, int Objects, int Leftovers, long Bytes, ImmutableArray<string> Unreadable);
