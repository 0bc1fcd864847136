using System.Numerics;
using Runproof.Circuits.Tensors;

namespace Runproof.Circuits.Conversion;

/// <summary>The public rule between floats of 32 bits and integers of a circuit, exact and by integer arithmetic alone.</summary>
/// <remarks>
/// Whoever checks a proof applies it to the inputs and outputs of a slice, so it depends on no floating-point unit. Where q·scale is a normal float,
/// quantising what dequantising gave returns q for |q| &lt; 2^22.
/// </remarks>
public static class Quantizer
{
    private const uint Infinity = 0x7F80_0000;
    private const uint SignBit = 0x8000_0000;
    private const int FractionBits = 23;

    /// <summary>log2 of the least positive float.</summary>
    private const int LeastExponent = -149;

    /// <summary>The integer nearest to a float divided by a scale; ties go to the even one, and what lies outside of the range to its end.</summary>
    /// <param name="floatBits">The IEEE bits of the float; infinities lie outside of every range.</param>
    /// <param name="scale">What one unit is worth.</param>
    /// <param name="range">The integers allowed.</param>
    /// <param name="value">The integer; 0 for NaN.</param>
    /// <returns>False for NaN.</returns>
    public static bool TryQuantize(uint floatBits, FixedScale scale, IntegerRange range, out long value)
    {
        uint magnitude = floatBits & ~SignBit;
        bool negative = magnitude != floatBits;
        value = 0;
        if (magnitude > Infinity)
            return false;
        if (magnitude == Infinity)
        {
            value = negative ? range.Min : range.Max;
            return true;
        }

        int exponent = Math.Max((int)(magnitude >> FractionBits), 1);
        uint significand = magnitude < 1u << FractionBits ? magnitude : (magnitude & ((1u << FractionBits) - 1)) | (1u << FractionBits);
        Int128 quotient = Divide(significand, exponent - 1 + LeastExponent + scale.Shift, (uint)scale.Mantissa);
        value = (long)Int128.Clamp(negative ? -quotient : quotient, range.Min, range.Max);
        return true;
    }

    /// <summary>The integers nearest to floats divided by a scale.</summary>
    /// <param name="source">The floats.</param>
    /// <param name="scale">What one unit is worth.</param>
    /// <param name="range">The integers allowed, of 32 bits.</param>
    /// <param name="target">Receives the integers. Shape: as many as floats.</param>
    /// <returns>The index of the first NaN, where the work stops; −1 where there is none.</returns>
    public static int Quantize(ReadOnlySpan<float> source, FixedScale scale, IntegerRange range, Span<int> target)
    {
        for (int i = 0; i < source.Length; i++)
        {
            if (!TryQuantize(BitConverter.SingleToUInt32Bits(source[i]), scale, range, out long value))
                return i;
            target[i] = (int)value;
        }

        return -1;
    }

    /// <summary>The IEEE bits of the float nearest to an integer times a scale; ties go to the even one, and what is too large is infinite.</summary>
    /// <param name="value">The integer.</param>
    /// <param name="scale">What one unit is worth.</param>
    public static uint Dequantize(long value, FixedScale scale)
    {
        if (value == 0)
            return 0;
        uint sign = value < 0 ? SignBit : 0;
        UInt128 product = (UInt128)(value < 0 ? (ulong)-value : (ulong)value) * (uint)scale.Mantissa;
        int bits = 128 - (int)UInt128.LeadingZeroCount(product);

        // The unit of the last place: that of 24 bits, or that of the least float where they would reach below it.
        int unit = Math.Max(bits - 1 - scale.Shift - FractionBits, LeastExponent);
        int drop = unit + scale.Shift;
        UInt128 significand = drop <= 0 ? product << -drop
            : drop > bits ? 0
            : RoundToEven(product >> drop, product & ((UInt128.One << drop) - 1), UInt128.One << drop);
        ulong encoded = ((ulong)(unit - LeastExponent) << FractionBits) + (ulong)significand;
        return sign | (uint)Math.Min(encoded, Infinity);
    }

    /// <summary>The floats nearest to integers times a scale.</summary>
    /// <param name="source">The integers.</param>
    /// <param name="scale">What one unit is worth.</param>
    /// <param name="target">Receives the floats. Shape: as many as integers.</param>
    public static void Dequantize(ReadOnlySpan<long> source, FixedScale scale, Span<float> target)
    {
        for (int i = 0; i < source.Length; i++)
            target[i] = BitConverter.UInt32BitsToSingle(Dequantize(source[i], scale));
    }

    /// <summary>significand·2^exponent / divisor, rounded; 2^64 for everything above.</summary>
    private static Int128 Divide(uint significand, int exponent, uint divisor)
    {
        // The divisor has at least 30 bits more than its half needs, the significand at most 24.
        int bits = 32 - BitOperations.LeadingZeroCount(significand) + exponent;
        if (significand == 0 || bits < 30)
            return 0;
        if (bits > 96)
            return Int128.One << 64;
        if (bits <= 64)
        {
            (ulong small, ulong rest) = Math.DivRem((ulong)significand << exponent, divisor);
            return (Int128)RoundToEven(small, rest, divisor);
        }

        (UInt128 quotient, UInt128 remainder) = UInt128.DivRem((UInt128)significand << exponent, divisor);
        return (Int128)RoundToEven(quotient, remainder, divisor);
    }

    private static UInt128 RoundToEven(UInt128 quotient, UInt128 remainder, UInt128 divisor)
    {
        UInt128 twice = remainder << 1;
        return twice > divisor || (twice == divisor && UInt128.IsOddInteger(quotient)) ? quotient + 1 : quotient;
    }
}
