using Runproof.Core.Merkle;
using Runproof.Core.Traces;

namespace Runproof.Verifier.Claims;

/// <summary>Checks that one step record is part of a claimed run, without the rest of the trace.</summary>
public static class OpeningVerifier
{
    /// <summary>Whether the claim commits to this record at the record's own index.</summary>
    /// <remarks><b>Soundness</b>: says only that the claimer committed to the record. The caller checks that the claim is the expected one.</remarks>
    public static bool Opens(Claim claim, StepRecord record, MerkleOpening opening)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(opening);
        return (ulong)opening.Index == record.Index && (ulong)opening.Count == claim.StepCount && opening.Verify(claim.TraceRoot, record.Leaf);
    }
}
