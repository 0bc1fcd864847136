using Runproof.Circuits.Operators;
using Runproof.Circuits.Tensors;
using Runproof.Compiler.Models.Graph;

namespace Runproof.Compiler.Models.Passes;

/// <summary>What is done to values after a move can be done before it; factors and offsets then belong to other axes.</summary>
internal static class MovedValues
{
    /// <summary>Whether every value of the source stands once in the result, and nothing else.</summary>
    public static bool CanPass(MoveLayer move) => move.Map(0) is Reshape or Transpose;

    /// <summary>Numbers over a move's source that are given over its result; null where they belong to no axis there.</summary>
    public static RealValues? Before(MoveLayer move, RealValues values)
    {
        if (values.IsSingle)
            return values;
        var source = move.Inputs[0].Shape;
        if (values.Axis == AxisValues.Dense)
            return null;
        if (move.Map(0) is Transpose transpose)
            return values with { Axis = transpose.Permutation[values.Axis] };
        return AxisBefore(source, move.Result.Shape, values.Axis) is { } axis ? values with { Axis = axis } : null;
    }

    /// <summary>The axis of a tensor that becomes a given axis when the tensor is reshaped; null where none does.</summary>
    /// <param name="source">The shape of the tensor.</param>
    /// <param name="result">Its shape afterwards.</param>
    /// <param name="axis">The axis afterwards.</param>
    public static int? AxisBefore(CircuitShape source, CircuitShape result, int axis)
    {
        int behind = result.CountOf(axis + 1, result.Rank);
        for (int before = 0; before < source.Rank; before++)
        {
            if (source[before] == result[axis] && source.CountOf(before + 1, source.Rank) == behind)
                return before;
        }

        return null;
    }
}
