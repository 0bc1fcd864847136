using Runproof.Compiler.Models.Graph;

namespace Runproof.Compiler.Models.Operators;

/// <summary>x cut to a range, which attributes state before operator set 11 and constant inputs since.</summary>
internal static class ClipOperator
{
    /// <summary>The operator's rule.</summary>
    public static LoweringRule Rule { get; } = new("Clip", Lower);

    private static string? Lower(OperatorCall call)
    {
        double least = call.Node.Float("min", float.NegativeInfinity);
        double most = call.Node.Float("max", float.PositiveInfinity);
        if (call.Opset >= 11)
        {
            if ((call.Has(1) && call.Constant(1)?.Count != 1) || (call.Has(2) && call.Constant(2)?.Count != 1))
                return "its range is not constant";
            least = call.Constant(1)?.Values[0] ?? double.NegativeInfinity;
            most = call.Constant(2)?.Values[0] ?? double.PositiveInfinity;
        }

        return least <= most ? call.DefineActivation(Activation.Clamp(least, most)) : $"its range {least} to {most} is empty";
    }
}
