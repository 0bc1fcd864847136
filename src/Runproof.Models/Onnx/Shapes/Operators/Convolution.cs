using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Shapes.Operators;

/// <summary>Convolutions: input (N, C, spatial...), weights (M, C/group, kernel...).</summary>
internal static class Convolution
{
    internal static IEnumerable<OperatorRule> Rules =>
    [
        new("Conv", call => Convolve(call, 1, 2, call.Element(0)), 2),
        new("DeformConv", call => Convolve(call, 1, 3, call.Element(0)), 3),
        new("ConvInteger", call => Convolve(call, 1, null, ElementType.Int32), 2),
        new("QLinearConv", call => Convolve(call, 3, 8, call.Element(7)), 8),
        new("ConvTranspose", Transposed, 2),
    ];

    private static void Convolve(OperatorCall call, int weightInput, int? biasInput, ElementType element)
    {
        call.Output(0, element, null);
        if (call.ShapeOfRankAtLeast(0, 3) is not { } x)
            return;
        if (call.Shape(weightInput) is not { } w)
        {
            call.Output(0, element, ShapeArithmetic.UnknownOfRank(x.Rank).With(0, x[0]));
            return;
        }

        if (w.Rank != x.Rank)
        {
            call.Mismatch($"input {call.Describe(0)} and weights {call.Describe(weightInput)} differ in rank");
            return;
        }

        var group = Group(call);
        if (x[1].IsKnown && w[1].IsKnown && (Int128)w[1].Value * group != x[1].Value)
            call.Mismatch($"input {call.Describe(0)} has {x[1]} channels, and weights {call.Describe(weightInput)} in {group} group(s) take {(Int128)w[1].Value * group}");
        if (w[0].IsKnown && w[0].Value % group != 0)
            call.Mismatch($"weights {call.Describe(weightInput)} have {w[0]} filters, which {group} groups do not divide");
        if (biasInput is { } bias)
            RequireBias(call, bias, w[0]);
        if (Window.Read(call, x.Rank - 2, w.Dimensions.AsSpan()[2..]) is not { } window)
            return;
        call.Output(0, element, new TensorShape([x[0], w[0], .. Enumerable.Range(0, x.Rank - 2).Select(i => window.Positions(i, x[i + 2]))]));
    }

    private static void Transposed(OperatorCall call)
    {
        call.Output(0, call.Element(0), null);
        if (call.ShapeOfRankAtLeast(0, 3) is not { } x)
            return;
        if (call.Shape(1) is not { } w)
        {
            call.Output(0, call.Element(0), ShapeArithmetic.UnknownOfRank(x.Rank).With(0, x[0]));
            return;
        }

        if (w.Rank != x.Rank)
        {
            call.Mismatch($"input {call.Describe(0)} and weights {call.Describe(1)} differ in rank");
            return;
        }

        if (ShapeArithmetic.Contradict(x[1], w[0]))
            call.Mismatch($"input {call.Describe(0)} has {x[1]} channels, and weights {call.Describe(1)} take {w[0]}");
        var spatial = x.Rank - 2;
        var channels = ShapeArithmetic.Multiply(w[1], Dimension.Of(Group(call)));
        RequireBias(call, 2, channels);
        if (Window.Read(call, spatial, w.Dimensions.AsSpan()[2..]) is not { } window)
            return;
        if (call.Node.Ints("output_shape") is { } stated)
        {
            // Some exporters state batch and channels too.
            var sizes = stated.Length == spatial + 2 ? stated.AsSpan()[2..] : stated.AsSpan();
            if (sizes.Length != spatial)
                call.BadNode($"attribute 'output_shape' has {stated.Length} numbers for {spatial} spatial dimensions");
            else
                call.Output(0, call.Element(0), new TensorShape([x[0], channels, .. sizes.ToArray().Select(s => call.Size(s))]));
            return;
        }

        var padding = call.Node.Ints("output_padding");
        if (padding is { } list && (list.Length != spatial || list.Any(p => p < 0)))
        {
            call.BadNode($"attribute 'output_padding' does not suit {spatial} spatial dimensions");
            return;
        }

        call.Output(0, call.Element(0), new TensorShape([x[0], channels, .. Enumerable.Range(0, spatial).Select(i => window.Covered(i, x[i + 2], padding?[i] ?? 0))]));
    }

    private static long Group(OperatorCall call)
    {
        var group = call.Node.Int("group", 1);
        if (group is >= 1 and < long.MaxValue)
            return group;
        call.BadNode($"attribute 'group' is {group}");
        return 1;
    }

    private static void RequireBias(OperatorCall call, int input, Dimension channels)
    {
        if (call.Has(input) && call.ShapeOfRank(input, 1) is { } bias && ShapeArithmetic.Contradict(bias[0], channels))
            call.Mismatch($"bias {call.Describe(input)} does not have one element for each of {channels} channels");
    }
}
