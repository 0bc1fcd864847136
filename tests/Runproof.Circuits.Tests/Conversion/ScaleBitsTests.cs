using System.Numerics;
using Runproof.Circuits.Conversion;
using Runproof.Circuits.Tensors;

namespace Runproof.Circuits.Tests.Conversion;

public sealed class ScaleBitsTests
{
    [Fact]
    public void A_scale_is_the_nearest_one_to_a_double() => Laws.Hold(3000, random =>
    {
        double value = Math.ScaleB(1 + random.NextDouble(), random.Next(-159, 94));
        if (random.Next(3) == 0)
            value = BitConverter.UInt64BitsToDouble(BitConverter.DoubleToUInt64Bits(value) & ~0x3F_FFFFUL | 0x20_0000UL);
        Assert.True(ScaleBits.TryFromDouble(BitConverter.DoubleToUInt64Bits(value), out var scale), $"{value}");
        Assert.True(scale.IsValid);
        double back = BitConverter.UInt64BitsToDouble(ScaleBits.ToDouble(scale));
        Assert.Equal(Math.ScaleB(scale.Mantissa, -scale.Shift), back);

        // Half of the last place of a mantissa at most, and the even one of two that are equally near.
        double distance = Math.Abs(back - value), half = Math.ScaleB(0.5, -scale.Shift);
        Assert.True(distance < half || (distance == half && scale.Mantissa % 2 == 0) || scale.Mantissa == FixedScale.MinMantissa);
    });

    [Fact]
    public void Every_scale_is_a_double_and_comes_back()
    {
        for (int shift = FixedScale.MinShift; shift <= FixedScale.MaxShift; shift++)
        {
            foreach (int mantissa in (int[])[FixedScale.MinMantissa, FixedScale.MinMantissa + 1, 1234567891, int.MaxValue])
            {
                var scale = new FixedScale(mantissa, shift);
                Assert.True(ScaleBits.TryFromDouble(ScaleBits.ToDouble(scale), out var back));
                Assert.Equal(scale, back);
                Assert.Equal((BigInteger)mantissa, (BigInteger)Math.ScaleB(BitConverter.UInt64BitsToDouble(ScaleBits.ToDouble(scale)), shift));
            }
        }
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(double.Epsilon)]
    [InlineData(double.MaxValue)]
    [InlineData(1e-60)]
    [InlineData(1e60)]
    public void Refuses_what_is_no_scale(double value) => Assert.False(ScaleBits.TryFromDouble(BitConverter.DoubleToUInt64Bits(value), out _));
}
