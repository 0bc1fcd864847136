using Runproof.Circuits.Statements;
using Runproof.Proofs.Commitments;
using Runproof.Proofs.Lookups;
using Runproof.Proofs.Security;

namespace Runproof.Circuits.Proving;

/// <summary>Why and where a proof is refused.</summary>
/// <param name="Code">Why.</param>
/// <param name="Offset">The byte at fault, for malformed bytes; −1 elsewhere.</param>
public sealed record ProofError(ProofErrorCode Code, long Offset = -1)
{
    /// <summary>What is wrong with the statement.</summary>
    public StatementError? Statement { get; init; }

    /// <summary>What the lookups' verifier says.</summary>
    public LookupError? Lookups { get; init; }

    /// <summary>What the commitment's verifier says.</summary>
    public LigeroError? Opening { get; init; }

    /// <summary>What the calculator says.</summary>
    public SecurityError? Security { get; init; }
}
