using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Shapes.Operators;

/// <summary>Scaled dot-product attention: (batch, heads, sequence, size), or (batch, sequence, heads * size) with the heads as attributes.</summary>
internal static class Attention
{
    internal static IEnumerable<OperatorRule> Rules => [new("Attention", Infer, 3)];

    private static void Infer(OperatorCall call)
    {
        var element = call.Element(0);
        for (var i = 0; i < 4; i++)
            call.Output(i, element, null);
        if (Heads(call, 0, "q_num_heads") is not { } q || Heads(call, 1, "kv_num_heads") is not { } k || Heads(call, 2, "kv_num_heads") is not { } v)
            return;
        var batch = call.Same(call.Same(q[0], k[0], "the batch"), v[0], "the batch");
        if (ShapeArithmetic.Contradict(q[3], k[3]))
            call.Mismatch($"{call.Describe(0)} and {call.Describe(1)} have heads of {q[3]} and {k[3]}");
        var keys = call.Same(k[2], v[2], "the number of keys");
        var past = call.Has(4) ? call.ShapeOfRank(4, 4)?[2] ?? Dimension.Unknown : Dimension.Of(0);
        var total = ShapeArithmetic.Add(past, keys);
        var three = call.Shape(0) is { Rank: 3 };
        call.Output(0, element, three ? ShapeArithmetic.Of(batch, q[2], ShapeArithmetic.Multiply(q[1], v[3])) : ShapeArithmetic.Of(batch, q[1], q[2], v[3]));
        call.Output(1, call.Element(1), ShapeArithmetic.Of(batch, k[1], total, k[3]));
        call.Output(2, call.Element(2), ShapeArithmetic.Of(batch, v[1], total, v[3]));
        call.Output(3, element, ShapeArithmetic.Of(batch, q[1], q[2], total));
    }

    /// <summary>An input as (batch, heads, sequence, size).</summary>
    private static TensorShape? Heads(OperatorCall call, int input, string attribute)
    {
        if (call.Shape(input) is not { } shape)
            return null;
        if (shape.Rank == 4)
            return shape;
        var heads = call.Node.Int(attribute, 0);
        if (shape.Rank != 3 || heads < 1 || heads == long.MaxValue)
        {
            call.BadNode($"{call.Describe(input)} needs 4 dimensions, or 3 and the attribute '{attribute}'");
            return null;
        }

        if (shape[2].IsKnown && shape[2].Value % heads != 0)
            call.Mismatch($"{heads} heads do not divide {call.Describe(input)}");
        return ShapeArithmetic.Of(shape[0], Dimension.Of(heads), shape[1], shape[2].IsKnown ? Dimension.Of(shape[2].Value / heads) : Dimension.Unknown);
    }
}
