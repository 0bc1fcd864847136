using System.Collections.Immutable;
using Runproof.Circuits.Graph;
using Runproof.Circuits.Tensors;
using Runproof.Compiler.Models.Graph;

namespace Runproof.Compiler.Models.Emission;

/// <summary>Turns the real numbers of one summand into integers.</summary>
/// <remarks>
/// A channel's weight scale is chosen so that its multiplier is a whole number: s_w = M·step/(2^24·s_x), the least M whose scale lets the largest
/// weight fit into 127. So multipliers cause no error of their own, only weights, biases and results are rounded.
/// </remarks>
internal static class TermQuantizer
{
    /// <summary>Largest weight.</summary>
    public const int MostWeight = 127;

    /// <summary>Least multiplier of a channel; below it, the rounding of multipliers would show.</summary>
    private const long LeastMultiplier = 1 << 10;

    private const long MostMultiplier = int.MaxValue;
    private const double One = 1L << Requantize.Shift;

    /// <summary>The largest factor from the term's integers to real numbers.</summary>
    /// <param name="term">The term.</param>
    /// <param name="unit">What a unit of its source is worth.</param>
    public static double LargestFactor(AffineTerm term, double unit) => term.Weights is { } weights
        ? unit * weights.Values.DefaultIfEmpty().Max(Math.Abs) / MostWeight
        : unit * term.Multipliers.Values.Max(Math.Abs);

    /// <summary>Quantises weights.</summary>
    /// <param name="term">A term with weights.</param>
    /// <param name="unit">What a unit of its source is worth.</param>
    /// <param name="step">What a step of hi is worth.</param>
    /// <param name="shape">The shape of the result.</param>
    /// <returns>The multipliers, what a unit of the accumulator is worth in every channel, and the weights; null where multipliers grow too large.</returns>
    public static (AxisValues Multipliers, double[] Units, ImmutableArray<sbyte> Weights)? Weights(AffineTerm term, double unit, double step, CircuitShape shape)
    {
        var weights = term.Weights!;
        int axis = term.Map(0).ChannelAxis(shape);
        int channels = shape[axis];
        var multipliers = new long[channels];
        var units = new double[channels];
        for (int channel = 0; channel < channels; channel++)
        {
            double largest = 0;
            for (int row = channel; row < weights.Shape.Outputs; row += channels)
            {
                foreach (double weight in weights.Row(row))
                    largest = Math.Max(largest, Math.Abs(weight));
            }

            double wanted = Math.Ceiling(One * unit * (largest / MostWeight) / step);
            if (!(wanted <= MostMultiplier))
                return null;
            multipliers[channel] = Math.Max((long)wanted, LeastMultiplier);
            units[channel] = multipliers[channel] * step / One;
        }

        var integers = new sbyte[weights.Values.Length];
        for (int i = 0; i < integers.Length; i++)
        {
            double scale = units[i / weights.Shape.Inputs % channels] / unit;
            integers[i] = (sbyte)Math.Clamp(Math.Round(weights.Values[i] / scale), -MostWeight, MostWeight);
        }

        return (Compact(new(axis, [.. multipliers])), units, [.. integers]);
    }

    /// <summary>Quantises the multipliers of a term without weights; null where they grow too large.</summary>
    public static AxisValues? Multipliers(AffineTerm term, double unit, double step)
    {
        var values = term.Multipliers.Values.Select(multiplier => Math.Round(One * unit * multiplier / step)).ToArray();
        return values.All(value => Math.Abs(value) <= MostMultiplier)
            ? Compact(new(term.Multipliers.Axis, [.. values.Select(value => (long)value)]))
            : null;
    }

    /// <summary>Quantises what is added, in units of u; null where it grows too large.</summary>
    public static AxisValues? Offsets(RealValues offset, double step)
    {
        const double most = 1L << 61;
        var values = offset.Values.Select(value => Math.Round(One * value / step)).ToArray();
        return values.All(value => Math.Abs(value) < most) ? Compact(new(offset.Axis, [.. values.Select(value => (long)value)])) : null;
    }

    private static AxisValues Compact(AxisValues values) =>
        values.Axis != AxisValues.Single && values.Values.All(value => value == values.Values[0]) ? AxisValues.Of(values.Values[0]) : values;
}
