using Runproof.Models.Onnx.Graph;
using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Shapes.Operators;

/// <summary>Scaled dot-product attention: (batch, heads, sequence, size), or (batch, sequence, heads * size) with the heads as attributes.</summary>
internal static class Attention
{
    internal static IEnumerable<OperatorRule> Rules => [new("Attention", Infer, 3)];

    /// <summary>Batch, query heads, queries, keys with past ones, size of a query, size of a value; null where they do not follow from the shapes.</summary>
    internal static Dimension[]? Sizes(OnnxNode node, Func<string, TensorShape?> shapes)
    {
        TensorShape? Shape(int input) => node.Input(input) is { } name ? shapes(name) : null;
        if (Heads(Shape(0), node.Int("q_num_heads", 0)) is not { } q || Heads(Shape(1), node.Int("kv_num_heads", 0)) is not { } k || Heads(Shape(2), node.Int("kv_num_heads", 0)) is not { } v)
            return null;
        var past = node.Input(4) is null ? Dimension.Of(0) : Shape(4) is { Rank: 4 } cache ? cache[2] : Dimension.Unknown;
        return [q[0], q[1], q[2], ShapeArithmetic.Add(past, k[2]), q[3], v[3]];
    }

    private static void Infer(OperatorCall call)
    {
        var element = call.Element(0);
        for (var i = 0; i < 4; i++)
            call.Output(i, element, null);
        string[] attributes = ["q_num_heads", "kv_num_heads", "kv_num_heads"];
        for (var i = 0; i < 3; i++)
        {
            if (call.Shape(i) is { } shape && Heads(shape, call.Node.Int(attributes[i], 0)) is null)
                call.BadNode($"{call.Describe(i)} needs 4 dimensions, or 3 of which the last one is divided by the attribute '{attributes[i]}'");
        }

        if (Sizes(call.Node, name => call.Graph.Find(name).Type.Shape) is not [var batch, var heads, var queries, var total, var size, var valueSize])
            return;
        var kv = call.Node.Int("kv_num_heads", 0);
        var (k, v) = (Heads(call.Shape(1), kv)!, Heads(call.Shape(2), kv)!);
        batch = call.Same(call.Same(batch, k[0], "the batch"), v[0], "the batch");
        call.Same(size, k[3], "the size of a head");
        call.Same(k[2], v[2], "the number of keys");
        var three = call.Shape(0) is { Rank: 3 };
        call.Output(0, element, three ? ShapeArithmetic.Of(batch, queries, ShapeArithmetic.Multiply(heads, valueSize)) : ShapeArithmetic.Of(batch, heads, queries, valueSize));
        call.Output(1, call.Element(1), ShapeArithmetic.Of(batch, k[1], total, k[3]));
        call.Output(2, call.Element(2), ShapeArithmetic.Of(batch, v[1], total, v[3]));
        call.Output(3, element, ShapeArithmetic.Of(batch, heads, queries, total));
    }

    /// <summary>A shape as (batch, heads, sequence, size); null where it cannot be read so.</summary>
    private static TensorShape? Heads(TensorShape? shape, long heads)
    {
        if (shape is null or { Rank: 4 })
            return shape;
        if (shape.Rank != 3 || heads is < 1 or long.MaxValue || (shape[2].IsKnown && shape[2].Value % heads != 0))
            return null;
        return ShapeArithmetic.Of(shape[0], Dimension.Of(heads), shape[1], shape[2].IsKnown ? Dimension.Of(shape[2].Value / heads) : Dimension.Unknown);
    }
}
