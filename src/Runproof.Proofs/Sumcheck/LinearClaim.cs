using System.Collections.Immutable;
using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Sumcheck;

/// <summary>Makes the commonest claims.</summary>
public static class LinearClaim
{
    /// <summary>The claim that a polynomial takes a value at a point.</summary>
    /// <param name="polynomial">Which polynomial of the batch.</param>
    /// <param name="point">The point. Shape: (the polynomial's variables).</param>
    /// <param name="value">The value.</param>
    public static LinearClaim<E> At<E>(int polynomial, ImmutableArray<E> point, E value)
        where E : struct, IField<E> => new([new(polynomial, new PointForm<E>(point))], value);
}
