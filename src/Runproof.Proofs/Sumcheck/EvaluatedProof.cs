using System.Collections.Immutable;
using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Sumcheck;

/// <summary>A proof that ends in evaluations of multilinear polynomials: of the factors of a product, or of the members of a batch.</summary>
/// <typeparam name="E">The field of challenges.</typeparam>
/// <param name="Rounds">The rounds.</param>
/// <param name="Evaluations">The value of every polynomial at the random point. Shape: (polynomials).</param>
public sealed record EvaluatedProof<E>(SumcheckProof<E> Rounds, ImmutableArray<E> Evaluations)
    where E : struct, IField<E>;
