using Runproof.Circuits.Formats;
using Runproof.Core.Hashing;
using Runproof.Proofs.Commitments;
using Runproof.Proofs.Hashing;
using Runproof.Proofs.Security;

namespace Runproof.Circuits.Bound;

/// <summary>Weights that are committed to, not shown: the commitment, and where in it the weights of every circuit lie.</summary>
/// <remarks>
/// <b>Soundness</b>: bounds of sums rely on the setup proof of the same commitment and layout (<see cref="WeightsVerifier"/>).
/// Bound is not hidden: every opening tells linear equations about the weights.
/// </remarks>
/// <param name="Profile">The security of the proofs that open the weights, which decides the shape of the commitment.</param>
/// <param name="Root">The root of the commitment.</param>
/// <param name="Layout">The layout.</param>
public sealed record BoundModel(SecurityProfile Profile, Hash256 Root, WeightsLayout Layout)
{
    /// <summary>The commitment.</summary>
    public LigeroCommitment Commitment => new(Layout.Geometry(Profile), Root);

    /// <summary>The digest that names the model.</summary>
    public Digest Digest => BoundModelFormat.DigestOf(BoundModelFormat.Write(this));
}
