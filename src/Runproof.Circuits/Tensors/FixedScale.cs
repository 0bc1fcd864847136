namespace Runproof.Circuits.Tensors;

/// <summary>What one unit of a tensor's integers is worth: <c>Mantissa · 2^−Shift</c>, exactly.</summary>
/// <param name="Mantissa">Range: 2^30 to 2^31 − 1, so that a value has one form.</param>
/// <param name="Shift">Range: −64 to 190.</param>
public readonly record struct FixedScale(int Mantissa, int Shift)
{
    /// <summary>Least mantissa.</summary>
    public const int MinMantissa = 1 << 30;

    /// <summary>Least shift.</summary>
    public const int MinShift = -64;

    /// <summary>Largest shift.</summary>
    public const int MaxShift = 190;

    /// <summary>Whether mantissa and shift are in range.</summary>
    public bool IsValid => Mantissa >= MinMantissa && Shift is >= MinShift and <= MaxShift;
}
