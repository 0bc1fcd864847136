using Runproof.Circuits.Conversion;
using Runproof.Circuits.Tensors;

namespace Runproof.Compiler.Models.Quantization;

/// <summary>Scales as numbers and back.</summary>
internal static class Scales
{
    /// <summary>The scale nearest to a positive number; the largest or smallest one where the number is out of their range.</summary>
    public static FixedScale Nearest(double unit)
    {
        if (ScaleBits.TryFromDouble(BitConverter.DoubleToUInt64Bits(unit), out var scale))
            return scale;
        return unit < 1 ? new(FixedScale.MinMantissa, FixedScale.MaxShift) : new(int.MaxValue, FixedScale.MinShift);
    }

    /// <summary>A scale as a number, exactly.</summary>
    public static double ToDouble(FixedScale scale) => BitConverter.UInt64BitsToDouble(ScaleBits.ToDouble(scale));
}
