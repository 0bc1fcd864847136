namespace Runproof.Compiler.Models.Operators;

/// <summary>The same values with further dimensions of length one.</summary>
internal static class UnsqueezeOperator
{
    /// <summary>The operator's rule.</summary>
    public static LoweringRule Rule { get; } = new("Unsqueeze", call => call.DefineReshape());
}
