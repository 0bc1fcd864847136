using System.Collections.Immutable;
using Runproof.Models.Tensors;
using Runproof.Runs.Diff;
using Runproof.Runs.Results;

namespace Runproof.Runs.Validation;

/// <summary>How far an output is from its reference.</summary>
/// <param name="Max">Largest absolute error.</param>
/// <param name="Mean">Mean absolute error.</param>
/// <param name="Sum">Sum of the absolute errors.</param>
/// <param name="Relative">Largest absolute error over the largest absolute value of the reference.</param>
/// <param name="BitIdentical">Whether all bytes are equal.</param>
/// <param name="Largest">The three largest differences that are not 0, largest first.</param>
public sealed record OutputError(double Max, double Mean, double Sum, double Relative, bool BitIdentical, ImmutableArray<ElementDifference> Largest)
{
    /// <summary>Compares two outputs. Where their types or shapes differ, every error is infinite.</summary>
    /// <param name="reference">Output of the whole model.</param>
    /// <param name="actual">Output of the slices.</param>
    public static OutputError Of(Tensor reference, Tensor actual)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(actual);
        if (reference.Type != actual.Type || !reference.Shape.SequenceEqual(actual.Shape))
            return new OutputError(double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity, false, []);
        var difference = TensorDifference.Between(reference, actual);
        var identical = difference.Differing == 0;
        var max = difference.MaxAbsoluteError ?? (identical ? 0 : double.PositiveInfinity);
        var mean = difference.MeanAbsoluteError ?? max;
        var relative = max == 0 || double.IsInfinity(max) ? max : max / Scale(reference);
        return new OutputError(max, mean, mean * difference.Count, relative, identical, [.. difference.Largest.Where(element => element.AbsoluteError > 0)]);
    }

    private static double Scale(Tensor reference)
    {
        var values = TensorValues.Of(reference);
        double scale = 0;
        for (long i = 0; i < values.Count; i++)
            scale = Math.Max(scale, Math.Abs(values[i]));
        return scale;
    }
}
