using System.Collections.Immutable;

namespace Runproof.Compiler.Models.Outputs;

/// <summary>The values with their axes in another order.</summary>
/// <param name="Permutation">For every axis of the result the axis of the argument.</param>
public sealed record TransposeOutput(ImmutableArray<int> Permutation) : OutputFunction
{
    /// <inheritdoc/>
    public override (int[] Shape, double[] Values) Apply(int[] shape, double[] values)
    {
        int rank = shape.Length;
        int[] moved = [.. Permutation.Select(axis => shape[axis])];
        int[] strides = [.. Permutation.Select(axis => shape.Skip(axis + 1).Aggregate(1, (product, dimension) => product * dimension))];
        var result = new double[values.Length];
        for (int i = 0; i < result.Length; i++)
        {
            int rest = i;
            int from = 0;
            for (int axis = rank - 1; axis >= 0; axis--)
            {
                from += rest % moved[axis] * strides[axis];
                rest /= moved[axis];
            }

            result[i] = values[from];
        }

        return (moved, result);
    }

    /// <inheritdoc/>
    public bool Equals(TransposeOutput? other) => other is not null && Permutation.AsSpan().SequenceEqual(other.Permutation.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Permutation.Length;
}
