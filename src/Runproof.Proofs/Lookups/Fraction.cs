using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Lookups;

/// <summary>A sum of fractions over a common denominator, not reduced; the empty sum is 0/1.</summary>
/// <typeparam name="E">The field of challenges.</typeparam>
/// <param name="Numerator">P.</param>
/// <param name="Denominator">Q.</param>
public readonly record struct Fraction<E>(E Numerator, E Denominator)
    where E : struct, IField<E>
{
    /// <summary>Whether the sum exists and is zero: P = 0 and Q ≠ 0.</summary>
    public bool IsZero => Numerator.Equals(E.Zero) && !Denominator.Equals(E.Zero);

    /// <summary>The sum over the product of the denominators; it exists exactly where both sums do.</summary>
    public static Fraction<E> operator +(Fraction<E> left, Fraction<E> right) => new(
        (left.Numerator * right.Denominator) + (right.Numerator * left.Denominator),
        left.Denominator * right.Denominator);
}
