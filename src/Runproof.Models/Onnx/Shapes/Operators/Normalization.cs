using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Shapes.Operators;

/// <summary>Normalisations, and dropout, which keep their input's shape and may return statistics beside it.</summary>
internal static class Normalization
{
    internal static IEnumerable<OperatorRule> Rules =>
    [
        new("BatchNormalization", Batch, 5),
        new("InstanceNormalization", call => PerChannel(call, 1, 2), 3),
        new("GroupNormalization", Elementwise.Same, 3),
        new("LayerNormalization", Layer, 2),
        new("RMSNormalization", Layer, 2),
        new("LRN", Elementwise.Same),
        new("MeanVarianceNormalization", Elementwise.Same),
        new("Dropout", Dropout),
    ];

    private static void Batch(OperatorCall call)
    {
        PerChannel(call, 1, 2, 3, 4);
        for (var i = 1; i < 5; i++)
            call.Output(i, call.Element(Math.Min(i + 2, 4)), call.Shape(Math.Min(i + 2, 4)));
    }

    private static void PerChannel(OperatorCall call, params ReadOnlySpan<int> parameters)
    {
        Elementwise.Same(call);
        if (call.ShapeOfRankAtLeast(0, 1) is not { Rank: > 1 } x)
            return;
        foreach (var input in parameters)
        {
            if (call.Shape(input) is { Rank: 1 } parameter && ShapeArithmetic.Contradict(parameter[0], x[1]))
                call.Mismatch($"{call.Describe(input)} does not have one element for each of the {x[1]} channels of {call.Describe(0)}");
        }
    }

    private static void Layer(OperatorCall call)
    {
        Elementwise.Same(call);
        var statistics = call.ElementAttribute("stash_type", ElementType.Float);
        TensorShape? reduced = null;
        if (call.Shape(0) is { } x && call.Axis(call.Node.Int("axis", -1), x.Rank) is { } axis)
        {
            reduced = new TensorShape([.. x.Dimensions.Select((d, i) => i >= axis ? Dimension.Of(1) : d)]);
            if (call.Shape(1) is { } scale && (!ShapeArithmetic.TryBroadcast(x, scale, out var wider) || wider!.Rank != x.Rank || wider.Dimensions.Zip(x.Dimensions, ShapeArithmetic.Contradict).Any(c => c)))
                call.Mismatch($"scale {call.Describe(1)} cannot be broadcast to {call.Describe(0)}");
        }

        call.Output(1, statistics, reduced);
        call.Output(2, statistics, reduced);
    }

    /// <summary>The mask is boolean since opset 10.</summary>
    private static void Dropout(OperatorCall call)
    {
        call.Output(0, call.Element(0), call.Shape(0));
        call.Output(1, call.Opset >= 10 ? ElementType.Bool : call.Element(0), call.Shape(0));
    }
}
