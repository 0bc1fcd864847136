using System.Collections.Immutable;
using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Sumcheck;

/// <summary>What a proof that ends in evaluations leaves open: the value of every polynomial at one random point.</summary>
/// <remarks>
/// <b>Soundness</b>: nothing is shown until the caller has checked every one of these values, by an opening or by computing it; a value that is left out
/// may be anything.
/// </remarks>
/// <typeparam name="E">The field of challenges.</typeparam>
/// <param name="Point">The challenges. A polynomial in m variables is meant at the last m of them.</param>
/// <param name="Values">The claimed values. Shape: (polynomials).</param>
public sealed record EvaluatedClaims<E>(ImmutableArray<E> Point, ImmutableArray<E> Values)
    where E : struct, IField<E>;
