namespace Runproof.Compiler.Tests.Reference;

/// <summary>A tensor of the naive evaluator.</summary>
internal sealed record FloatTensor(int[] Shape, double[] Values)
{
    public int Rank => Shape.Length;

    public static FloatTensor Make(int[] shape, Func<int[], double> value)
    {
        int count = shape.Aggregate(1, (product, dimension) => product * dimension);
        var values = new double[count];
        for (int i = 0; i < count; i++)
            values[i] = value(IndexOf(shape, i));
        return new(shape, values);
    }

    public static int[] IndexOf(int[] shape, int place)
    {
        var index = new int[shape.Length];
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            index[axis] = place % shape[axis];
            place /= shape[axis];
        }

        return index;
    }

    /// <summary>The value at an index, which is broadcast from the right.</summary>
    public double At(params ReadOnlySpan<int> index) => Values[PlaceOf(index)];

    /// <summary>Where the value at an index lies.</summary>
    public int PlaceOf(ReadOnlySpan<int> index)
    {
        int place = 0;
        for (int axis = 0; axis < Rank; axis++)
            place = (place * Shape[axis]) + (Shape[axis] == 1 ? 0 : index[index.Length - Rank + axis]);
        return place;
    }

    /// <summary>The value at an index, or another one outside of the tensor.</summary>
    public double At(ReadOnlySpan<int> index, double outside)
    {
        int place = 0;
        for (int axis = 0; axis < Rank; axis++)
        {
            if (index[axis] < 0 || index[axis] >= Shape[axis])
                return outside;
            place = (place * Shape[axis]) + index[axis];
        }

        return Values[place];
    }

    public FloatTensor Map(Func<double, double> function) => this with { Values = [.. Values.Select(function)] };

    public static FloatTensor Zip(FloatTensor a, FloatTensor b, Func<double, double, double> function)
    {
        int rank = Math.Max(a.Rank, b.Rank);
        var shape = new int[rank];
        for (int axis = 0; axis < rank; axis++)
            shape[axis] = Math.Max(Dimension(a, axis, rank), Dimension(b, axis, rank));
        return Make(shape, index => function(a.At(index), b.At(index)));
    }

    private static int Dimension(FloatTensor tensor, int axis, int rank) => axis < rank - tensor.Rank ? 1 : tensor.Shape[axis - rank + tensor.Rank];
}
