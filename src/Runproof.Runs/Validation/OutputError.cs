using System.Collections.Immutable;
using Runproof.Models.Tensors;
using Runproof.Runs.Results;

namespace Runproof.Runs.Validation;

/// <summary>How far an output is from its reference.</summary>
/// <param name="Max">Largest absolute error.</param>
/// <param name="Mean">Mean absolute error.</param>
/// <param name="Sum">Sum of the absolute errors.</param>
/// <param name="Relative">Largest absolute error over the largest absolute value of the reference.</param>
/// <param name="BitIdentical">Whether all bytes are equal.</param>
/// <param name="Largest">The three largest differences that are not 0, largest first.</param>
public sealed record OutputError(double Max, double Mean, double Sum, double Relative, bool BitIdentical, ImmutableArray<ElementError> Largest)
{
    private const int MostListed = 3;

    /// <summary>Compares two outputs. A value that is not a number equals itself; against anything else its difference is infinite, as is that of other shapes.</summary>
    public static OutputError Of(Tensor reference, Tensor actual)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(actual);
        if (reference.Type != actual.Type || !reference.Shape.SequenceEqual(actual.Shape))
            return new OutputError(double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity, false, []);
        var expected = TensorValues.Of(reference);
        var found = TensorValues.Of(actual);
        double max = 0, sum = 0, scale = 0;
        var largest = new List<ElementError>();
        for (long i = 0; i < expected.Count; i++)
        {
            var difference = Difference(expected[i], found[i]);
            max = Math.Max(max, difference);
            sum += difference;
            scale = Math.Max(scale, Math.Abs(expected[i]));
            if (difference > 0 && (largest.Count < MostListed || difference > largest[^1].Difference))
                Insert(largest, new ElementError(i, expected[i], found[i], difference));
        }

        var relative = max == 0 ? 0 : scale > 0 ? max / scale : double.PositiveInfinity;
        return new OutputError(max, expected.Count == 0 ? 0 : sum / expected.Count, sum, relative, reference.Data.Span.SequenceEqual(actual.Data.Span), [.. largest]);
    }

    private static double Difference(double expected, double found)
    {
        if (expected.Equals(found))
            return 0;
        var difference = Math.Abs(expected - found);
        return double.IsNaN(difference) ? double.PositiveInfinity : difference;
    }

    private static void Insert(List<ElementError> largest, ElementError error)
    {
        var position = largest.FindIndex(other => other.Difference < error.Difference);
        largest.Insert(position < 0 ? largest.Count : position, error);
        if (largest.Count > MostListed)
            largest.RemoveAt(MostListed);
    }
}
