namespace Runproof.Compiler.Models.Operators;

/// <summary>A tensor divided by a constant.</summary>
internal static class DivOperator
{
    /// <summary>The operator's rule.</summary>
    public static LoweringRule Rule { get; } = new("Div", Lower);

    private static string? Lower(OperatorCall call)
    {
        if (!call.Has(1) || !call.IsConstant(1))
            return "its divisor depends on the input";
        if (call.Constant(1) is not { } divisor)
            return "its constant comes from operators that are not folded";
        return divisor.Values.Contains(0)
            ? "it divides by zero"
            : ElementwiseSum.Scale(call, 0, divisor.Select(value => 1 / value));
    }
}
