using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Shapes.Operators;

/// <summary>Products of matrices, batched as NumPy does it.</summary>
internal static class MatrixProduct
{
    internal static IEnumerable<OperatorRule> Rules =>
    [
        new("MatMul", call => Multiply(call, 0, 1, call.Element(0)), 2),
        new("MatMulInteger", call => Multiply(call, 0, 1, ElementType.Int32), 2),
        new("QLinearMatMul", call => Multiply(call, 0, 3, call.Element(7)), 8),
        new("Gemm", Gemm, 2),
        new("Det", Determinant),
    ];

    private static void Multiply(OperatorCall call, int left, int right, ElementType element)
    {
        call.Output(0, element, null);
        if (call.ShapeOfRankAtLeast(left, 1) is not { } a || call.ShapeOfRankAtLeast(right, 1) is not { } b)
            return;
        var inner = b.Rank == 1 ? b[0] : b[b.Rank - 2];
        if (ShapeArithmetic.Contradict(a[a.Rank - 1], inner))
        {
            call.Mismatch($"{call.Describe(left)} has {a[a.Rank - 1]} columns, and {call.Describe(right)} has {inner} rows");
            return;
        }

        var batchA = new TensorShape([.. a.Dimensions.Take(a.Rank - 2)]);
        var batchB = new TensorShape([.. b.Dimensions.Take(b.Rank - 2)]);
        if (!ShapeArithmetic.TryBroadcast(batchA, batchB, out var batch))
        {
            call.Mismatch($"the batches of {call.Describe(left)} and {call.Describe(right)} cannot be broadcast");
            return;
        }

        call.Output(0, element, new TensorShape(
        [
            .. batch!.Dimensions,
            .. a.Dimensions.Skip(a.Rank - 2).Take(a.Rank - 1 - Math.Max(a.Rank - 2, 0)),
            .. b.Dimensions.Skip(Math.Max(b.Rank - 1, 1)),
        ]));
    }

    private static void Gemm(OperatorCall call)
    {
        call.Output(0, call.Element(0), ShapeArithmetic.UnknownOfRank(2));
        var a = Matrix(call, 0, "transA");
        var b = Matrix(call, 1, "transB");
        if (a is { } left && b is { } right && ShapeArithmetic.Contradict(left.Columns, right.Rows))
            call.Mismatch($"{call.Describe(0)} has {left.Columns} columns after transposition, and {call.Describe(1)} has {right.Rows} rows");
        var result = ShapeArithmetic.Of(a?.Rows ?? Dimension.Unknown, b?.Columns ?? Dimension.Unknown);
        if (call.Has(2) && call.Shape(2) is { } bias && call.Opset >= 7
            && (!ShapeArithmetic.TryBroadcast(bias, result, out var wider) || wider!.Rank != 2 || wider.Dimensions.Zip(result.Dimensions, ShapeArithmetic.Contradict).Any(c => c)))
            call.Mismatch($"bias {call.Describe(2)} cannot be broadcast to {result}");
        call.Output(0, call.Element(0), result);
    }

    private static (Dimension Rows, Dimension Columns)? Matrix(OperatorCall call, int input, string transposed)
    {
        if (call.ShapeOfRank(input, 2) is not { } shape)
            return null;
        return call.Node.Int(transposed, 0) != 0 ? (shape[1], shape[0]) : (shape[0], shape[1]);
    }

    private static void Determinant(OperatorCall call)
    {
        TensorShape? result = null;
        if (call.ShapeOfRankAtLeast(0, 2) is { } x)
        {
            call.Same(x[x.Rank - 2], x[x.Rank - 1], "the side of the square matrix");
            result = new TensorShape([.. x.Dimensions.Take(x.Rank - 2)]);
        }

        call.Output(0, call.Element(0), result);
    }
}
