namespace Runproof.Compiler.Models.Operators;

/// <summary>The same value under another name.</summary>
internal static class IdentityOperator
{
    /// <summary>The operator's rule.</summary>
    public static LoweringRule Rule { get; } = new("Identity", call => call.DefineReshape());
}
