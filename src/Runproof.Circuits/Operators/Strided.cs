using Runproof.Circuits.Tensors;

namespace Runproof.Circuits.Operators;

/// <summary>Places that are a sum over the axes: start + Σ index·step.</summary>
internal static class Strided
{
    /// <summary>The place of every value of a tensor, row-major.</summary>
    /// <param name="shape">The shape of the tensor.</param>
    /// <param name="start">The place of the first value.</param>
    /// <param name="steps">For every axis the places between neighbours.</param>
    public static int[] Places(CircuitShape shape, int start, ReadOnlySpan<int> steps)
    {
        var places = new int[shape.Count];
        places[0] = start;
        int filled = 1;
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            for (int index = 1; index < shape[axis]; index++)
            {
                for (int i = 0; i < filled; i++)
                    places[(index * filled) + i] = places[i] + (index * steps[axis]);
            }

            filled *= shape[axis];
        }

        return places;
    }
}
