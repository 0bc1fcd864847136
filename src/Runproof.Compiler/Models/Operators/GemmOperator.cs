using Runproof.Circuits.Graph;
using Runproof.Circuits.Operators;
using Runproof.Compiler.Models.Graph;

namespace Runproof.Compiler.Models.Operators;

/// <summary>alpha · A·B + beta · C with constant B and C.</summary>
internal static class GemmOperator
{
    /// <summary>The operator's rule.</summary>
    public static LoweringRule Rule { get; } = new("Gemm", Lower);

    private static string? Lower(OperatorCall call)
    {
        if (call.IsConstant(0))
            return "its first operand is constant";
        if (call.Constant(1) is not { Shape.Length: 2 } b)
            return call.IsConstant(1) ? "its constant comes from operators that are not folded" : "both operands depend on the input";
        if (b.Count > CircuitLimits.Weights)
            return "it has more weights than circuits allow";
        var offset = RealValues.Zero;
        if (call.Has(2))
        {
            if (call.Constant(2) is not { } c)
                return call.IsConstant(2) ? "its constant comes from operators that are not folded" : "its third operand depends on the input";
            if (RealValues.Broadcast(c, call.Shape) is not { } added)
                return "its third operand does not fit its result";
            double beta = call.Node.Float("beta", 1);
            offset = added.Select(value => beta * value);
        }

        double alpha = call.Node.Float("alpha", 1);
        var source = call.Source(0);
        if (call.Node.Int("transA", 0) != 0)
        {
            var transpose = new Transpose([1, 0]);
            var transposed = transpose.InferShape([source.Shape], out string problem);
            if (transposed is null)
                return problem;
            source = call.Add(new MoveLayer(call.Between(transposed, source.Name), source, transpose));
        }

        var rows = call.Node.Int("transB", 0) != 0 ? b : b.Transpose([1, 0]);
        var weights = new LayerParameters((int)rows.Shape[0], (int)rows.Shape[1], () => rows.Select(value => alpha * value).Values);
        return call.DefineAffine([AffineTerm.Weighted(source, parameter => new DenseLayer(parameter), weights)], offset);
    }
}
