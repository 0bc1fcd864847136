namespace Runproof.Compiler.Models.Fidelity;

/// <summary>How far a circuit's results are from the model's, over all values of all samples; an error is the circuit's value minus the model's.</summary>
/// <param name="Samples">Number of samples.</param>
/// <param name="MeanError">Mean error.</param>
/// <param name="MaxError">Largest error.</param>
/// <param name="MinError">Least error.</param>
/// <param name="MeanAbsoluteError">Mean absolute error.</param>
/// <param name="MaxAbsoluteError">Largest absolute error.</param>
/// <param name="MinAbsoluteError">Least absolute error.</param>
/// <param name="MeanSquaredError">Mean squared error.</param>
/// <param name="MeanPercentError">Mean error relative to the model's value, where that is not zero. Unit: percent.</param>
/// <param name="MeanAbsolutePercentError">Mean absolute error relative to the model's absolute value, where that is not zero. Unit: percent.</param>
/// <param name="RelativeError">Root mean squared error relative to the root mean square of the model's values; 0 where both are zero.</param>
/// <param name="TopOneAgreement">Share of samples with the largest value at the same place; null where the values are no logits.</param>
public sealed record FidelityReport(
    int Samples,
    double MeanError,
    double MaxError,
    double MinError,
    double MeanAbsoluteError,
    double MaxAbsoluteError,
    double MinAbsoluteError,
    double MeanSquaredError,
    double MeanPercentError,
    double MeanAbsolutePercentError,
    double RelativeError,
    double? TopOneAgreement)
{
    /// <summary>Compares values.</summary>
    /// <param name="reference">The model's values for every sample.</param>
    /// <param name="actual">The circuit's values for every sample.</param>
    /// <param name="areLogits">Whether the values of a sample are logits, of which the largest decides.</param>
    /// <exception cref="ArgumentException">There are no values, or not as many on both sides.</exception>
    public static FidelityReport Of(IReadOnlyList<double[]> reference, IReadOnlyList<double[]> actual, bool areLogits)
    {
        if (reference.Count != actual.Count || reference.Count == 0 || reference.Zip(actual).Any(pair => pair.First.Length != pair.Second.Length || pair.First.Length == 0))
            throw new ArgumentException("the model and the circuit have different numbers of values, or none", nameof(actual));
        double sum = 0, sizes = 0, squares = 0, power = 0, percent = 0, absolutePercent = 0;
        double largest = double.NegativeInfinity, least = double.PositiveInfinity, farthest = 0, nearest = double.PositiveInfinity;
        long count = 0, relative = 0;
        int agreements = 0;
        for (int sample = 0; sample < reference.Count; sample++)
        {
            var (wanted, found) = (reference[sample], actual[sample]);
            for (int i = 0; i < wanted.Length; i++)
            {
                double error = found[i] - wanted[i];
                double size = Math.Abs(error);
                (sum, sizes, squares, power) = (sum + error, sizes + size, squares + (error * error), power + (wanted[i] * wanted[i]));
                (largest, least, farthest, nearest) = (Math.Max(largest, error), Math.Min(least, error), Math.Max(farthest, size), Math.Min(nearest, size));
                if (wanted[i] != 0)
                    (percent, absolutePercent, relative) = (percent + (error / wanted[i]), absolutePercent + Math.Abs(error / wanted[i]), relative + 1);
            }

            count += wanted.Length;
            if (areLogits && IndexOfLargest(wanted) == IndexOfLargest(found))
                agreements++;
        }

        return new(
            reference.Count,
            sum / count,
            largest,
            least,
            sizes / count,
            farthest,
            nearest,
            squares / count,
            relative == 0 ? 0 : 100 * percent / relative,
            relative == 0 ? 0 : 100 * absolutePercent / relative,
            power > 0 ? Math.Sqrt(squares / power) : squares > 0 ? double.PositiveInfinity : 0,
            areLogits ? agreements / (double)reference.Count : null);
    }

    private static int IndexOfLargest(double[] values) => Array.IndexOf(values, values.Max());
}
