using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Shapes.Folding;

/// <summary>Computes small tensors the way the operators do, element by element, unknown where an operand is unknown.</summary>
internal static class Fold
{
    internal static SmallTensor? Map(SmallTensor source, ElementType type, Func<Scalar, Scalar> function) =>
        SmallTensor.Make(type, source.Dimensions, [.. source.Items.Select(function)]);

    /// <summary>Applies a function to two operands that broadcast to the dimensions given.</summary>
    internal static SmallTensor? Zip(SmallTensor a, SmallTensor b, long[] dimensions, ElementType type, Func<Scalar, Scalar, Scalar> function)
    {
        var left = Expand(a, dimensions);
        var right = Expand(b, dimensions);
        return left is null || right is null ? null : SmallTensor.Make(type, dimensions, [.. left.Items.Zip(right.Items, function)]);
    }

    /// <summary>Broadcasts to the dimensions given; null where that does not fit.</summary>
    internal static SmallTensor? Expand(SmallTensor source, long[] dimensions)
    {
        var offset = dimensions.Length - source.Dimensions.Length;
        if (offset < 0 || source.Dimensions.Where((d, i) => d != 1 && d != dimensions[offset + i]).Any())
            return null;
        var strides = Strides(source.Dimensions);
        return Select(source, dimensions, index =>
        {
            long position = 0;
            for (var i = 0; i < strides.Length; i++)
                position += source.Dimensions[i] == 1 ? 0 : index[offset + i] * strides[i];
            return position;
        });
    }

    /// <summary>Makes each element of the result a copy of the source element whose row-major position the function names.</summary>
    internal static SmallTensor? Select(SmallTensor source, IReadOnlyCollection<long> dimensions, Func<long[], long> position)
    {
        if (SmallTensor.Count(dimensions) is not { } count)
            return null;
        var items = new Scalar[count];
        var index = new long[dimensions.Count];
        long[] limits = [.. dimensions];
        for (var i = 0; i < count; i++)
        {
            var from = position(index);
            if (from < 0 || from >= source.Items.Length)
                return null;
            items[i] = source.Items[(int)from];
            for (var axis = limits.Length - 1; axis >= 0 && ++index[axis] == limits[axis]; axis--)
                index[axis] = 0;
        }

        return SmallTensor.Make(source.Element, limits, items);
    }

    /// <summary>Folds the elements along some axes, which stay as dimensions of 1.</summary>
    internal static SmallTensor? Reduce(SmallTensor source, bool[] reduced, Func<IReadOnlyList<Scalar>, Scalar> function)
    {
        long[] dimensions = [.. source.Dimensions.Select((d, i) => reduced[i] ? 1 : d)];
        if (SmallTensor.Count(dimensions) is not { } count)
            return null;
        var strides = Strides(dimensions);
        var sourceStrides = Strides(source.Dimensions);
        var groups = new List<Scalar>[count];
        for (var i = 0; i < count; i++)
            groups[i] = [];
        for (var i = 0; i < source.Items.Length; i++)
        {
            long target = 0;
            for (var axis = 0; axis < strides.Length; axis++)
                target += reduced[axis] ? 0 : i / sourceStrides[axis] % source.Dimensions[axis] * strides[axis];
            groups[target].Add(source.Items[i]);
        }

        return SmallTensor.Make(source.Element, dimensions, [.. groups.Select(function)]);
    }

    /// <summary>Puts tensors one after another along an axis; null where they do not fit.</summary>
    internal static SmallTensor? Concat(IReadOnlyList<SmallTensor> parts, int axis)
    {
        long[] dimensions = [.. parts[0].Dimensions];
        if (parts.Any(p => p.Dimensions.Length != dimensions.Length || p.Dimensions.Where((d, i) => i != axis && d != dimensions[i]).Any()))
            return null;
        dimensions[axis] = parts.Sum(p => p.Dimensions[axis]);
        if (SmallTensor.Count(dimensions) is not { } count)
            return null;
        var inner = dimensions.Skip(axis + 1).Aggregate(1L, (a, b) => a * b);
        var outer = dimensions.Take(axis).Aggregate(1L, (a, b) => a * b);
        var items = new List<Scalar>(count);
        for (var o = 0; o < outer && count > 0; o++)
        {
            foreach (var part in parts)
            {
                var run = (int)(part.Dimensions[axis] * inner);
                items.AddRange(part.Items.AsSpan().Slice(o * run, run));
            }
        }

        return SmallTensor.Make(parts[0].Element, dimensions, items);
    }

    /// <summary>Row-major strides.</summary>
    internal static long[] Strides(IReadOnlyList<long> dimensions)
    {
        var strides = new long[dimensions.Count];
        long stride = 1;
        for (var i = dimensions.Count - 1; i >= 0; i--)
        {
            strides[i] = stride;
            stride *= Math.Max(dimensions[i], 1);
        }

        return strides;
    }
}
