using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Shapes.Operators;

/// <summary>Operators whose result holds those elements that a condition, an order or a threshold selects.</summary>
internal static class Selection
{
    internal static IEnumerable<OperatorRule> Rules =>
    [
        new("TopK", TopK),
        new("NonZero", NonZero),
        new("Compress", Compress, 2),
        new("Unique", Unique),
        new("NonMaxSuppression", NonMaxSuppression, 2),
    ];

    private static void TopK(OperatorCall call)
    {
        TensorShape? result = null;
        var count = call.Opset < 10 ? call.Node.Int("k") : call.Integer(1);
        if (call.ShapeOfRankAtLeast(0, 1) is { } x && call.Axis(call.Node.Int("axis", -1), x.Rank) is { } axis)
        {
            if (count is null && call.Opset < 10)
                call.BadNode("attribute 'k' is missing");
            if (count is { } k && x[axis].IsKnown && k > x[axis].Value)
                call.Mismatch($"the top {k} of dimension {axis} are asked for, and {call.Describe(0)} has fewer");
            result = x.With(axis, count is { } known ? call.Size(known) : Dimension.Unknown);
        }

        call.Output(0, call.Element(0), result);
        call.Output(1, ElementType.Int64, result);
    }

    private static void NonZero(OperatorCall call)
    {
        var content = call.Content(0);
        var count = content is { IsKnown: true } ? Dimension.Of(content.Items.Count(i => i.Real != 0)) : Dimension.Unknown;
        var rank = call.Shape(0) is { } shape ? Dimension.Of(shape.Rank) : Dimension.Unknown;
        call.Output(0, ElementType.Int64, ShapeArithmetic.Of(rank, count));
    }

    private static void Compress(OperatorCall call)
    {
        var condition = call.Content(1);
        call.Because($"depends on how many elements of {call.Describe(1)} are true");
        call.Output(0, call.Element(0), null);
        if (call.Shape(0) is not { } shape)
            return;
        int? axis = null;
        if (call.Node.Int("axis") is { } given && (axis = call.Axis(given, shape.Rank)) is null)
            return;
        // Elements beyond the input's end select nothing.
        var limit = axis is { } along ? shape[along] : ShapeArithmetic.Product(shape.Dimensions);
        var selected = condition is { IsKnown: true } && limit.IsKnown
            ? Dimension.Of(condition.Items.Take((int)Math.Min(limit.Value, int.MaxValue)).Count(i => i.Integer == 1))
            : Dimension.Unknown;
        call.Output(0, call.Element(0), axis is { } at ? shape.With(at, selected) : ShapeArithmetic.Of(selected));
    }

    private static void Unique(OperatorCall call)
    {
        call.Because($"depends on how many values of {call.Describe(0)} differ");
        TensorShape? values = ShapeArithmetic.UnknownOfRank(1);
        var inverse = ShapeArithmetic.UnknownOfRank(1);
        if (call.Shape(0) is { } x)
        {
            if (call.Node.Int("axis") is not { } given)
            {
                inverse = ShapeArithmetic.Of(ShapeArithmetic.Product(x.Dimensions));
            }
            else
            {
                if (call.Axis(given, x.Rank) is not { } axis)
                    return;
                values = x.With(axis, Dimension.Unknown);
                inverse = ShapeArithmetic.Of(x[axis]);
            }
        }
        else if (call.Node.Int("axis") is not null)
        {
            values = null;
        }

        call.Output(0, call.Element(0), values);
        call.Output(1, ElementType.Int64, ShapeArithmetic.UnknownOfRank(1));
        call.Output(2, ElementType.Int64, inverse);
        call.Output(3, ElementType.Int64, ShapeArithmetic.UnknownOfRank(1));
    }

    private static void NonMaxSuppression(OperatorCall call)
    {
        call.ShapeOfRank(0, 3);
        call.ShapeOfRank(1, 3);
        call.Because($"depends on how many boxes of {call.Describe(0)} are selected");
        call.Output(0, ElementType.Int64, ShapeArithmetic.Of(Dimension.Unknown, Dimension.Of(3)));
    }
}
