using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Shapes.Operators;

/// <summary>Operators that summarise windows, regions or whole planes of (N, C, spatial...).</summary>
internal static class Pooling
{
    internal static IEnumerable<OperatorRule> Rules =>
    [
        new("MaxPool", Windowed),
        new("AveragePool", Windowed),
        new("LpPool", Windowed),
        new("GlobalAveragePool", Global),
        new("GlobalMaxPool", Global),
        new("GlobalLpPool", Global),
        new("MaxUnpool", Unpool, 2),
        new("MaxRoiPool", MaxRoiPool, 2),
        new("RoiAlign", RoiAlign, 3),
    ];

    private static void Windowed(OperatorCall call)
    {
        TensorShape? result = null;
        if (call.ShapeOfRankAtLeast(0, 3) is { } x && Window.Read(call, x.Rank - 2) is { } window)
        {
            var ceiling = call.Node.Int("ceil_mode", 0) != 0;
            result = new TensorShape([x[0], x[1], .. Enumerable.Range(0, x.Rank - 2).Select(i => window.Positions(i, x[i + 2], ceiling))]);
        }

        call.Output(0, call.Element(0), result);
        call.Output(1, ElementType.Int64, result);
    }

    private static void Global(OperatorCall call)
    {
        TensorShape? result = null;
        if (call.ShapeOfRankAtLeast(0, 2) is { } x)
            result = new TensorShape([x[0], x[1], .. Enumerable.Repeat(Dimension.Of(1), x.Rank - 2)]);
        call.Output(0, call.Element(0), result);
    }

    private static void Unpool(OperatorCall call)
    {
        var x = call.ShapeOfRankAtLeast(0, 3);
        TensorShape? result = null;
        if (call.Has(2))
        {
            var stated = call.Content(2);
            result = stated is not null ? new TensorShape([.. stated.Items.Select(i => i.AsDimension())])
                : x is null ? null : ShapeArithmetic.UnknownOfRank(x.Rank);
        }
        else if (x is not null && Window.Read(call, x.Rank - 2) is { } window)
        {
            result = new TensorShape([x[0], x[1], .. Enumerable.Range(0, x.Rank - 2).Select(i => window.Covered(i, x[i + 2], 0))]);
        }

        call.Output(0, call.Element(0), result);
    }

    private static void MaxRoiPool(OperatorCall call)
    {
        TensorShape? result = null;
        if (call.ShapeOfRank(0, 4) is { } x && call.ShapeOfRank(1, 2) is { } regions)
        {
            if (call.Node.Ints("pooled_shape") is [var height, var width])
                result = ShapeArithmetic.Of(regions[0], x[1], call.Size(height), call.Size(width));
            else
                call.BadNode("attribute 'pooled_shape' does not hold two numbers");
        }

        call.Output(0, call.Element(0), result);
    }

    private static void RoiAlign(OperatorCall call)
    {
        TensorShape? result = null;
        if (call.ShapeOfRank(0, 4) is { } x && call.ShapeOfRank(1, 2) is { } regions)
        {
            var count = call.Shape(2) is { Rank: 1 } batches ? call.Same(regions[0], batches[0], "the number of regions") : regions[0];
            result = ShapeArithmetic.Of(count, x[1], call.Size(call.Node.Int("output_height", 1)), call.Size(call.Node.Int("output_width", 1)));
        }

        call.Output(0, call.Element(0), result);
    }
}
