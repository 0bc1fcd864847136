using Runproof.Circuits.Tensors;
using Runproof.Circuits.Witness;
using Runproof.Proofs;
using Runproof.Proofs.Commitments;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Hashing;
using Runproof.Proofs.Security;

namespace Runproof.Circuits.Proving;

/// <summary>A tensor that two proofs share without showing it: what the prover keeps of its commitment.</summary>
public sealed class Boundary
{
    private readonly Hash256 saltKey;
    private readonly int[] padded;

    /// <summary>Commits to a tensor.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="values">Its values in dense order.</param>
    /// <param name="profile">The security of the proofs that share it.</param>
    /// <param name="saltKey">Decides the salts: unpredictable and used for nothing else, or else the values can be guessed from the root.</param>
    /// <param name="workers">Who works.</param>
    public Boundary(CircuitShape shape, ReadOnlySpan<int> values, SecurityProfile profile, Hash256 saltKey, Workers workers)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, shape.Count);
        this.saltKey = saltKey;
        Geometry = CommitmentShapes.OfBoundary(shape, profile);
        padded = new int[shape.PaddedCount];
        shape.Spread(values, padded);
        Commitment = Commit<Goldilocks2>(workers).Commitment;
    }

    /// <summary>What everybody gets.</summary>
    public LigeroCommitment Commitment { get; }

    internal LigeroGeometry Geometry { get; }

    /// <summary>The values on the cube.</summary>
    internal int[] OnCube => padded;

    /// <summary>The commitment again, for an opening. The root does not depend on the field of challenges.</summary>
    internal CommittedMatrix<E> Commit<E>(Workers workers)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        var values = new int[Geometry.Matrix.Rows * Geometry.Matrix.Columns];
        padded.CopyTo(values, 0);
        return LigeroProver.CommitIntegers<E, int>(Geometry, values, saltKey, workers);
    }
}
