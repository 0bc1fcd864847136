using Runproof.Models.Onnx.Graph;

namespace Runproof.Compiler.Tests.Reference;

/// <summary>The operators of the naive evaluator.</summary>
internal static class Operators
{
    public static FloatTensor Evaluate(OnnxNode node, long opset, Func<int, FloatTensor?> input, Func<int, long[]?> integers, int[] shape)
    {
        var x = input(0)!;
        return node.OpType switch
        {
            "Conv" => Conv(node, x, input(1)!, input(2), shape),
            "Gemm" => Gemm(node, x, input(1)!, input(2)),
            "MatMul" => MatMul(x, input(1)!, shape),
            "Add" => FloatTensor.Zip(x, input(1)!, (a, b) => a + b),
            "Sub" => FloatTensor.Zip(x, input(1)!, (a, b) => a - b),
            "Mul" => FloatTensor.Zip(x, input(1)!, (a, b) => a * b),
            "Div" => FloatTensor.Zip(x, input(1)!, (a, b) => a / b),
            "Relu" => x.Map(value => Math.Max(value, 0)),
            "LeakyRelu" => x.Map(value => value < 0 ? value * node.Float("alpha", 0.01f) : value),
            "Clip" => x.Map(value => Math.Min(
                Math.Max(value, input(1)?.Values[0] ?? node.Float("min", float.NegativeInfinity)), input(2)?.Values[0] ?? node.Float("max", float.PositiveInfinity))),
            "Sigmoid" => x.Map(value => 1 / (1 + Math.Exp(-value))),
            "Tanh" => x.Map(Math.Tanh),
            "MaxPool" => Pool(node, x, shape, double.NegativeInfinity, Math.Max, (sum, _) => sum),
            "AveragePool" => Pool(node, x, shape, 0, (a, b) => a + b, (sum, count) => sum / count),
            "GlobalAveragePool" => FloatTensor.Make(shape, index => Enumerable.Range(0, x.Values.Length)
                .Where(i => FloatTensor.IndexOf(x.Shape, i) is var at && at[0] == index[0] && at[1] == index[1]).Average(i => x.Values[i])),
            "BatchNormalization" => FloatTensor.Make(shape, index => ((x.At(index) - input(3)!.At(index[1])) / Math.Sqrt(input(4)!.At(index[1]) + node.Float("epsilon", 1e-5f)) * input(1)!.At(index[1])) + input(2)!.At(index[1])),
            "Flatten" or "Reshape" or "Squeeze" or "Unsqueeze" or "Identity" or "Dropout" or "Cast" => x with { Shape = shape },
            "Transpose" => Transpose(x, node.Ints("perm") is { } order ? [.. order.Select(axis => (int)axis)] : [.. Enumerable.Range(0, x.Rank).Reverse()]),
            "Concat" => Concat([.. Enumerable.Range(0, node.Inputs.Length).Select(i => input(i)!)], (int)node.Int("axis", 1), shape),
            "Pad" => Pad(x, node.Ints("pads") is { } pads ? [.. pads] : integers(1)!, input(2)?.Values[0] ?? node.Float("value", 0), shape),
            "Softmax" => Softmax(x, node, opset),
            "LogSoftmax" => Softmax(x, node, opset).Map(Math.Log),
            "ArgMax" => ArgMax(x, (int)node.Int("axis", 0), shape),
            _ => throw new NotSupportedException(node.OpType),
        };
    }

    private static FloatTensor Conv(OnnxNode node, FloatTensor x, FloatTensor w, FloatTensor? bias, int[] shape)
    {
        int spatial = x.Rank - 2;
        int groups = (int)node.Int("group", 1);
        int perGroup = w.Shape[0] / groups;
        var (strides, dilations, pads) = Window(node, x, w.Shape[2..], shape);
        if (spatial == 1)
        {
            // One dimension is two of which the first is one long.
            (strides, dilations, pads) = ([1, strides[0]], [1, dilations[0]], [0, pads[0]]);
        }

        int[] x4 = spatial == 1 ? [x.Shape[0], x.Shape[1], 1, x.Shape[2]] : x.Shape;
        int[] w4 = spatial == 1 ? [w.Shape[0], w.Shape[1], 1, w.Shape[2]] : w.Shape;
        int[] y4 = spatial == 1 ? [shape[0], shape[1], 1, shape[2]] : shape;
        var values = new double[y4[0] * y4[1] * y4[2] * y4[3]];
        int place = 0;
        for (int n = 0; n < y4[0]; n++)
        {
            for (int o = 0; o < y4[1]; o++)
            {
                for (int row = 0; row < y4[2]; row++)
                {
                    for (int column = 0; column < y4[3]; column++)
                        values[place++] = (bias?.Values[o] ?? 0) + Dot(n, o, row, column);
                }
            }
        }

        return new(shape, values);

        double Dot(int n, int o, int row, int column)
        {
            double sum = 0;
            for (int c = 0; c < w4[1]; c++)
            {
                for (int i = 0; i < w4[2]; i++)
                {
                    for (int j = 0; j < w4[3]; j++)
                    {
                        int h = (row * strides[0]) - pads[0] + (i * dilations[0]);
                        int v = (column * strides[1]) - pads[1] + (j * dilations[1]);
                        if (h >= 0 && h < x4[2] && v >= 0 && v < x4[3])
                            sum += w.Values[(((((o * w4[1]) + c) * w4[2]) + i) * w4[3]) + j] * x.Values[(((((n * x4[1]) + (o / perGroup * w4[1]) + c) * x4[2]) + h) * x4[3]) + v];
                    }
                }
            }

            return sum;
        }
    }

