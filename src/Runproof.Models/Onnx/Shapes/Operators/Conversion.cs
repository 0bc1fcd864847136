using Runproof.Models.Onnx.Shapes.Folding;
using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Shapes.Operators;

/// <summary>Operators that change the element type and keep the shape.</summary>
internal static class Conversion
{
    internal static IEnumerable<OperatorRule> Rules =>
    [
        new("Cast", call => To(call, Target(call))),
        new("CastLike", call => To(call, call.Element(1)), 2),
        new("BitCast", call => call.Output(0, Target(call), call.Shape(0))),
        new("Bernoulli", call => call.Output(0, call.ElementAttribute("dtype", call.Element(0)), call.Shape(0))),
    ];

    /// <summary>Opset 1 to 5 name the type by a string.</summary>
    private static ElementType Target(OperatorCall call)
    {
        if (call.Node.Int("to") is not null)
            return call.ElementAttribute("to", ElementType.Undefined);
        return Enum.TryParse<ElementType>(call.Node.String("to", ""), ignoreCase: true, out var type) && Enum.IsDefined(type) ? type : ElementType.Undefined;
    }

    private static void To(OperatorCall call, ElementType type)
    {
        var content = call.Peek(0) is { } source ? Fold.Map(source, type, x => x) : null;
        call.Output(0, type, call.Shape(0), content);
    }
}
