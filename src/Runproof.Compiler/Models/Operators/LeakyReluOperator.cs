namespace Runproof.Compiler.Models.Operators;

/// <summary>x where it is positive, else a fixed share of it.</summary>
internal static class LeakyReluOperator
{
    /// <summary>The operator's rule.</summary>
    public static LoweringRule Rule { get; } = new("LeakyRelu", Lower);

    private static string? Lower(OperatorCall call)
    {
        double slope = call.Node.Float("alpha", 0.01f);
        if (!double.IsFinite(slope))
            return "its slope is not a number";
        return call.DefineActivation(new(x => x < 0 ? slope * x : x, double.NegativeInfinity, double.PositiveInfinity, IsClamp: false, IsMonotone: slope >= 0));
    }
}
