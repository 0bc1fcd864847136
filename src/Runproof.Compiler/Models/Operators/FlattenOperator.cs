namespace Runproof.Compiler.Models.Operators;

/// <summary>The same values as a matrix.</summary>
internal static class FlattenOperator
{
    /// <summary>The operator's rule.</summary>
    public static LoweringRule Rule { get; } = new("Flatten", call => call.DefineReshape());
}
