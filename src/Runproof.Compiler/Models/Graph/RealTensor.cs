using Runproof.Models.Onnx.Graph;
using Runproof.Models.Tensors;

namespace Runproof.Compiler.Models.Graph;

/// <summary>A constant of the model, as real numbers that are read when they are first needed.</summary>
internal sealed class RealTensor
{
    private readonly Lazy<double[]> _values;

    /// <summary>A constant that is read later.</summary>
    public RealTensor(long[] shape, Func<double[]> load)
    {
        Shape = shape;
        _values = new(load);
    }

    /// <summary>A constant that is there.</summary>
    public RealTensor(long[] shape, double[] values)
        : this(shape, () => values)
    {
    }

    /// <summary>Its dimensions.</summary>
    public long[] Shape { get; }

    /// <summary>Number of values.</summary>
    public long Count => Shape.Aggregate(1L, (product, dimension) => product * dimension);

    /// <summary>Its values, row-major.</summary>
    /// <exception cref="IOException">They lie in another file that cannot be read any more.</exception>
    public double[] Values => _values.Value;

    /// <summary>A constant of a model; null where it does not hold floats.</summary>
    public static RealTensor? Of(OnnxInitializer? initializer) => initializer is { Element: ElementType.Float }
        ? new([.. initializer.Shape], () => ToDoubles(initializer.Load()!))
        : null;

    /// <summary>A tensor; null where it does not hold floats.</summary>
    public static RealTensor? Of(Tensor? tensor) => tensor is { Type: ElementType.Float } ? new([.. tensor.Shape], ToDoubles(tensor)) : null;

    /// <summary>Every value by itself.</summary>
    public RealTensor Select(Func<double, double> function) => new(Shape, () => Array.ConvertAll(Values, value => function(value)));

    /// <summary>The same values under other dimensions.</summary>
    public RealTensor Reshape(ReadOnlySpan<long> shape) => new(shape.ToArray(), () => Values);

    /// <summary>The values with their axes in another order.</summary>
    /// <param name="order">For every new axis the old one.</param>
    public RealTensor Transpose(int[] order) => new([.. order.Select(axis => Shape[axis])], () => Transposed(order));

    private static double[] ToDoubles(Tensor tensor)
    {
        var floats = tensor.AsFloats();
        var values = new double[floats.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = floats[i];
        return values;
    }

    private double[] Transposed(int[] order)
    {
        var strides = new long[Shape.Length];
        long stride = 1;
        for (int axis = Shape.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= Shape[axis];
        }

        var values = new double[Values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            long rest = i;
            long from = 0;
            for (int axis = order.Length - 1; axis >= 0; axis--)
            {
                from += rest % Shape[order[axis]] * strides[order[axis]];
                rest /= Shape[order[axis]];
            }

            values[i] = Values[from];
        }

        return values;
    }
}
