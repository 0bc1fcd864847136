using Runproof.Proofs.Fields;
using Runproof.Proofs.Hashing;
using Runproof.Proofs.Polynomials;

namespace Runproof.Proofs.Commitments;

/// <summary>What the prover keeps of a commitment until it is opened. The values must not change in between.</summary>
/// <typeparam name="E">The field of challenges.</typeparam>
public sealed class CommittedMatrix<E>
    where E : struct, IExtensionField<E, Goldilocks>
{
    internal CommittedMatrix(LigeroGeometry geometry, Goldilocks[] message, MultilinearValues<E> polynomial, MerkleTree tree)
    {
        Commitment = new(geometry, tree.Root);
        Polynomial = polynomial;
        Message = message;
        Tree = tree;
    }

    /// <summary>What the verifier gets.</summary>
    public LigeroCommitment Commitment { get; }

    /// <summary>The polynomial, for the claims about it.</summary>
    public MultilinearValues<E> Polynomial { get; }

    /// <summary>Shape: (columns, rows): column by column.</summary>
    internal Goldilocks[] Message { get; }

    internal MerkleTree Tree { get; }
}
