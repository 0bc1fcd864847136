using System.Globalization;
using System.Numerics;

namespace Runproof.Proofs.Security;

/// <summary>A number of security bits, never above the true one. Unit: 2^-32 of a bit.</summary>
/// <param name="Raw">The number in its unit.</param>
public readonly record struct SecurityBits(long Raw) : IComparable<SecurityBits>
{
    private const int FractionBits = 32;

    // Relative error of the mantissa doubles with each squaring, so after 32 of them about 94 of these bits still hold.
    private const int MantissaBits = 128;

    /// <summary>The whole bits.</summary>
    public int Whole => (int)(Raw >> FractionBits);

    /// <summary>A rigorous lower bound of log2(numerator / denominator), less than two units away from it.</summary>
    /// <remarks>
    /// Squares a mantissa x in [1, 2) and takes one bit of the logarithm per squaring. Every rounding is downward and squaring is monotone,
    /// so log2 of the true mantissa is never below the bits taken. The result is below the exact floor only where the logarithm lies within
    /// 2^-94 above a unit.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The quotient is below one.</exception>
    public static SecurityBits Log2Floor(BigInteger numerator, BigInteger denominator)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(denominator, BigInteger.One);
        ArgumentOutOfRangeException.ThrowIfLessThan(numerator, denominator);

        int whole = (int)(numerator.GetBitLength() - denominator.GetBitLength());
        if (denominator << whole > numerator)
            whole--;

        BigInteger mantissa = (numerator << MantissaBits) / (denominator << whole);
        BigInteger two = BigInteger.One << (MantissaBits + 1);
        long raw = whole;
        for (int i = 0; i < FractionBits; i++)
        {
            mantissa = (mantissa * mantissa) >> MantissaBits;
            raw <<= 1;
            if (mantissa >= two)
            {
                mantissa >>= 1;
                raw |= 1;
            }
        }

        return new(raw);
    }

    /// <inheritdoc/>
    public int CompareTo(SecurityBits other) => Raw.CompareTo(other.Raw);

    /// <summary>Whether the left number is smaller.</summary>
    public static bool operator <(SecurityBits left, SecurityBits right) => left.Raw < right.Raw;

    /// <summary>Whether the left number is larger.</summary>
    public static bool operator >(SecurityBits left, SecurityBits right) => left.Raw > right.Raw;

    /// <summary>Whether the left number is not larger.</summary>
    public static bool operator <=(SecurityBits left, SecurityBits right) => left.Raw <= right.Raw;

    /// <summary>Whether the left number is not smaller.</summary>
    public static bool operator >=(SecurityBits left, SecurityBits right) => left.Raw >= right.Raw;

    /// <summary>The number with two decimals, the rest cut off, so that a printed number is proven too.</summary>
    public override string ToString()
    {
        long hundredths = ((Raw & 0xFFFF_FFFF) * 100) >> FractionBits;
        return string.Create(CultureInfo.InvariantCulture, $"{Whole}.{hundredths:00}");
    }
}
