using Runproof.Circuits.Tensors;

namespace Runproof.Compiler.Models.Quantization;

/// <summary>How a real tensor becomes integers.</summary>
/// <param name="Scale">What one unit is worth.</param>
/// <param name="Range">The integers.</param>
internal readonly record struct ValueType(FixedScale Scale, IntegerRange Range)
{
    /// <summary>What one unit is worth.</summary>
    public double Unit => Scales.ToDouble(Scale);

    /// <summary>Whether the integers need more than 8 bits.</summary>
    public bool IsWide => Range.Count > 256;

    /// <summary>The integer that stands for a number: the nearest, ties to even, within the range.</summary>
    public int Quantize(double value) => (int)Math.Clamp(Math.Round(value / Unit), Range.Min, Range.Max);
}
