using System.Collections.Immutable;
using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Sumcheck;

/// <summary>What a sumcheck leaves open: the polynomial's value at a random point.</summary>
/// <remarks><b>Soundness</b>: nothing is shown until the caller has checked this value by other means.</remarks>
/// <typeparam name="E">The field of challenges.</typeparam>
/// <param name="Point">The challenges, in the order of the variables.</param>
/// <param name="Value">The claimed value.</param>
public sealed record RemainingClaim<E>(ImmutableArray<E> Point, E Value)
    where E : struct, IField<E>;
