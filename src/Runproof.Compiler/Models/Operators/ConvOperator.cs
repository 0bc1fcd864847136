using Runproof.Circuits.Graph;
using Runproof.Circuits.Operators;
using Runproof.Compiler.Models.Graph;

namespace Runproof.Compiler.Models.Operators;

/// <summary>A convolution over one or two dimensions with constant weights.</summary>
internal static class ConvOperator
{
    /// <summary>The operator's rule.</summary>
    public static LoweringRule Rule { get; } = new("Conv", Lower);

    private static string? Lower(OperatorCall call)
    {
        if (call.IsConstant(0) || WindowAttributes.Planes(call) is not { } source)
            return "it slides over other than one or two dimensions";
        if (!call.IsConstant(1))
            return "its weights depend on the input";
        if (call.Constant(1) is not { } kernel)
            return "its weights come from operators that are not folded";
        if (kernel.Shape.Length != call.Shape.Rank)
            return "its weights have another number of dimensions than its input";
        RealTensor? bias = null;
        if (call.Has(2) && (bias = call.Constant(2)) is null)
            return "its bias is not constant";
        if (WindowAttributes.Read(call, source.Shape, kernel.Shape.AsSpan()[2..], out string problem) is not { } window)
            return problem;
        if (WindowAttributes.PadFirst(call, source, window) is not { } padded)
            return "its padded input has too many values";
        int groups = (int)Math.Clamp(call.Node.Int("group", 1), 0, int.MaxValue);
        if (kernel.Count > CircuitLimits.Weights)
            return "it has more weights than circuits allow";
        int rows = (int)kernel.Shape[0];
        var weights = new LayerParameters(rows, (int)(kernel.Count / Math.Max(rows, 1)), () => kernel.Values);
        var term = AffineTerm.Weighted(padded.Source, parameter => new Convolution(parameter, padded.Window, groups), weights);
        if (term.Shape(out problem) is not { } shape)
            return problem;
        if (!shape.Equals(WindowAttributes.Planes(call.Shape)))
            return $"its result has the shape {call.Shape} where the circuit's has {shape}";
        if (bias is not null && bias.Count != rows)
            return "its bias does not have one number for every channel";
        var offset = bias is null ? RealValues.Zero : new RealValues(1, [.. bias.Values]);
        return WindowAttributes.Finish(call, call.Add(new AffineLayer(call.Between(shape), [term], offset)));
    }
}
