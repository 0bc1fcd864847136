using System.Collections.Immutable;
using Runproof.Proofs.Security;
using Runproof.Runs.Planning;

namespace Runproof.Runs.Proving;

/// <summary>What of a recorded run is proved, and how.</summary>
public sealed record ProveRequest
{
    /// <summary>Positions of the steps; empty for all circuit steps. Not read where there is a <see cref="Sample"/>.</summary>
    public ImmutableSortedSet<int> Steps { get; init; } = [];

    /// <summary>How many circuit steps, chosen by the <see cref="Nonce"/>; null for <see cref="Steps"/>. Range: at least 1, and the nonce is not empty.</summary>
    public int? Sample { get; init; }

    /// <summary>How the steps are divided among proofs.</summary>
    public ProofLayout Layout { get; init; } = ProofLayout.Joint;

    /// <summary>The security of the proofs; null for that of bound weights, or p100.</summary>
    public SecurityProfile? Profile { get; init; }

    /// <summary>Whether values between two circuits are left out of the receipt: they are linked within a proof, or committed to where two proofs share them.</summary>
    public bool HidesValues { get; init; }

    /// <summary>What a verifier asked the proofs to be bound to, besides the claim; empty where nobody asked.</summary>
    public ReadOnlyMemory<byte> Nonce { get; init; }
}
