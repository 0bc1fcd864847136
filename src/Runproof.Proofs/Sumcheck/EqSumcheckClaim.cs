using System.Collections.Immutable;
using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Sumcheck;

/// <summary>The claim Σ eq(z, x)·p(x) = value over the cube: what the multilinear extension of p's values on the cube takes at z.</summary>
/// <typeparam name="E">The field of challenges.</typeparam>
/// <param name="Point">The point z; it was chosen after p was bound.</param>
/// <param name="Degree">The degree of p, without eq, in every variable. Range: 1 to 3.</param>
/// <param name="Sum">The value.</param>
public readonly record struct EqSumcheckClaim<E>(ImmutableArray<E> Point, int Degree, E Sum)
    where E : struct, IField<E>;
