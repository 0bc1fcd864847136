using System.Collections.Immutable;
using Runproof.Circuits.Bound;
using Runproof.Core.Hashing;
using Runproof.Proofs.Commitments;
using Runproof.Proofs.Security;

namespace Runproof.Circuits.Statements;

/// <summary>What one proof says: its slices, how they are joined, and which run it belongs to.</summary>
/// <param name="Profile">The security that is asked for.</param>
/// <param name="Context">The run: a nonce of the verifier or the digest of a claim. A proof for one context is none for another.</param>
/// <param name="Program">The digest of the program that the slices are steps of.</param>
/// <param name="Slices">The slices, in the order in which they run; at least one.</param>
/// <param name="Boundaries">The commitments to tensors that other proofs open too.</param>
public sealed record ProofStatement(
    SecurityProfile Profile,
    Digest Context,
    Digest Program,
    ImmutableArray<SliceStatement> Slices,
    ImmutableArray<LigeroCommitment> Boundaries)
{
    /// <summary>The commitment that slices with bound weights open; null where all weights are public.</summary>
    public BoundModel? Bound { get; init; }
}
