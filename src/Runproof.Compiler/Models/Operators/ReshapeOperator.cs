namespace Runproof.Compiler.Models.Operators;

/// <summary>The same values under other dimensions.</summary>
internal static class ReshapeOperator
{
    /// <summary>The operator's rule.</summary>
    public static LoweringRule Rule { get; } = new("Reshape", call => call.DefineReshape());
}
