using Runproof.Models.Onnx.Shapes.Folding;
using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Shapes.Operators;

/// <summary>Operators of one tensor whose result has its type and shape.</summary>
internal static class Elementwise
{
    private static readonly string[] Plain =
    [
        "Acos", "Acosh", "Asin", "Asinh", "Atan", "Atanh", "BitwiseNot", "Celu", "Clip", "Cos", "Cosh", "Elu", "Erf", "Exp", "Gelu",
        "HardSigmoid", "HardSwish", "LeakyRelu", "Log", "Mish", "ParametricSoftplus", "PRelu", "Round", "ScaledTanh", "Selu", "Shrink",
        "Sigmoid", "Sin", "Sinh", "Softplus", "Softsign", "Swish", "Tan", "Tanh", "ThresholdedRelu", "Affine", "ImageScaler", "RotaryEmbedding",
        "TensorScatter",
    ];

    private static readonly string[] AlongAxis = ["CumProd", "CumSum", "Hardmax", "LogSoftmax", "LpNormalization", "Softmax"];

    internal static IEnumerable<OperatorRule> Rules =>
    [
        .. Plain.Select(op => new OperatorRule(op, Same)),
        .. AlongAxis.Select(op => new OperatorRule(op, SameAlongAxis)),
        new("Identity", call => call.Output(0, call.Facts(0) with { Content = call.Peek(0), Initializer = null })),
        new("Abs", call => Folded(call, x => Math.Abs(x), x => x < 0 ? -(Int128)x : x)),
        new("Neg", call => Folded(call, x => -x, x => -(Int128)x)),
        new("Relu", call => Folded(call, x => x < 0 ? 0 : x, x => Math.Max(x, 0))),
        new("Sign", call => Folded(call, x => double.IsNaN(x) ? x : Math.Sign(x), x => Math.Sign(x))),
        new("Floor", call => Folded(call, Math.Floor, x => x)),
        new("Ceil", call => Folded(call, Math.Ceiling, x => x)),
        new("Sqrt", call => Folded(call, Math.Sqrt, null)),
        new("Reciprocal", call => Folded(call, x => 1 / x, null)),
        new("Not", call => Folded(call, null, x => x == 0 ? 1 : 0)),
        new("IsNaN", call => call.Output(0, ElementType.Bool, call.Shape(0))),
        new("IsInf", call => call.Output(0, ElementType.Bool, call.Shape(0))),
    ];

    internal static void Same(OperatorCall call) => call.Output(0, call.Element(0), call.Shape(0));

    private static void SameAlongAxis(OperatorCall call)
    {
        if (call.Shape(0) is { Rank: > 0 } shape && call.Node.Int("axis") is { } axis && axis != shape.Rank)
            call.Axis(axis, shape.Rank);
        Same(call);
    }

    private static void Folded(OperatorCall call, Func<double, double>? real, Func<long, Int128>? integer)
    {
        var content = call.Peek(0) is { } source
            ? Fold.Map(source, source.Element, x => Apply(x, real, integer))
            : null;
        call.Output(0, call.Element(0), call.Shape(0), content);
    }

    private static Scalar Apply(Scalar x, Func<double, double>? real, Func<long, Int128>? integer)
    {
        if (!x.IsKnown)
            return Scalar.Unknown;
        if (x.Integer is { } number)
            return integer is null ? Scalar.Unknown : Scalar.OfWide(integer(number));
        return real is null ? Scalar.Unknown : Scalar.OfReal(real(x.Real!.Value));
    }
}
