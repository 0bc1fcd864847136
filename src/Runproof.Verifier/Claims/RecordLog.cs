using System.Collections.Immutable;
using Runproof.Core.Merkle;
using Runproof.Core.Traces;

namespace Runproof.Verifier.Claims;

/// <summary>Holds the log of a run's records against its claim.</summary>
internal static class RecordLog
{
    /// <summary>Whether the log has the root, the length and the checkpoints of the claim.</summary>
    /// <param name="steps">The records, in order.</param>
    /// <param name="claim">The claim.</param>
    /// <param name="count">How many roots were compared.</param>
    /// <returns>What is wrong, in words; null where nothing is.</returns>
    public static string? Problem(ImmutableArray<StepRecord> steps, Claim claim, out int count)
    {
        var log = new MerkleFrontier();
        var checkpoints = ImmutableArray.CreateBuilder<Checkpoint>();
        foreach (var step in steps)
        {
            log.Append(step.Leaf);
            if (log.Count % Claim.CheckpointInterval == 0)
                checkpoints.Add(new Checkpoint((ulong)log.Count, log.Root));
        }

        count = 1 + checkpoints.Count;
        if (claim.StepCount != (ulong)log.Count)
            return $"the claim counts {claim.StepCount} steps, and there are {log.Count} records";
        if (claim.TraceRoot != log.Root)
            return $"the claimed root is {claim.TraceRoot.ToShortString()}, and the records give {log.Root.ToShortString()}";
        return claim.Checkpoints.AsSpan().SequenceEqual(checkpoints.ToArray()) ? null : "the claimed checkpoints are not those of the records";
    }
}
