using System.Numerics;
using Runproof.Circuits.Conversion;
using Runproof.Circuits.Tensors;

namespace Runproof.Circuits.Tests.Conversion;

/// <summary>The integer rule against fractions of big integers, at random bits and at all special ones.</summary>
public sealed class QuantizerTests
{
    private static readonly IntegerRange Wide = new(-1L << 62, 1L << 62);

    public static TheoryData<uint> Special =>
    [
        0x0000_0000, 0x8000_0000, 0x0000_0001, 0x8000_0001, 0x007F_FFFF, 0x0080_0000, 0x0080_0001, 0x3F00_0000, 0x3F80_0000, 0xBF80_0000,
        0x3FC0_0000, 0x4020_0000, 0x4B00_0001, 0x7F7F_FFFF, 0xFF7F_FFFF, 0x7F80_0000, 0xFF80_0000,
    ];

    [Fact]
    public void Quantising_rounds_the_exact_quotient() => Laws.Hold(4000, random =>
    {
        uint bits = (uint)random.NextInt64(1L << 32);
        var scale = RandomScale(random, bits);
        Compare(bits, scale, Wide);
        Compare(bits, scale, new(-128, 127));
    });

    [Theory]
    [MemberData(nameof(Special))]
    public void Quantising_special_values_rounds_the_exact_quotient(uint bits)
    {
        for (int shift = FixedScale.MinShift; shift <= FixedScale.MaxShift; shift++)
        {
            foreach (int mantissa in (int[])[FixedScale.MinMantissa, FixedScale.MinMantissa + 1, 3 << 29, int.MaxValue])
                Compare(bits, new(mantissa, shift), Wide);
        }
    }

    [Theory]
    [InlineData(0.5f, 0)]
    [InlineData(1.5f, 2)]
    [InlineData(2.5f, 2)]
    [InlineData(-0.5f, 0)]
    [InlineData(-1.5f, -2)]
    [InlineData(-2.5f, -2)]
    [InlineData(0.50000006f, 1)]
    [InlineData(127.5f, 127)]
    [InlineData(-1e30f, -128)]
    [InlineData(float.PositiveInfinity, 127)]
    [InlineData(float.NegativeInfinity, -128)]
    [InlineData(float.Epsilon, 0)]
    public void Ties_go_to_even_and_the_rest_to_the_ends(float value, long expected)
    {
        Assert.True(Quantizer.TryQuantize(BitConverter.SingleToUInt32Bits(value), new(FixedScale.MinMantissa, 30), new(-128, 127), out long actual));
        Assert.Equal(expected, actual);
    }

    [Theory]
    [InlineData(0x7FC0_0000)]
    [InlineData(0xFFC0_0000)]
    [InlineData(0x7F80_0001)]
    [InlineData(0xFFFF_FFFF)]
    public void No_NaN_is_a_number(uint bits)
    {
        Assert.False(Quantizer.TryQuantize(bits, new(FixedScale.MinMantissa, 30), Wide, out long value));
        Assert.Equal(0, value);
        var target = new int[3];
        Assert.Equal(1, Quantizer.Quantize([3f, BitConverter.UInt32BitsToSingle(bits), 5f], new(FixedScale.MinMantissa, 30), new(-9, 9), target));
        Assert.Equal([3, 0, 0], target);
    }

