namespace Runproof.Compiler.Models.Operators;

/// <summary>The hyperbolic tangent.</summary>
internal static class TanhOperator
{
    /// <summary>The operator's rule.</summary>
    public static LoweringRule Rule { get; } = new("Tanh", call => call.DefineActivation(new(Math.Tanh, -1, 1, IsClamp: false, IsMonotone: true)));
}
