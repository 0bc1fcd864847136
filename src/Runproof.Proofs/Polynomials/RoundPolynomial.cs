using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Polynomials;

/// <summary>Makes round polynomials of what was sent or computed.</summary>
public static class RoundPolynomial
{
    /// <summary>The highest degree that a round may have.</summary>
    public const int MaxDegree = 3;

    /// <summary>The polynomial g with g(0) + g(1) = <paramref name="sum"/>, from the coefficients that a plain sumcheck sends.</summary>
    /// <param name="sum">What the two values add up to.</param>
    /// <param name="message">(c0, c2, c3), cut to the degree. Range: 1 to 3 elements.</param>
    public static RoundPolynomial<E> FromSum<E>(E sum, ReadOnlySpan<E> message)
        where E : struct, IField<E>
    {
        var (c0, c2, c3) = Pad(message);
        return new(c0, sum - c0 - c0 - c2 - c3, c2, c3);
    }

    /// <summary>The polynomial t with (1 − z)·t(0) + z·t(1) = <paramref name="sum"/>, from the coefficients that an eq sumcheck sends.</summary>
    /// <param name="sum">What the two weighted values add up to.</param>
    /// <param name="z">The weight of t(1).</param>
    /// <param name="message">(c1, c2, c3), cut to the degree. Range: 1 to 3 elements.</param>
    public static RoundPolynomial<E> FromEqSum<E>(E sum, E z, ReadOnlySpan<E> message)
        where E : struct, IField<E>
    {
        var (c1, c2, c3) = Pad(message);
        return new(sum - (z * (c1 + c2 + c3)), c1, c2, c3);
    }

    /// <summary>The polynomial of least degree with given values at 0, 1, 2, 3.</summary>
    /// <param name="values">The values, as many as are known. Range: 1 to 4 elements; with 3 or 4, the field's characteristic is above 3.</param>
    public static RoundPolynomial<E> Interpolate<E>(ReadOnlySpan<E> values)
        where E : struct, IField<E>
    {
        ArgumentOutOfRangeException.ThrowIfZero(values.Length, nameof(values));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(values.Length, MaxDegree + 1, nameof(values));

        // Newton's form: the divided differences at 0, 1, 2, 3 are forward differences over 1, 2 and 6.
        E first = values.Length > 1 ? values[1] - values[0] : E.Zero;
        E second = values.Length > 2 ? (values[2] - values[1] - first) * Inverse<E>(2) : E.Zero;
        E third = values.Length > 3 ? (values[3] - values[0] - (E.FromInt64(3) * (values[2] - values[1]))) * Inverse<E>(6) : E.Zero;
        return new(values[0], first - second + third + third, second - (third + third + third), third);
    }

    internal static void RequireDegree(int degree)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degree, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(degree, MaxDegree);
    }

    private static (E First, E C2, E C3) Pad<E>(ReadOnlySpan<E> message)
        where E : struct, IField<E>
    {
        RequireDegree(message.Length);
        return (message[0], message.Length > 1 ? message[1] : E.Zero, message.Length > 2 ? message[2] : E.Zero);
    }

    private static E Inverse<E>(long value)
        where E : struct, IField<E> =>
        E.TryInvert(E.FromInt64(value), out E inverse) ? inverse : throw new InvalidOperationException("the field is too small for this degree");
}