    private static FloatTensor Pool(OnnxNode node, FloatTensor x, int[] shape, double start, Func<double, double, double> fold, Func<double, int, double> finish)
    {
        int[] kernel = [.. node.Ints("kernel_shape")!.Value.Select(length => (int)length)];
        var (strides, dilations, pads) = Window(node, x, kernel, shape);
        bool includePads = node.Int("count_include_pad", 0) != 0;
        return FloatTensor.Make(shape, index =>
        {
            double value = start;
            int count = 0;
            for (int i = 0; i < kernel.Aggregate(1, (product, length) => product * length); i++)
            {
                int[] tap = FloatTensor.IndexOf(kernel, i);
                int[] at = [index[0], index[1], .. tap.Select((t, a) => (index[a + 2] * strides[a]) - pads[a] + (t * dilations[a]))];
                double seen = x.At(at, double.NaN);
                if (!double.IsNaN(seen))
                    value = fold(value, seen);
                count += includePads || !double.IsNaN(seen) ? 1 : 0;
            }

            return finish(value, count);
        });
    }

    private static (int[] Strides, int[] Dilations, int[] Pads) Window(OnnxNode node, FloatTensor x, int[] kernel, int[] shape)
    {
        int spatial = kernel.Length;
        int[] strides = node.Ints("strides") is { } s ? [.. s.Select(v => (int)v)] : [.. Enumerable.Repeat(1, spatial)];
        int[] dilations = node.Ints("dilations") is { } d ? [.. d.Select(v => (int)v)] : [.. Enumerable.Repeat(1, spatial)];
        int[] pads = node.Ints("pads") is { } p ? [.. p.Select(v => (int)v)] : new int[2 * spatial];
        string auto = node.String("auto_pad", "NOTSET");
        for (int a = 0; a < spatial && auto.StartsWith("SAME", StringComparison.Ordinal); a++)
        {
            int all = Math.Max(0, ((shape[a + 2] - 1) * strides[a]) + ((kernel[a] - 1) * dilations[a]) + 1 - x.Shape[a + 2]);
            pads[a] = auto == "SAME_UPPER" ? all / 2 : (all + 1) / 2;
        }

        return (strides, dilations, pads);
    }

    private static FloatTensor Gemm(OnnxNode node, FloatTensor a, FloatTensor b, FloatTensor? c)
    {
        var left = node.Int("transA", 0) != 0 ? Transpose(a, [1, 0]) : a;
        var right = node.Int("transB", 0) != 0 ? Transpose(b, [1, 0]) : b;
        var product = MatMul(left, right, [left.Shape[0], right.Shape[1]]).Map(value => value * node.Float("alpha", 1));
        return c is null ? product : FloatTensor.Zip(product, c.Map(value => value * node.Float("beta", 1)), (x, y) => x + y);
    }

    private static FloatTensor MatMul(FloatTensor a, FloatTensor b, int[] shape)
    {
        if (a.Rank == 1)
            return MatMul(a with { Shape = [1, a.Shape[0]] }, b, [.. shape[..^1], 1, shape[^1]]) with { Shape = shape };
        if (b.Rank == 1)
            return MatMul(a, b with { Shape = [b.Shape[0], 1] }, [.. shape, 1]) with { Shape = shape };
        return FloatTensor.Make(shape, index =>
        {
            double sum = 0;
            int left = a.PlaceOf([.. index[..^1], 0]);
            int right = b.PlaceOf([.. index[..^2], 0, index[^1]]);
            for (int k = 0; k < a.Shape[^1]; k++)
                sum += a.Values[left + k] * b.Values[right + (k * b.Shape[^1])];
            return sum;
        });
    }

    private static FloatTensor Transpose(FloatTensor x, int[] order) => FloatTensor.Make([.. order.Select(axis => x.Shape[axis])], index =>
    {
        var at = new int[order.Length];
        for (int axis = 0; axis < order.Length; axis++)
            at[order[axis]] = index[axis];
        return x.At(at);
    });

    private static FloatTensor Concat(FloatTensor[] parts, int axis, int[] shape)
    {
        axis = axis < 0 ? axis + shape.Length : axis;
        return FloatTensor.Make(shape, index =>
        {
            int at = index[axis];
            foreach (var part in parts)
            {
                if (at < part.Shape[axis])
                    return part.At([.. index[..axis], at, .. index[(axis + 1)..]]);
                at -= part.Shape[axis];
            }

            throw new InvalidOperationException();
        });
    }

    private static FloatTensor Pad(FloatTensor x, long[] pads, double constant, int[] shape) =>
        FloatTensor.Make(shape, index => x.At([.. index.Select((at, axis) => at - (int)pads[axis])], constant));

    private static FloatTensor Softmax(FloatTensor x, OnnxNode node, long opset)
    {
        int axis = (int)node.Int("axis", opset < 13 ? 1 : -1);
        axis = axis < 0 ? axis + x.Rank : axis;
        bool Same(int[] a, int[] b) => Enumerable.Range(0, x.Rank).All(i => a[i] == b[i] || (opset < 13 ? i >= axis : i == axis));
        return FloatTensor.Make(x.Shape, index => Math.Exp(x.At(index)) / Enumerable.Range(0, x.Values.Length)
            .Where(i => Same(FloatTensor.IndexOf(x.Shape, i), index)).Sum(i => Math.Exp(x.Values[i])));
    }

    private static FloatTensor ArgMax(FloatTensor x, int axis, int[] shape)
    {
        axis = axis < 0 ? axis + x.Rank : axis;
        bool keeps = shape.Length == x.Rank;
        return FloatTensor.Make(shape, index => Enumerable.Range(0, x.Shape[axis])
            .MaxBy(k => x.At([.. index[..axis], k, .. index[(keeps ? axis + 1 : axis)..]])));
    }
}
