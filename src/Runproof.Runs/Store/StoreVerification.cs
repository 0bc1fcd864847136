using System.Collections.Immutable;
using Runproof.Core.Diagnostics;

namespace Runproof.Runs.Store;

/// <summary>What the check of a whole store found.</summary>
/// <param name="Objects">Number of objects.</param>
/// <param name="ObjectBytes">Their size together. Unit: bytes.</param>
/// <param name="ClosedRuns">Runs that ended, are intact and claim what the store noted.</param>
/// <param name="InterruptedRuns">Names of the runs that were interrupted or are going on. They are no damage.</param>
/// <param name="DamagedRuns">Names of the runs that are in <paramref name="Problems"/>.</param>
/// <param name="UnnotedRuns">Names of closed runs whose claim the store did not note, as when a process is killed at its very end. They are no damage.</param>
/// <param name="MissingArtifacts">Artifacts of programs that the store does not hold: their steps cannot be replayed.</param>
/// <param name="Leftovers">What killed processes left; collecting garbage removes it. It is no damage.</param>
/// <param name="UnknownFiles">Files that are not of the store.</param>
/// <param name="Problems">Damage.</param>
public sealed record StoreVerification(
    int Objects,
    long ObjectBytes,
    int ClosedRuns,
    ImmutableArray<string> InterruptedRuns,
    ImmutableArray<string> DamagedRuns,
    ImmutableArray<string> UnnotedRuns,
    int MissingArtifacts,
    ImmutableArray<string> Leftovers,
    ImmutableArray<string> UnknownFiles,
    ImmutableArray<Diagnostic> Problems)
{
    /// <summary>Whether nothing is damaged.</summary>
    public bool IsIntact => Problems.IsEmpty;
}
