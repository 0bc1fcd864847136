using Runproof.Circuits.Graph;
using Runproof.Circuits.Tensors;

namespace Runproof.Compiler.Models.Quantization;

/// <summary>Chooses how a tensor becomes integers, from its statistics and nothing else: slices that choose apart choose alike.</summary>
internal static class TypeChooser
{
    private const int Candidates = 64;

    // Covers a tensor that was zero on every sample.
    private const double LeastMagnitude = 1e-12;

    /// <summary>The type of a tensor.</summary>
    public static ValueType Choose(ValueStatistics statistics, CircuitPrecision precision, RangeChoice choice)
    {
        if (statistics.Grid > 0 && statistics.Magnitude / statistics.Grid is var steps && steps <= (statistics.IsNonNegative ? 255.5 : 127.5))
            return new(Scales.Nearest(statistics.Grid), RangeOf(statistics.IsNonNegative, CircuitPrecision.A8W8));
        var range = RangeOf(statistics.IsNonNegative, precision);
        double magnitude = statistics.IsNonNegative ? statistics.Max : statistics.Magnitude;
        if (magnitude < LeastMagnitude)
            magnitude = 1;
        else if (choice == RangeChoice.LeastError && precision == CircuitPrecision.A8W8)
            magnitude = LeastErrorMagnitude(statistics, magnitude, range.Max);
        return new(Scales.Nearest(magnitude / range.Max), range);
    }

    /// <summary>The integers of a tensor.</summary>
    public static IntegerRange RangeOf(bool isNonNegative, CircuitPrecision precision)
    {
        int most = precision == CircuitPrecision.A8W8 ? 127 : 32767;
        return isNonNegative ? new(0, (2 * most) + 1) : new(-most, most);
    }

    private static double LeastErrorMagnitude(ValueStatistics statistics, double magnitude, long levels)
    {
        double best = magnitude;
        double least = double.PositiveInfinity;
        for (int candidate = Candidates; candidate >= Candidates / 4; candidate--)
        {
            double limit = magnitude * candidate / Candidates;
            double error = SquaredError(statistics, limit, limit / levels);
            if (error < least)
                (best, least) = (limit, error);
        }

        return best;
    }

    private static double SquaredError(ValueStatistics statistics, double limit, double step)
    {
        double error = 0;
        for (int bin = 0; bin < statistics.Histogram.Length; bin++)
        {
            if (statistics.Histogram[bin] == 0)
                continue;
            double value = (bin + 0.5) * statistics.BinWidth;
            double beyond = value - limit;
            error += statistics.Histogram[bin] * (beyond > 0 ? beyond * beyond : step * step / 12);
        }

        return error;
    }
}
