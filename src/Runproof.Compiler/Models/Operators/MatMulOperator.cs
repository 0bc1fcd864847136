using System.Collections.Immutable;
using Runproof.Circuits.Graph;
using Runproof.Circuits.Operators;
using Runproof.Circuits.Tensors;
using Runproof.Compiler.Models.Graph;

namespace Runproof.Compiler.Models.Operators;

/// <summary>A matrix product of which one operand is constant.</summary>
internal static class MatMulOperator
{
    /// <summary>The operator's rule.</summary>
    public static LoweringRule Rule { get; } = new("MatMul", Lower);

    private static string? Lower(OperatorCall call)
    {
        if (!call.Has(1) || (!call.IsConstant(0) && !call.IsConstant(1)))
            return "both operands depend on the input";
        int constant = call.IsConstant(1) ? 1 : 0;
        if (call.Constant(constant) is not { } matrix)
            return "its constant comes from operators that are not folded";
        if (matrix.Count is 0 or > CircuitLimits.Weights)
            return "it has no weights, or more than circuits allow";
        var source = call.Source(1 - constant);
        if (matrix.Shape.Length == 0 || source.Shape.Rank == 0)
            return "an operand has no dimensions";
        return constant == 1 ? Right(call, source, matrix) : Left(call, source, matrix);
    }

    /// <summary>x·W.</summary>
    private static string? Right(OperatorCall call, LayerValue x, RealTensor matrix)
    {
        if (matrix.Shape.Length == 1)
        {
            // A vector on the right is a matrix of one column, whose dimension is dropped afterwards.
            var column = matrix.Reshape([matrix.Shape[0], 1]);
            if (CircuitShape.TryCreate([.. x.Shape.Dimensions[..^1], 1]) is not { } shape)
                return "its result has too many values";
            return Product(call, x, column, shape) is { } made ? Finish(call, made) : "its operands do not fit";
        }

        return Product(call, x, matrix, call.Shape) is { } product ? Finish(call, product) : "it multiplies by several matrices in a way that circuits do not have";
    }

    /// <summary>W·x = (xᵀ·Wᵀ)ᵀ.</summary>
    private static string? Left(OperatorCall call, LayerValue x, RealTensor matrix)
    {
        bool vector = x.Shape.Rank == 1;
        var wide = vector ? call.Reshaped(x, CircuitShape.Of(x.Shape[0], 1)) : x;
        var constant = matrix.Shape.Length == 1 ? matrix.Reshape([1, matrix.Shape[0]]) : matrix;
        if (constant.Shape.Length > 2 && constant.Shape[..^2].Any(dimension => dimension != 1))
            return "it multiplies several constant matrices from the left";
        int rank = wide.Shape.Rank;
        if (constant.Shape.Length > rank)
            return "its constant has more dimensions than its operand";
        constant = constant.Reshape(constant.Shape.AsSpan()[^2..]);
        ImmutableArray<int> swapped = [.. Enumerable.Range(0, rank - 2), rank - 1, rank - 2];
        if (CircuitShape.TryCreate([.. swapped.Select(axis => wide.Shape[axis])]) is not { } turned
            || CircuitShape.TryCreate([.. turned.Dimensions[..^1], (int)constant.Shape[0]]) is not { } between)
            return "its result has too many values";
        var transposed = call.Add(new MoveLayer(call.Between(turned, x.Name), wide, new Transpose(swapped)));
        if (Product(call, transposed, constant.Transpose([1, 0]), between) is not { } product)
            return "its operands do not fit";
        var back = CircuitShape.TryCreate([.. swapped.Select(axis => between[axis])])!;
        return Finish(call, call.Add(new MoveLayer(call.Between(back), product, new Transpose(swapped))));
    }

    private static string? Finish(OperatorCall call, LayerValue product) => product.Shape.Count != call.Shape.Count
        ? "its operands do not fit"
        : call.DefineAs(call.Reshaped(product, call.Shape));

    /// <summary>x·W for a matrix, or for as many matrices as x has.</summary>
    private static LayerValue? Product(OperatorCall call, LayerValue x, RealTensor matrix, CircuitShape shape)
    {
        int rank = matrix.Shape.Length;
        var weights = matrix.Transpose([.. Enumerable.Range(0, rank - 2), rank - 1, rank - 2]);
        int inputs = (int)weights.Shape[^1];
        int batches = (int)(weights.Count / inputs) / (int)weights.Shape[^2];
        var parameters = new LayerParameters(batches * (int)weights.Shape[^2], inputs, () => weights.Values);
        AffineTerm term;
        if (batches == 1)
        {
            term = AffineTerm.Weighted(x, parameter => new DenseLayer(parameter), parameters);
        }
        else
        {
            if (x.Shape.Rank < rank || x.Shape.CountOf(0, x.Shape.Rank - 2) != batches || x.Shape.Rank != rank)
                return null;
            term = AffineTerm.Weighted(x, parameter => new BatchedDense(parameter), parameters);
        }

        if (term.Shape(out _) is not { } made || made.Count != shape.Count)
            return null;
        return call.Add(new AffineLayer(call.Between(made), [term], RealValues.Zero));
    }
}
