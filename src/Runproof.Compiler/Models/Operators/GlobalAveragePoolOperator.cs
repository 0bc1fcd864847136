using Runproof.Circuits.Operators;

namespace Runproof.Compiler.Models.Operators;

/// <summary>The mean of every channel.</summary>
internal static class GlobalAveragePoolOperator
{
    /// <summary>The operator's rule.</summary>
    public static LoweringRule Rule { get; } = new("GlobalAveragePool", Lower);

    private static string? Lower(OperatorCall call)
    {
        if (WindowAttributes.Planes(call) is not { } source)
            return "it averages over other than one or two dimensions";
        return source.Shape[2] > Window.MaxExtent || source.Shape[3] > Window.MaxExtent
            ? "its window is larger than circuits allow"
            : AveragePoolOperator.Average(call, source, new Window(source.Shape[2], source.Shape[3]));
    }
}
