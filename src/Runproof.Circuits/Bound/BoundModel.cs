using Runproof.Proofs.Commitments;

namespace Runproof.Circuits.Bound;

/// <summary>Weights that are committed to, not shown: the commitment, and where in it the weights of every circuit lie.</summary>
/// <remarks>
/// <b>Soundness</b>: bounds of sums rely on the setup proof of the same commitment and layout (<see cref="WeightsVerifier"/>).
/// Bound is not hidden: every opening tells linear equations about the weights.
/// </remarks>
/// <param name="Commitment">The commitment.</param>
/// <param name="Layout">The layout.</param>
public sealed record BoundModel(LigeroCommitment Commitment, WeightsLayout Layout);
