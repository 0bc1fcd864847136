using Runproof.Compiler.Models.Graph;

namespace Runproof.Compiler.Models.Operators;

/// <summary>max(x, 0).</summary>
internal static class ReluOperator
{
    /// <summary>The operator's rule.</summary>
    public static LoweringRule Rule { get; } = new("Relu", call => call.DefineActivation(Activation.Clamp(0, double.PositiveInfinity)));
}
