namespace Runproof.Compiler.Models.Operators;

/// <summary>1 / (1 + e^−x).</summary>
internal static class SigmoidOperator
{
    /// <summary>The operator's rule.</summary>
    public static LoweringRule Rule { get; } = new("Sigmoid", call => call.DefineActivation(new(x => 1 / (1 + Math.Exp(-x)), 0, 1, IsClamp: false, IsMonotone: true)));
}
