namespace Runproof.Compiler.Models.Operators;

/// <summary>The sum of two tensors, or of one and a constant.</summary>
internal static class AddOperator
{
    /// <summary>The operator's rule.</summary>
    public static LoweringRule Rule { get; } = new("Add", call => ElementwiseSum.Lower(call, second: 1));
}
