using System.Collections.Immutable;
using Runproof.Models.Onnx.Shapes.Folding;
using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Shapes.Operators;

/// <summary>Operators that cut a tensor along its axes.</summary>
internal static class Cutting
{
    internal static IEnumerable<OperatorRule> Rules =>
    [
        new("Slice", Slice),
        new("Split", Split),
    ];

    private static void Slice(OperatorCall call)
    {
        if (call.Shape(0) is not { } shape)
            return;
        call.Output(0, call.Element(0), ShapeArithmetic.UnknownOfRank(shape.Rank));
        var starts = Numbers(call, "starts", 1);
        var ends = Numbers(call, "ends", 2);
        if (starts is null || ends is null)
        {
            Partly(call, shape, call.Opset >= 10 && call.Has(3) ? Numbers(call, "axes", 3) : null);
            return;
        }

        var count = starts.Value.Length;
        ImmutableArray<Scalar>? all = [.. Enumerable.Range(0, count).Select(i => Scalar.Of(i))];
        var axes = call.Opset >= 10 ? call.Has(3) ? Numbers(call, "axes", 3) : all : Numbers(call, "axes", 3) ?? all;
        ImmutableArray<Scalar>? steps = call.Opset >= 10 && call.Has(4) ? Numbers(call, "steps", 4) : [.. Enumerable.Repeat(Scalar.Of(1), count)];
        if (axes is null || axes.Value.Any(a => a.Integer is null))
            return;
        if (ends.Value.Length != count || axes.Value.Length != count || (steps is not null && steps.Value.Length != count))
        {
            call.Mismatch($"starts, ends, axes and steps differ in length ({count}, {ends.Value.Length}, {axes.Value.Length}, {steps?.Length})");
            return;
        }

        if (call.Axes([.. axes.Value.Select(a => a.Integer!.Value)], shape.Rank) is not { } along)
            return;
        var result = shape;
        var first = new long[shape.Rank];
        var stride = Enumerable.Repeat(1L, shape.Rank).ToArray();
        for (var i = 0; i < count; i++)
        {
            var axis = along[i];
            var step = steps?[i].Integer;
            if (step == 0)
            {
                call.BadNode("a step is 0");
                return;
            }

            var cut = step is { } by ? Cut(shape[axis], starts.Value[i], ends.Value[i], by) : null;
            result = result.With(axis, cut?.Size ?? Dimension.Unknown);
            first[axis] = cut?.First ?? 0;
            stride[axis] = step ?? 1;
        }

        SmallTensor? content = null;
        if (result.IsStatic && call.Peek(0) is { } source)
        {
            var strides = Fold.Strides(source.Dimensions);
            content = Fold.Select(source, result.ToArray(), index => index.Select((n, i) => (first[i] + n * stride[i]) * strides[i]).Sum());
        }

        call.Output(0, call.Element(0), result, content);
    }

    /// <summary>The axes that are not cut keep their size even where it is not known how the others are cut.</summary>
    private static void Partly(OperatorCall call, TensorShape shape, ImmutableArray<Scalar>? axes)
    {
        if (axes is not { } given || given.Any(a => a.Integer is null) || call.Axes([.. given.Select(a => a.Integer!.Value)], shape.Rank) is not { } along)
            return;
        call.Output(0, call.Element(0), new TensorShape([.. shape.Dimensions.Select((d, i) => along.Contains(i) ? Dimension.Unknown : d)]));
    }

    private static (Dimension Size, long First)? Cut(Dimension size, Scalar start, Scalar end, long step)
    {
        if (start.Integer is not { } from || end.Integer is not { } to)
            return null;
        if (!size.IsKnown)
            return from == 0 && step == 1 && to >= int.MaxValue ? (size, 0) : null;
        var last = step > 0 ? size.Value : size.Value - 1;
        var begin = Clamp(from < 0 ? (Int128)from + size.Value : from, 0, last);
        var stop = Clamp(to < 0 ? (Int128)to + size.Value : to, step > 0 ? 0 : -1, last);
        var length = step > 0 ? (stop - begin + step - 1) / step : (begin - stop - step - 1) / -(Int128)step;
        return (ShapeArithmetic.Known(length < 0 ? 0 : length), (long)begin);
    }

