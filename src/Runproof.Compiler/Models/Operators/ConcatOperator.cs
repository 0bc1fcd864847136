using Runproof.Circuits.Operators;
using Runproof.Compiler.Models.Graph;

namespace Runproof.Compiler.Models.Operators;

/// <summary>Tensors one after the other along an axis.</summary>
internal static class ConcatOperator
{
    /// <summary>The operator's rule.</summary>
    public static LoweringRule Rule { get; } = new("Concat", Lower);

    private static string? Lower(OperatorCall call)
    {
        int count = call.Node.Inputs.Length;
        if (Enumerable.Range(0, count).Any(call.IsConstant))
            return "it joins a constant with what depends on the input";
        int axis = (int)call.Node.Int("axis", 1);
        if (axis < 0)
            axis += call.Shape.Rank;
        if (axis < 0 || axis >= call.Shape.Rank)
            return "its axis is none of the result's";
        if (count == 1)
            return call.DefineAs(call.Source(0));
        var map = new Concat(axis);
        return call.Define(new MoveLayer(new LayerValue(call.Name, call.Shape), [.. Enumerable.Range(0, count).Select(call.Source)], _ => map));
    }
}
