using Runproof.Circuits.Operators;
using Runproof.Compiler.Models.Graph;

namespace Runproof.Compiler.Models.Operators;

/// <summary>The values with their axes in another order.</summary>
internal static class TransposeOperator
{
    /// <summary>The operator's rule.</summary>
    public static LoweringRule Rule { get; } = new("Transpose", Lower);

    private static string? Lower(OperatorCall call)
    {
        var source = call.Source(0);
        int rank = source.Shape.Rank;
        int[] order = call.Node.Ints("perm") is { } given ? [.. given.Select(axis => (int)axis)] : [.. Enumerable.Range(0, rank).Reverse()];
        if (!order.Order().SequenceEqual(Enumerable.Range(0, rank)))
            return "its order of axes is no permutation";
        if (rank == 0)
            return call.DefineAs(source);
        return call.Define(new MoveLayer(new LayerValue(call.Name, call.Shape), source, new Transpose([.. order])));
    }
}
