namespace Runproof.Compiler.Models.Operators;

/// <summary>The product of a tensor and a constant.</summary>
internal static class MulOperator
{
    /// <summary>The operator's rule.</summary>
    public static LoweringRule Rule { get; } = new("Mul", Lower);

    private static string? Lower(OperatorCall call)
    {
        if (!call.Has(1) || (!call.IsConstant(0) && !call.IsConstant(1)))
            return "both factors depend on the input";
        int source = call.IsConstant(0) ? 1 : 0;
        return call.Constant(1 - source) is { } factors
            ? ElementwiseSum.Scale(call, source, factors)
            : "its constant comes from operators that are not folded";
    }
}
