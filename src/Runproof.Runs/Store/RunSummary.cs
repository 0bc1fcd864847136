using Runproof.Core.Hashing;
using Runproof.Core.Traces;

namespace Runproof.Runs.Store;

/// <summary>One line of the list of runs. Only the outline of the trace was read; <see cref="RunStore.Verify"/> reads every byte.</summary>
/// <param name="Id">Name of the run.</param>
/// <param name="StartedAt">When it started, UTC.</param>
/// <param name="State">What has become of it.</param>
/// <param name="Target">What was run, in words; empty where the trace is damaged.</param>
/// <param name="Mode">The run mode; null where the trace is damaged.</param>
/// <param name="Claim">Digest of the claim; null unless the run is closed.</param>
/// <param name="Steps">Number of steps recorded.</param>
/// <param name="Size">Length of the trace. Unit: bytes.</param>
/// <param name="IsPinned">Whether the run is kept until it is unpinned.</param>
public sealed record RunSummary(
    string Id,
    DateTimeOffset StartedAt,
    RunState State,
    string Target,
    RunMode? Mode,
    Digest? Claim,
    int Steps,
    long Size,
    bool IsPinned);