    [Fact]
    public void Dequantising_rounds_the_exact_product() => Laws.Hold(4000, random =>
    {
        long value = random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64);
        var scale = new FixedScale(random.Next(FixedScale.MinMantissa, int.MaxValue), random.Next(FixedScale.MinShift, FixedScale.MaxShift + 1));
        Assert.Equal(NearestFloat(value, scale), Quantizer.Dequantize(value, scale));
        Assert.Equal(NearestFloat(value | 1, scale), Quantizer.Dequantize(value | 1, scale));
    });

    [Fact]
    public void Dequantising_ends_ties_and_edges_rounds_the_exact_product()
    {
        foreach (long value in (long[])[0, 1, -1, 3, (1 << 24) - 1, 1 << 24, (1 << 24) + 1, (1 << 25) + 3, (1 << 25) + 2, (1 << 25) + 6, long.MaxValue, long.MinValue, long.MinValue + 1])
        {
            for (int shift = FixedScale.MinShift; shift <= FixedScale.MaxShift; shift++)
            {
                foreach (int mantissa in (int[])[FixedScale.MinMantissa, FixedScale.MinMantissa + 1, int.MaxValue])
                    Assert.Equal(NearestFloat(value, new(mantissa, shift)), Quantizer.Dequantize(value, new(mantissa, shift)));
            }
        }
    }

    [Fact]
    public void Quantising_undoes_dequantising() => Laws.Hold(4000, random =>
    {
        const long most = (1 << 22) - 1;
        long value = random.Next(4) == 0 ? most : random.NextInt64(-most, most + 1) >> random.Next(22);
        var scale = new FixedScale(random.Next(FixedScale.MinMantissa, int.MaxValue), random.Next(-64, 157));
        if (NearestFloat(value, scale) is 0x7F80_0000 or 0xFF80_0000)
            return;
        Assert.True(Quantizer.TryQuantize(Quantizer.Dequantize(value, scale), scale, Wide, out long actual));
        Assert.Equal(value, actual);
    });

    [Fact]
    public void Spans_are_what_their_values_are()
    {
        var scale = new FixedScale(FixedScale.MinMantissa, 32);
        var integers = new int[4];
        Assert.Equal(-1, Quantizer.Quantize([0.25f, -0.5f, 100f, 0.1f], scale, new(-128, 127), integers));
        Assert.Equal([1, -2, 127, 0], integers);
        var floats = new float[3];
        Quantizer.Dequantize([1, -2, 127], scale, floats);
        Assert.Equal([0.25f, -0.5f, 31.75f], floats);
    }

    private static FixedScale RandomScale(Random random, uint bits)
    {
        // Near the float, so that most quotients are neither zero nor saturated.
        int exponent = (int)((bits >> 23) & 0xFF) - 127;
        int shift = 30 - exponent + random.Next(-6, 70);
        return new(random.Next(FixedScale.MinMantissa, int.MaxValue), Math.Clamp(shift, FixedScale.MinShift, FixedScale.MaxShift));
    }

    private static void Compare(uint bits, FixedScale scale, IntegerRange range)
    {
        bool isNumber = Quantizer.TryQuantize(bits, scale, range, out long actual);
        float value = BitConverter.UInt32BitsToSingle(bits);
        Assert.Equal(!float.IsNaN(value), isNumber);
        if (float.IsNaN(value))
            return;
        if (float.IsInfinity(value))
        {
            Assert.Equal(value > 0 ? range.Max : range.Min, actual);
            return;
        }

        (BigInteger numerator, BigInteger denominator) = Fraction(value);
        BigInteger expected = Round(numerator * BigInteger.Pow(2, scale.Shift + 64), denominator * scale.Mantissa * BigInteger.Pow(2, 64));
        Assert.Equal(BigInteger.Min(BigInteger.Max(expected, range.Min), range.Max), actual);
    }

    private static (BigInteger Numerator, BigInteger Denominator) Fraction(float value) => ((BigInteger)Math.ScaleB((double)value, 149), BigInteger.Pow(2, 149));

    private static BigInteger Round(BigInteger numerator, BigInteger denominator)
    {
        BigInteger twice = (2 * BigInteger.Abs(numerator)) + denominator;
        BigInteger rounded = twice / (2 * denominator);
        if (twice % (2 * denominator) == 0 && !rounded.IsEven)
            rounded--;
        return numerator.Sign * rounded;
    }

    /// <summary>The nearest float by search: the last one not above, and its neighbour.</summary>
    private static uint NearestFloat(long value, FixedScale scale)
    {
        BigInteger target = BigInteger.Abs(value) * scale.Mantissa * BigInteger.Pow(2, 149 + 64);
        BigInteger unit = BigInteger.Pow(2, scale.Shift + 64);
        uint low = 0, high = 0x7F80_0000;
        while (high - low > 1)
        {
            uint middle = low + ((high - low) / 2);
            (low, high) = Scaled(middle) * unit <= target ? (middle, high) : (low, middle);
        }

        BigInteger below = target - (Scaled(low) * unit), above = (Scaled(low + 1) * unit) - target;
        uint nearest = below < above || (below == above && low % 2 == 0) ? low : low + 1;
        return value < 0 ? nearest | 0x8000_0000 : nearest;
    }

    /// <summary>A positive float in units of the least one; what follows the largest float counts as the next power of two.</summary>
    private static BigInteger Scaled(uint bits)
    {
        uint exponent = bits >> 23;
        return exponent == 0 ? bits : (BigInteger)((bits & 0x7F_FFFF) | 0x80_0000) << (int)(exponent - 1);
    }
}
