using Runproof.Models.Onnx.Graph;
using Runproof.Models.Onnx.Shapes;
using Runproof.Models.Onnx.Shapes.Operators;
using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Analysis;

/// <summary>
/// Counts multiply-accumulate operations: one for each product that is added to a sum in a convolution, a matrix product, an einsum
/// of two operands, attention or a recurrent layer. Padding counts as if it were data. Biases, activations, pooling, normalisation and
/// every other operator count 0.
/// </summary>
public static class MultiplyAccumulates
{
    /// <summary>The count for one node; null where a shape is not known, the node has subgraphs or is of an unknown domain, or the count exceeds 63 bits.</summary>
    /// <param name="node">The node.</param>
    /// <param name="shapes">What inference found for the node's graph.</param>
    public static long? Of(OnnxNode node, ShapeTable shapes)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(shapes);
        if (OperatorCatalog.Find(node) is null || node.Attributes.Values.Any(a => !a.Graphs.IsDefaultOrEmpty))
            return null;
        if (!node.IsStandard)
            return 0;
        long[]? In(int index) => node.Input(index) is { } name ? Numbers(shapes[name]) : null;
        var result = node.Outputs is [{ Length: > 0 } first, ..] ? Numbers(shapes[first]) : null;
        return node.OpType switch
        {
            "Conv" or "ConvInteger" or "DeformConv" => Window(result, In(1)),
            "QLinearConv" => Window(result, In(3)),
            "ConvTranspose" => Window(In(0), In(1)),
            "MatMul" or "MatMulInteger" or "QLinearMatMul" => Matrix(result, In(0)),
            "Gemm" => In(0) is [var rows, var columns] ? Product(result, [node.Int("transA", 0) != 0 ? rows : columns]) : null,
            "Einsum" => Einsum(node, shapes),
            "Attention" => Attend(node, shapes),
            "RNN" => Recurrent(In(0), In(1), In(2)),
            "GRU" => Recurrent(In(0), In(1), In(2)),
            "LSTM" => Recurrent(In(0), In(1), In(2)),
            _ => 0,
        };
    }

    private static long[]? Numbers(TensorType? type) => type?.Shape is { IsStatic: true } shape ? shape.ToArray() : null;

    /// <summary>For every position (of the result, or of the input where the window goes the other way) one kernel over the weights' second dimension.</summary>
    private static long? Window(long[]? positions, long[]? weights) => weights is { Length: > 1 } ? Product(positions, weights[1..]) : null;

    private static long? Matrix(long[]? result, long[]? left) => left is { Length: > 0 } ? Product(result, [left[^1]]) : null;

    /// <summary>Every step and sequence of the batch meets every weight once: X (steps, batch, features), W and R (directions, gates * hidden, ...).</summary>
    private static long? Recurrent(long[]? x, long[]? w, long[]? r)
    {
        if (x is not { Length: 3 } || Product(w, []) is not { } input || Product(r, []) is not { } recurrence)
            return null;
        var weights = (Int128)input + recurrence;
        return weights <= long.MaxValue ? Product([x[0], x[1]], [(long)weights]) : null;
    }

    /// <summary>Two operands: the product of what all letters stand for. One operand is summed or moved, and multiplied by nothing.</summary>
    private static long? Einsum(OnnxNode node, ShapeTable shapes)
    {
        var operands = node.Inputs.Select(name => shapes[name]?.Shape).OfType<TensorShape>().ToArray();
        var equation = EinsteinSum.Parse(node.String("equation", ""));
        if (node.Inputs.Length > 2 || operands.Length != node.Inputs.Length || equation?.Inputs.Length != operands.Length)
            return null;
        if (operands.Length < 2)
            return 0;
        if (EinsteinSum.Bind(equation, operands, out var ellipsis, _ => { }) is not { } letters)
            return null;
        var sizes = letters.Values.Concat(ellipsis.Dimensions).ToArray();
        return sizes.All(s => s.IsKnown) ? Product([.. sizes.Select(s => s.Value)], []) : null;
    }

    /// <summary>Queries by keys, and the weights so found by values.</summary>
    private static long? Attend(OnnxNode node, ShapeTable shapes)
    {
        if (Attention.Sizes(node, name => shapes[name]?.Shape) is not { } sizes || sizes.Any(s => !s.IsKnown))
            return null;
        var (batch, heads, queries, keys, size, valueSize) = (sizes[0].Value, sizes[1].Value, sizes[2].Value, sizes[3].Value, sizes[4].Value, sizes[5].Value);
        var both = (Int128)size + valueSize;
        return both <= long.MaxValue ? Product([batch, heads, queries, keys], [(long)both]) : null;
    }

    private static long? Product(long[]? left, long[] right)
    {
        if (left is null)
            return null;
        if (left.Contains(0) || right.Contains(0))
            return 0;
        Int128 product = 1;
        foreach (var factor in left.Concat(right))
        {
            product *= factor;
            if (product > long.MaxValue)
                return null;
        }

        return (long)product;
    }
}