    private static Int128 Clamp(Int128 value, Int128 low, Int128 high) => value > high ? (high < low ? low : high) : value < low ? low : value;

    /// <summary>Numbers from an attribute, or since opset 10 from an input.</summary>
    private static ImmutableArray<Scalar>? Numbers(OperatorCall call, string attribute, int input) => call.Opset >= 10
        ? call.Content(input)?.Items
        : call.Node.Ints(attribute)?.Select(n => Scalar.Of(n)).ToImmutableArray();

    private static void Split(OperatorCall call)
    {
        var count = call.OutputCount;
        for (var i = 0; i < count; i++)
            call.Output(i, call.Element(0), null);
        if (call.Shape(0) is not { } shape || call.Axis(call.Node.Int("axis", 0), shape.Rank) is not { } axis)
            return;
        Dimension[]? sizes;
        if (call.Opset is 1 or >= 13 && call.Has(1))
        {
            sizes = call.Content(1)?.Items.Select(i => i.AsDimension()).ToArray();
            if (sizes is null)
                sizes = [.. Enumerable.Repeat(Dimension.Unknown, count)];
        }
        else if (call.Opset < 13 && call.Node.Ints("split") is { } attribute)
        {
            sizes = [.. attribute.Select(n => call.Size(n))];
        }
        else
        {
            sizes = Even(call, shape[axis], count);
        }

        if (sizes.Length != count)
        {
            call.Mismatch($"{sizes.Length} sizes do not suit {count} outputs");
            return;
        }

        if (ShapeArithmetic.Contradict(ShapeArithmetic.Sum(sizes), shape[axis]))
            call.Mismatch($"the sizes do not add up to dimension {axis} of {call.Describe(0)}");
        long start = 0;
        var strides = call.Peek(0) is { } known ? Fold.Strides(known.Dimensions) : null;
        for (var i = 0; i < count; i++)
        {
            var part = shape.With(axis, sizes[i]);
            SmallTensor? content = null;
            if (strides is not null && call.Peek(0) is { } source && part.IsStatic && SmallTensor.Count(part.ToArray()) is not null)
            {
                var from = start;
                content = Fold.Select(source, part.ToArray(), index => index.Select((n, j) => (j == axis ? n + from : n) * strides[j]).Sum());
            }

            call.Output(i, call.Element(0), part, content);
            start = sizes[i].IsKnown && start < SmallTensor.MaximumElements ? start + Math.Min(sizes[i].Value, SmallTensor.MaximumElements) : SmallTensor.MaximumElements;
        }
    }

    /// <summary>Equal parts; the last is smaller where opset 18's <c>num_outputs</c> does not divide the whole.</summary>
    private static Dimension[] Even(OperatorCall call, Dimension whole, int count)
    {
        if (call.Node.Int("num_outputs") is { } stated && stated != count)
            call.BadNode($"attribute 'num_outputs' is {stated}, and the node has {count} outputs");
        var sizes = Enumerable.Repeat(Dimension.Unknown, count).ToArray();
        if (!whole.IsKnown || count == 0)
            return sizes;
        var part = whole.Value / count + (whole.Value % count == 0 ? 0 : 1);
        var last = (Int128)whole.Value - (Int128)part * (count - 1);
        if (last < 0 || (last != part && call.Opset < 18))
        {
            call.Mismatch($"{call.Describe(0)} cannot be split into {count} parts");
            return sizes;
        }

        Array.Fill(sizes, Dimension.Of(part));
        sizes[^1] = Dimension.Of((long)last);
        return sizes;
    }
}
