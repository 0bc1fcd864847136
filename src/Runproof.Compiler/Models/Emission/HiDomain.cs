using Runproof.Circuits.Tensors;
using Runproof.Compiler.Models.Graph;
using Runproof.Compiler.Models.Quantization;
using ValueType = Runproof.Compiler.Models.Quantization.ValueType;

namespace Runproof.Compiler.Models.Emission;

/// <summary>What one step of hi is worth in a requantisation, and which steps its table has.</summary>
/// <param name="Step">The real number that a step is worth.</param>
/// <param name="Range">The steps.</param>
internal readonly record struct HiDomain(double Step, IntegerRange Range)
{
    private const int NarrowBits = 12;
    private const int MostNarrowBits = 14;
    private const int WideBits = 17;
    private const int MostBits = 18;

    /// <summary>How much further than what was observed the table reaches.</summary>
    private const double Margin = 1.5;

    /// <summary>Chooses them.</summary>
    /// <param name="activation">The function of the table.</param>
    /// <param name="result">The type of its values.</param>
    /// <param name="sum">What the sum before it was on sample inputs; null where nobody has observed it.</param>
    public static HiDomain Choose(Activation activation, ValueType result, ValueStatistics? sum)
    {
        double reach = (sum?.Magnitude ?? 0) * Margin;
        int bits = result.Range.Max > 255 ? result.Range.Min < 0 ? WideBits : MostBits : NarrowBits;
        int most = result.Range.Max > 255 ? MostBits : MostNarrowBits;
        if (activation.IsClamp)
        {
            double step = result.Unit;
            while (bits < most && reach / step >= 1 << (bits - 1))
                bits++;
            while (reach / step >= 1 << (bits - 1))
                step *= 2;
            return new(step, RangeOf(bits));
        }

        return new(reach > 0 ? reach / (1 << (bits - 1)) : result.Unit, RangeOf(bits));
    }

    /// <summary>The steps whose values the function decides: one is left out at an end whose value it does not reach, so that the table stays a power of two.</summary>
    public IntegerRange RangeFor(Activation activation, ValueType result)
    {
        double step = Step;
        var values = new[] { Range.Min, Range.Max, 0 }.Select(hi => result.Quantize(activation.Apply(hi * step))).ToArray();
        return activation.IsMonotone
            ? new(Range.Min + (values.Min() > result.Range.Min && result.Range.Min < 0 ? 1 : 0), Range.Max - (values.Max() < result.Range.Max ? 1 : 0))
            : new(Range.Min + 1, Range.Max - 1);
    }

    private static IntegerRange RangeOf(int bits) => new(-(1 << (bits - 1)), (1 << (bits - 1)) - 1);
}
