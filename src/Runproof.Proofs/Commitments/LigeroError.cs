using Runproof.Proofs.Hashing;
using Runproof.Proofs.Security;
using Runproof.Proofs.Sumcheck;

namespace Runproof.Proofs.Commitments;

/// <summary>Why and where a commitment or an opening is refused.</summary>
/// <param name="Code">Why.</param>
/// <param name="Matrix">Which of the commitments; 0 where it is about all.</param>
/// <param name="Expected">A length or a count that was asked for; 0 where neither applies.</param>
/// <param name="Actual">What was found: a length, a count, the column at fault, or the byte where an element begins; 0 where none applies.</param>
public sealed record LigeroError(LigeroErrorCode Code, int Matrix = 0, long Expected = 0, long Actual = 0)
{
    /// <summary>What the calculator says, for <see cref="LigeroErrorCode.WeakParameters"/>; null where the parameters do not cover the claims.</summary>
    public SecurityError? Security { get; init; }

    /// <summary>What the sumcheck says, for <see cref="LigeroErrorCode.WrongBatch"/>.</summary>
    public SumcheckError? Sumcheck { get; init; }

    /// <summary>What the tree says, for <see cref="LigeroErrorCode.WrongOpening"/>.</summary>
    public MerkleError? Merkle { get; init; }
}
