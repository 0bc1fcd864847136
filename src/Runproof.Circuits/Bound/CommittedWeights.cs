using System.Collections.Immutable;
using Runproof.Circuits.Graph;
using Runproof.Proofs;
using Runproof.Proofs.Commitments;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Hashing;
using Runproof.Proofs.Security;

namespace Runproof.Circuits.Bound;

/// <summary>The weights of a model with their commitment: what its owner keeps, and reuses for every proof.</summary>
public sealed class CommittedWeights
{
    private readonly LigeroGeometry geometry;
    private readonly Lazy<CommittedMatrix<Goldilocks2>> matrix2;
    private readonly Lazy<CommittedMatrix<Goldilocks3>> matrix3;

    /// <summary>Commits to the weights of all circuits of a model.</summary>
    /// <param name="layout">The shapes of their parameters.</param>
    /// <param name="weights">The weights of every circuit, which fit the layout.</param>
    /// <param name="profile">The security of the proofs that open them.</param>
    /// <param name="saltKey">Decides the salts: unpredictable and used for nothing else. The same key gives the same commitment.</param>
    /// <param name="workers">Who works.</param>
    public CommittedWeights(WeightsLayout layout, IReadOnlyList<CircuitWeights> weights, SecurityProfile profile, Hash256 saltKey, Workers workers)
    {
        geometry = layout.Geometry(profile);
        Weights = [.. weights];
        Vector = new int[geometry.Matrix.Rows * geometry.Matrix.Columns];
        layout.Lay(weights).CopyTo(Vector, 0);
        matrix2 = new(() => LigeroProver.CommitIntegers<Goldilocks2, int>(geometry, Vector, saltKey, workers));
        matrix3 = new(() => LigeroProver.CommitIntegers<Goldilocks3, int>(geometry, Vector, saltKey, workers));
        Model = new(profile, profile == SecurityProfile.P100 ? matrix2.Value.Commitment.Root : matrix3.Value.Commitment.Root, layout);
    }

    /// <summary>What everybody gets.</summary>
    public BoundModel Model { get; }

    /// <summary>The weights of every circuit.</summary>
    public ImmutableArray<CircuitWeights> Weights { get; }

    internal int[] Vector { get; }

    internal CommittedMatrix<E> Matrix<E>()
        where E : struct, IExtensionField<E, Goldilocks> =>
        typeof(E) == typeof(Goldilocks2) ? (CommittedMatrix<E>)(object)matrix2.Value : (CommittedMatrix<E>)(object)matrix3.Value;
}
