using Runproof.Circuits.Tensors;

namespace Runproof.Circuits.Conversion;

/// <summary>Scales from and to the IEEE bits of doubles, by integer arithmetic alone.</summary>
public static class ScaleBits
{
    private const int FractionBits = 52;
    private const int MantissaBits = 31;
    private const int Bias = 1075;

    /// <summary>The scale nearest to a double; ties go to the even mantissa.</summary>
    /// <param name="doubleBits">The IEEE bits of the double.</param>
    /// <param name="scale">The scale.</param>
    /// <returns>False where the double is not positive, not finite or out of the range of scales.</returns>
    public static bool TryFromDouble(ulong doubleBits, out FixedScale scale)
    {
        const int drop = FractionBits + 1 - MantissaBits;
        scale = default;

        // A set sign is an exponent too large; subnormal doubles are below all scales.
        int exponent = (int)(doubleBits >> FractionBits);
        if (exponent is 0 or >= 0x7FF)
            return false;
        ulong significand = (doubleBits & ((1UL << FractionBits) - 1)) | (1UL << FractionBits);
        ulong mantissa = significand >> drop;
        ulong rest = significand & ((1UL << drop) - 1);
        const ulong half = 1UL << (drop - 1);
        if (rest > half || (rest == half && (mantissa & 1) != 0))
            mantissa++;
        int carry = (int)(mantissa >> MantissaBits);
        scale = new((int)(mantissa >> carry), Bias - exponent - drop - carry);
        return scale.IsValid;
    }

    /// <summary>The IEEE bits of the double that is a valid scale, exactly.</summary>
    public static ulong ToDouble(FixedScale scale)
    {
        const int shift = FractionBits + 1 - MantissaBits;
        ulong fraction = ((ulong)(uint)scale.Mantissa << shift) & ((1UL << FractionBits) - 1);
        return ((ulong)(Bias - shift - scale.Shift) << FractionBits) | fraction;
    }
}
