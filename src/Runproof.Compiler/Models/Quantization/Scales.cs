using Runproof.Circuits.Tensors;

namespace Runproof.Compiler.Models.Quantization;

/// <summary>Scales as numbers and back.</summary>
public static class Scales
{
    /// <summary>The nearest scale; the largest or smallest one where a number is out of their range.</summary>
    public static FixedScale Nearest(double unit)
    {
        if (!(unit > 0) || !double.IsFinite(unit))
            throw new ArgumentOutOfRangeException(nameof(unit), unit, "a scale is a positive number");
        int shift = 30 - Math.ILogB(unit);
        if (shift > FixedScale.MaxShift)
            return new(FixedScale.MinMantissa, FixedScale.MaxShift);
        if (shift < FixedScale.MinShift)
            return new(int.MaxValue, FixedScale.MinShift);
        double mantissa = Math.Round(Math.ScaleB(unit, shift));
        return mantissa > int.MaxValue ? new(FixedScale.MinMantissa, shift - 1) : new((int)mantissa, shift);
    }

    /// <summary>A scale as a number, exactly.</summary>
    public static double ToDouble(FixedScale scale) => Math.ScaleB(scale.Mantissa, -scale.Shift);
}
