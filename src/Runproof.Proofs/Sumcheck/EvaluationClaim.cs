using System.Collections.Immutable;
using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Sumcheck;

/// <summary>The claim that a multilinear polynomial takes a value at a point.</summary>
/// <typeparam name="E">The field of challenges.</typeparam>
/// <param name="Polynomial">Which polynomial of the batch.</param>
/// <param name="Point">The point. Shape: (the polynomial's variables). Coordinates that are 0 or 1 in front select a block of the values at no cost.</param>
/// <param name="Value">The value.</param>
public readonly record struct EvaluationClaim<E>(int Polynomial, ImmutableArray<E> Point, E Value)
    where E : struct, IField<E>;
