namespace Runproof.Compiler.Models.Operators;

/// <summary>The difference of two tensors, or of one and a constant.</summary>
internal static class SubOperator
{
    /// <summary>The operator's rule.</summary>
    public static LoweringRule Rule { get; } = new("Sub", call => ElementwiseSum.Lower(call, second: -1));
}
