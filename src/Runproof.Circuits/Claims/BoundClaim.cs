using System.Collections.Immutable;
using Runproof.Proofs.Fields;

namespace Runproof.Circuits.Claims;

/// <summary>What a claim that depends on bound weights says of them.</summary>
/// <param name="Terms">The linear maps.</param>
/// <param name="Constant">Σ g·bias, and what public values and constants contribute through the weights.</param>
/// <param name="Polynomials">The commitments that the maps' inputs come from.</param>
/// <param name="Forms">For each of them the form on it.</param>
internal sealed record BoundClaim<E>(ImmutableArray<BoundTerm<E>> Terms, E Constant, ImmutableArray<int> Polynomials, ImmutableArray<BoundForm<E>> Forms)
    where E : struct, IExtensionField<E, Goldilocks>;
