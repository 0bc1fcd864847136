using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Shapes.Operators;

/// <summary>Operators on images other than resizing.</summary>
internal static class Image
{
    internal static IEnumerable<OperatorRule> Rules =>
    [
        new("GridSample", GridSample, 2),
        new("AffineGrid", AffineGrid, 2),
        new("CenterCropPad", CenterCropPad, 2),
        new("Col2Im", Col2Im, 3),
        new("ImageDecoder", Decode),
    ];

    private static void GridSample(OperatorCall call)
    {
        var x = call.ShapeOfRankAtLeast(0, 3);
        var grid = call.ShapeOfRankAtLeast(1, 3);
        TensorShape? result = null;
        if (x is not null && grid is not null)
        {
            if (x.Rank != grid.Rank)
                call.Mismatch($"{call.Describe(0)} and {call.Describe(1)} differ in rank");
            else
                result = new TensorShape([call.Same(x[0], grid[0], "the batch"), x[1], .. grid.Dimensions.Skip(1).Take(grid.Rank - 2)]);
        }

        call.Output(0, call.Element(0), result);
    }

    private static void AffineGrid(OperatorCall call)
    {
        TensorShape? result = null;
        var length = call.Shape(1) is { Rank: 1 } list && list[0].IsKnown ? list[0].Value : (long?)null;
        if (length is 4 or 5)
        {
            var size = call.Content(1);
            result = size is null
                ? ShapeArithmetic.UnknownOfRank((int)length)
                : new TensorShape([size.Items[0].AsDimension(), .. size.Items.Skip(2).Select(i => i.AsDimension()), Dimension.Of(length.Value - 2)]);
        }

        call.Output(0, call.Element(0), result);
    }

    private static void CenterCropPad(OperatorCall call)
    {
        TensorShape? result = null;
        if (call.Shape(0) is { } x)
        {
            IReadOnlyList<long> axes = call.Node.Ints("axes") is { } given ? [.. given] : [.. Enumerable.Range(0, x.Rank).Select(i => (long)i)];
            if (call.Axes(axes, x.Rank) is { } along)
            {
                var target = call.Content(1);
                if (target is not null && target.Items.Length != along.Length)
                    call.Mismatch($"the target {call.Describe(1)} does not suit {along.Length} axes");
                else
                    result = along.Select((axis, i) => (axis, i)).Aggregate(x, (shape, a) => shape.With(a.axis, target?.Items[a.i].AsDimension() ?? Dimension.Unknown));
            }
        }

        call.Output(0, call.Element(0), result);
    }

    private static void Col2Im(OperatorCall call)
    {
        TensorShape? result = null;
        if (call.ShapeOfRank(0, 3) is { } x && call.Content(1) is { } image && call.Content(2) is { } block)
        {
            var elements = ShapeArithmetic.Product(block.Items.Select(i => i.AsDimension()));
            var channels = x[1].IsKnown && elements is { IsKnown: true, Value: > 0 } ? Dimension.Of(x[1].Value / elements.Value) : Dimension.Unknown;
            result = new TensorShape([x[0], channels, .. image.Items.Select(i => i.AsDimension())]);
        }

        call.Output(0, call.Element(0), result);
    }

    private static void Decode(OperatorCall call)
    {
        call.Content(0);
        var channels = call.Node.String("pixel_format", "RGB") == "Grayscale" ? 1 : 3;
        call.Output(0, ElementType.UInt8, ShapeArithmetic.Of(Dimension.Unknown, Dimension.Unknown, Dimension.Of(channels)));
    }
}
