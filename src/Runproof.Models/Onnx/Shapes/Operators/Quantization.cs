using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Shapes.Operators;

/// <summary>Conversions between reals and scaled integers.</summary>
internal static class Quantization
{
    internal static IEnumerable<OperatorRule> Rules =>
    [
        new("QuantizeLinear", Quantize, 2),
        new("DequantizeLinear", Dequantize, 2),
        new("DynamicQuantizeLinear", Dynamic),
    ];

    private static void Quantize(OperatorCall call)
    {
        RequireScale(call);
        var stated = call.Node.Int("output_dtype", 0) != 0 ? call.ElementAttribute("output_dtype", ElementType.UInt8) : ElementType.UInt8;
        call.Output(0, call.Has(2) ? call.Element(2) : stated, call.Shape(0));
    }

    private static void Dequantize(OperatorCall call)
    {
        RequireScale(call);
        var stated = call.Node.Int("output_dtype", 0) != 0 ? call.ElementAttribute("output_dtype", ElementType.Float) : ElementType.Undefined;
        var scale = call.Element(1) == ElementType.Undefined ? ElementType.Float : call.Element(1);
        call.Output(0, stated != ElementType.Undefined ? stated : scale, call.Shape(0));
    }

    private static void Dynamic(OperatorCall call)
    {
        call.Output(0, ElementType.UInt8, call.Shape(0));
        call.Output(1, ElementType.Float, TensorShape.Scalar);
        call.Output(2, ElementType.UInt8, TensorShape.Scalar);
    }

    /// <summary>A scale for each slice along an axis has as many elements as the axis.</summary>
    private static void RequireScale(OperatorCall call)
    {
        if (call.Shape(0) is not { Rank: > 1 } x || call.Shape(1) is not { Rank: 1 } scale || scale[0] is { IsKnown: true, Value: 1 })
            return;
        if (call.Axis(call.Node.Int("axis", 1), x.Rank) is { } axis && ShapeArithmetic.Contradict(x[axis], scale[0]))
            call.Mismatch($"scale {call.Describe(1)} does not have one element for each of dimension {axis} of {call.Describe(0)}");
    }
}
