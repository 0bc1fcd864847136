using Runproof.Models.Onnx.Shapes.Folding;
using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Shapes.Operators;

/// <summary>Operators that fold a tensor along some of its axes.</summary>
internal static class Reduction
{
    internal static IEnumerable<OperatorRule> Rules =>
    [
        new("ReduceSum", call => Reduce(call, axesAsInputFrom: 13, Sum)),
        new("ReduceProd", call => Reduce(call, 18, Product)),
        new("ReduceMin", call => Reduce(call, 18, items => Extreme(items, smallest: true))),
        new("ReduceMax", call => Reduce(call, 18, items => Extreme(items, smallest: false))),
        new("ReduceMean", call => Reduce(call, 18, null)),
        new("ReduceL1", call => Reduce(call, 18, null)),
        new("ReduceL2", call => Reduce(call, 18, null)),
        new("ReduceLogSum", call => Reduce(call, 18, null)),
        new("ReduceLogSumExp", call => Reduce(call, 18, null)),
        new("ReduceSumSquare", call => Reduce(call, 18, null)),
        new("ArgMax", ArgExtreme),
        new("ArgMin", ArgExtreme),
    ];

    private static void Reduce(OperatorCall call, long axesAsInputFrom, Func<IReadOnlyList<Scalar>, Scalar>? fold)
    {
        var keep = call.Node.Int("keepdims", 1) != 0;
        if (call.Shape(0) is not { } shape)
        {
            call.Output(0, call.Element(0), null);
            return;
        }

        IReadOnlyList<long>? axes = call.Node.Ints("axes");
        if (call.Opset >= axesAsInputFrom && call.Has(1))
        {
            axes = call.Integers(1);
            if (axes is null)
            {
                var count = call.Shape(1) is { Rank: 1 } list && list[0].IsKnown ? list[0].Value : (long?)null;
                var rank = keep ? shape.Rank : count is > 0 && count <= shape.Rank ? shape.Rank - (int)count : (int?)null;
                call.Output(0, call.Element(0), rank is { } known ? ShapeArithmetic.UnknownOfRank(known) : null);
                return;
            }
        }

        if (axes is null or { Count: 0 })
        {
            if (call.Node.Int("noop_with_empty_axes", 0) != 0)
            {
                call.Output(0, call.Element(0), shape, call.Peek(0));
                return;
            }

            axes = [.. Enumerable.Range(0, shape.Rank)];
        }

        if (call.Axes(axes, shape.Rank) is not { } along)
            return;
        var result = Without(shape, along, keep);
        SmallTensor? content = null;
        if (fold is not null && call.Peek(0) is { } source && result.IsStatic)
            content = Fold.Reduce(source, Flags(along, shape.Rank), fold)?.Reshaped(result.ToArray());
        call.Output(0, call.Element(0), result, content);
    }

    private static void ArgExtreme(OperatorCall call)
    {
        TensorShape? result = null;
        if (call.ShapeOfRankAtLeast(0, 1) is { } shape && call.Axis(call.Node.Int("axis", 0), shape.Rank) is { } axis)
            result = Without(shape, [axis], call.Node.Int("keepdims", 1) != 0);
        call.Output(0, ElementType.Int64, result);
    }

    private static TensorShape Without(TensorShape shape, int[] axes, bool keep)
    {
        var reduced = Flags(axes, shape.Rank);
        return keep
            ? new TensorShape([.. shape.Dimensions.Select((d, i) => reduced[i] ? Dimension.Of(1) : d)])
            : new TensorShape([.. shape.Dimensions.Where((_, i) => !reduced[i])]);
    }

    private static bool[] Flags(int[] axes, int rank)
    {
        var flags = new bool[rank];
        foreach (var axis in axes)
            flags[axis] = true;
        return flags;
    }

    private static Scalar Sum(IReadOnlyList<Scalar> items) => Accumulate(items, 0, (a, b) => a + b, (a, b) => a + b);

    private static Scalar Product(IReadOnlyList<Scalar> items) => items is [{ } only] ? only : Accumulate(items, 1, (a, b) => a * b, (a, b) => a * b);

    private static Scalar Accumulate(IReadOnlyList<Scalar> items, long start, Func<Int128, long, Int128> integer, Func<double, double, double> real)
    {
        if (items.All(i => i.Integer is not null))
        {
            Int128 total = start;
            foreach (var item in items)
            {
                total = integer(total, item.Integer!.Value);
                if (total < long.MinValue || total > long.MaxValue)
                    return Scalar.Unknown;
            }

            return Scalar.OfWide(total);
        }

        return items.All(i => i.IsKnown) ? Scalar.OfReal(items.Aggregate((double)start, (total, i) => real(total, i.Real!.Value))) : Scalar.Unknown;
    }

    private static Scalar Extreme(IReadOnlyList<Scalar> items, bool smallest)
    {
        if (items.Count == 0 || items.Any(i => !i.IsKnown))
            return Scalar.Unknown;
        if (items.All(i => i.Integer is not null))
            return Scalar.Of(smallest ? items.Min(i => i.Integer!.Value) : items.Max(i => i.Integer!.Value));
        return Scalar.OfReal(smallest ? items.Min(i => i.Real!.Value) : items.Max(i => i.Real!.Value));
    }
}
