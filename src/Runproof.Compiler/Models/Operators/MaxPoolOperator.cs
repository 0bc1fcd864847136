using Runproof.Circuits.Graph;
using Runproof.Compiler.Models.Graph;

namespace Runproof.Compiler.Models.Operators;

/// <summary>The largest value of every window over one or two dimensions.</summary>
internal static class MaxPoolOperator
{
    /// <summary>The operator's rule.</summary>
    public static LoweringRule Rule { get; } = new("MaxPool", Lower);

    private static string? Lower(OperatorCall call)
    {
        if (WindowAttributes.Planes(call) is not { } source)
            return "it slides over other than one or two dimensions";
        if (WindowAttributes.Read(call, source.Shape, [], out string problem) is not { } window)
            return problem;
        if (window.PlaceCount > CircuitLimits.PooledPlaces)
            return "its window has more places than circuits pool";
        if (window.Slide(source.Shape, source.Shape[1], out problem) is not { } shape)
            return problem;
        if (!shape.Equals(WindowAttributes.Planes(call.Shape)))
            return $"its result has the shape {call.Shape} where the circuit's has {shape}";
        return WindowAttributes.Finish(call, call.Add(new MaxPoolLayer(call.Between(shape), source, window)));
    }
}
