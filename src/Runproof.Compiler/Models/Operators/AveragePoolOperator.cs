using Runproof.Circuits.Operators;
using Runproof.Compiler.Models.Graph;

namespace Runproof.Compiler.Models.Operators;

/// <summary>The mean of every window over one or two dimensions, where every window divides by the same number.</summary>
internal static class AveragePoolOperator
{
    /// <summary>The operator's rule.</summary>
    public static LoweringRule Rule { get; } = new("AveragePool", Lower);

    private static string? Lower(OperatorCall call)
    {
        if (WindowAttributes.Planes(call) is not { } source)
            return "it slides over other than one or two dimensions";
        if (WindowAttributes.Read(call, source.Shape, [], out string problem) is not { } window)
            return problem;
        bool padded = window.PadTop + window.PadBottom + window.PadLeft + window.PadRight != 0;
        if (padded && call.Node.Int("count_include_pad", 0) == 0)
            return "windows at the border divide by another number than those inside";
        if (padded && call.Node.Int("ceil_mode", 0) != 0)
            return "windows that reach over the padding divide by another number than those inside";
        return Average(call, source, window);
    }

    /// <summary>The mean over a window that always divides by its size.</summary>
    public static string? Average(OperatorCall call, LayerValue source, Window window)
    {
        if (WindowAttributes.PadFirst(call, source, window) is not { } padded)
            return "its padded input has too many values";
        var map = new WindowSum(padded.Window);
        var term = new AffineTerm(padded.Source, _ => map, null, RealValues.Of(1.0 / window.PlaceCount));
        if (term.Shape(out string problem) is not { } shape)
            return problem;
        if (!shape.Equals(WindowAttributes.Planes(call.Shape)))
            return $"its result has the shape {call.Shape} where the circuit's has {shape}";
        return WindowAttributes.Finish(call, call.Add(new AffineLayer(call.Between(shape), [term], RealValues.Zero)));
    }
}
