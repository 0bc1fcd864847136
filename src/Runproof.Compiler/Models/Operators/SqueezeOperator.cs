namespace Runproof.Compiler.Models.Operators;

/// <summary>The same values without dimensions of length one.</summary>
internal static class SqueezeOperator
{
    /// <summary>The operator's rule.</summary>
    public static LoweringRule Rule { get; } = new("Squeeze", call => call.DefineReshape());
}
