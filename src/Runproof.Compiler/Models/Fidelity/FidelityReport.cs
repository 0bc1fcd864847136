namespace Runproof.Compiler.Models.Fidelity;

/// <summary>How far a circuit's results are from the model's, over all values of all samples; an error is the circuit's value minus the model's.</summary>
/// <param name="Samples">Number of samples.</param>
/// <param name="MeanError">Mean error.</param>
/// <param name="MedianError">Median error.</param>
/// <param name="MaxError">Largest error.</param>
/// <param name="MinError">Least error.</param>
/// <param name="MeanAbsoluteError">Mean absolute error.</param>
/// <param name="MedianAbsoluteError">Median absolute error.</param>
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
    double MedianError,
    double MaxError,
    double MinError,
    double MeanAbsoluteError,
    double MedianAbsoluteError,
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
        double[] wanted = [.. reference.SelectMany(values => values)];
        double[] errors = [.. actual.SelectMany(values => values).Zip(wanted, (value, want) => value - want)];
        double[] sizes = [.. errors.Select(Math.Abs)];
        (double Error, double Wanted)[] relative = [.. errors.Zip(wanted).Where(pair => pair.Second != 0)];
        double squared = errors.Average(error => error * error);
        double power = wanted.Average(value => value * value);
        return new(
            reference.Count,
            errors.Average(),
            Median(errors),
            errors.Max(),
            errors.Min(),
            sizes.Average(),
            Median(sizes),
            sizes.Max(),
            sizes.Min(),
            squared,
            relative.Length == 0 ? 0 : 100 * relative.Average(pair => pair.Error / pair.Wanted),
            relative.Length == 0 ? 0 : 100 * relative.Average(pair => Math.Abs(pair.Error / pair.Wanted)),
            power > 0 ? Math.Sqrt(squared / power) : squared > 0 ? double.PositiveInfinity : 0,
            areLogits ? reference.Zip(actual).Count(pair => IndexOfLargest(pair.First) == IndexOfLargest(pair.Second)) / (double)reference.Count : null);
    }

    private static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static int IndexOfLargest(double[] values) => Array.IndexOf(values, values.Max());
}
