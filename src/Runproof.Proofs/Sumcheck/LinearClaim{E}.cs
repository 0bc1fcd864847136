using System.Collections.Immutable;
using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Sumcheck;

/// <summary>The claim that linear forms on multilinear polynomials add up to a value.</summary>
/// <typeparam name="E">The field of challenges.</typeparam>
/// <param name="Terms">The forms. Range: at least one.</param>
/// <param name="Value">What they add up to.</param>
public sealed record LinearClaim<E>(ImmutableArray<LinearTerm<E>> Terms, E Value)
    where E : struct, IField<E>;
