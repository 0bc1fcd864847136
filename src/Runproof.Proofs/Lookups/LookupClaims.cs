using System.Collections.Immutable;
using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Lookups;

/// <summary>What a lookup argument leaves to check.</summary>
/// <remarks>
/// <b>Soundness</b>: nothing is shown before (1) every one of <paramref name="Openings"/> has been opened against a commitment that was absorbed before
/// the challenges were drawn, each on its own: their weighted sum alone binds none of them; and (2) <paramref name="Sum"/>, or the sum over all segments
/// that share the challenges, <see cref="Fraction{E}.IsZero"/>.
/// </remarks>
/// <typeparam name="E">The field of challenges.</typeparam>
/// <param name="Sum">The sum of this argument's fractions; its denominator is not zero.</param>
/// <param name="Openings">The evaluations to open, in the order of the statement's committed columns.</param>
public sealed record LookupClaims<E>(Fraction<E> Sum, ImmutableArray<LookupOpening<E>> Openings)
    where E : struct, IField<E>;
