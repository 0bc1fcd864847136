using Runproof.Circuits.Operators;
using Runproof.Compiler.Models.Graph;

namespace Runproof.Compiler.Models.Operators;

/// <summary>A tensor with a constant around it.</summary>
internal static class PadOperator
{
    /// <summary>The operator's rule.</summary>
    public static LoweringRule Rule { get; } = new("Pad", Lower);

    private static string? Lower(OperatorCall call)
    {
        if (call.Node.String("mode", "constant") is not "constant" and var mode)
            return $"it pads in the mode '{mode}', and circuits pad with a constant";
        if (call.Has(3))
            return "it names the axes that it pads";
        bool attributes = call.Opset < 11;
        long[]? pads = attributes ? call.Node.Ints("pads") is { } given ? [.. given] : null : call.Integers(1);
        int rank = call.Shape.Rank;
        if (pads is null || pads.Length != 2 * rank)
            return "its widths are not constant";
        if (pads.Any(width => width is < 0 or > 1 << 24))
            return "it cuts values away";
        double constant = attributes ? call.Node.Float("value", 0) : 0;
        if (!attributes && call.Has(2))
        {
            if (call.Constant(2) is not { Count: 1, Values: [var value] })
                return "its constant is not known before the model runs";
            constant = value;
        }

        if (!double.IsFinite(constant))
            return "it pads with what is not a number";
        if (pads.All(width => width == 0))
            return call.DefineAs(call.Source(0));
        Pad map = new([.. pads[..rank].Select(width => (int)width)], [.. pads[rank..].Select(width => (int)width)], 0);
        return call.Define(new MoveLayer(new LayerValue(call.Name, call.Shape), [call.Source(0)], number => map with { Value = number }, constant));
    }
}
