using System.Collections.Immutable;
using Runproof.Models.Tensors;

namespace Runproof.Runs.Results;

/// <summary>Reads an output tensor as class scores.</summary>
public static class Classification
{
    /// <summary>The scores of a float or double tensor that holds one row of at least two; empty for every other tensor.</summary>
    /// <param name="output">Shape: <c>(n)</c> or <c>(1, …, 1, n)</c> with n ≥ 2; trailing dimensions of 1 are allowed.</param>
    public static ImmutableArray<double> Logits(Tensor output)
    {
        var oneRow = output.ElementCount >= 2 && output.Shape.ToArray().Count(dimension => dimension != 1) == 1;
        if (!oneRow)
            return [];
        return output.Type switch
        {
            ElementType.Float => [.. output.AsFloats().ToArray().Select(value => (double)value)],
            ElementType.Double => [.. System.Runtime.InteropServices.MemoryMarshal.Cast<byte, double>(output.Data.Span)],
            _ => [],
        };
    }

    /// <summary>Index of the largest score, the first of equals; null where there are none or one is not a number.</summary>
    public static int? Argmax(ReadOnlySpan<double> scores)
    {
        int? best = null;
        for (var i = 0; i < scores.Length; i++)
        {
            if (double.IsNaN(scores[i]))
                return null;
            if (best is null || scores[i] > scores[best.Value])
                best = i;
        }

        return best;
    }

    /// <summary>Softmax, shifted by the largest score.</summary>
    public static ImmutableArray<double> Softmax(ReadOnlySpan<double> scores)
    {
        if (scores.IsEmpty)
            return [];
        var largest = double.NegativeInfinity;
        foreach (var score in scores)
            largest = Math.Max(largest, score);
        var result = new double[scores.Length];
        double sum = 0;
        for (var i = 0; i < scores.Length; i++)
            sum += result[i] = Math.Exp(scores[i] - largest);
        for (var i = 0; i < result.Length; i++)
            result[i] /= sum;
        return [.. result];
    }
}
