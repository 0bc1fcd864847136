using Runproof.Models.Onnx.Shapes.Folding;
using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Shapes.Operators;

/// <summary>Resize and its predecessor Upsample: sizes are stated, or follow from scales in single precision.</summary>
internal static class Resizing
{
    internal static IEnumerable<OperatorRule> Rules =>
    [
        new("Resize", Resize),
        new("Upsample", Upsample),
    ];

    private static void Upsample(OperatorCall call)
    {
        if (call.Shape(0) is not { } x)
            return;
        double?[]? scales;
        if (call.Opset >= 9)
            scales = call.Content(1)?.Items.Select(i => i.Real).ToArray();
        else if (call.Node.Attributes.TryGetValue("scales", out var attribute) && !attribute.Floats.IsDefault)
            scales = [.. attribute.Floats.Select(f => (double?)f)];
        else
            scales = x.Rank == 4 ? [1, 1, call.Node.Float("height_scale", 1), call.Node.Float("width_scale", 1)] : null;
        Scale(call, x, [.. Enumerable.Range(0, x.Rank)], scales, null);
    }

    private static void Resize(OperatorCall call)
    {
        if (call.Shape(0) is not { } x)
            return;
        call.Output(0, call.Element(0), ShapeArithmetic.UnknownOfRank(x.Rank));
        int[]? axes = [.. Enumerable.Range(0, x.Rank)];
        if (call.Node.Ints("axes") is { } given && (axes = call.Axes([.. given], x.Rank)) is null)
            return;
        var scaleInput = call.Opset < 11 ? 1 : 2;
        if (call.Opset >= 11 && call.Has(3))
        {
            Sizes(call, x, axes, call.Content(3));
            return;
        }

        double?[]? region = null;
        if (call.Node.String("coordinate_transformation_mode", "half_pixel") == "tf_crop_and_resize")
        {
            if (call.Content(1) is not { } roi || roi.Items.Length != 2 * axes.Length)
                return;
            region = [.. axes.Select((_, i) => roi.Items[i + axes.Length].Real - roi.Items[i].Real)];
        }

        Scale(call, x, axes, call.Content(scaleInput)?.Items.Select(i => i.Real).ToArray(), region);
    }

    private static void Scale(OperatorCall call, TensorShape x, int[] axes, double?[]? scales, double?[]? region)
    {
        if (scales is null)
        {
            call.Output(0, call.Element(0), ShapeArithmetic.UnknownOfRank(x.Rank));
            return;
        }

        if (scales.Length != axes.Length)
        {
            call.Mismatch($"{scales.Length} scales do not suit {axes.Length} axes of {call.Describe(0)}");
            return;
        }

        var result = x;
        for (var i = 0; i < axes.Length; i++)
        {
            var factor = region is null ? 1 : region[i];
            if (scales[i] is not (null or > 0))
            {
                call.BadNode("a scale is not positive");
                return;
            }

            var size = x[axes[i]];
            var scaled = scales[i] is 1 && region is null ? size
                : size.IsKnown && scales[i] is { } scale && factor is { } part ? Floor(call, (float)size.Value * (float)part * (float)scale)
                : Dimension.Unknown;
            result = result.With(axes[i], scaled);
        }

        call.Output(0, call.Element(0), result);
    }

    private static Dimension Floor(OperatorCall call, float value) =>
        call.Size(!float.IsFinite(value) || value > 9e18f ? long.MaxValue : value < -9e18f ? -1 : (Int128)Math.Floor(value));

    private static void Sizes(OperatorCall call, TensorShape x, int[] axes, SmallTensor? sizes)
    {
        if (sizes is null)
        {
            call.Output(0, call.Element(0), axes.Aggregate(x, (shape, axis) => shape.With(axis, Dimension.Unknown)));
            return;
        }

        if (sizes.Items.Length != axes.Length)
        {
            call.Mismatch($"{sizes.Items.Length} sizes do not suit {axes.Length} axes of {call.Describe(0)}");
            return;
        }

        var policy = call.Node.String("keep_aspect_ratio_policy", "stretch");
        var ratios = axes.Select((axis, i) => x[axis] is { IsKnown: true, Value: > 0 } size && sizes.Items[i].Integer is { } to ? (float)to / size.Value : (float?)null).ToArray();
        if (policy == "stretch" || ratios.Length == 0)
        {
            call.Output(0, call.Element(0), axes.Select((axis, i) => (axis, i)).Aggregate(x, (shape, a) =>
                shape.With(a.axis, sizes.Items[a.i].Integer is { } size ? call.Size(size) : sizes.Items[a.i].AsDimension())));
        }
        else if (ratios.All(r => r is not null))
        {
            var ratio = policy == "not_larger" ? ratios.Min() : ratios.Max();
            call.Output(0, call.Element(0), axes.Aggregate(x, (shape, axis) => shape.With(axis, Floor(call, ratio!.Value * x[axis].Value + 0.5f))));
        }
    }
}
