using Runproof.Circuits.Graph;

namespace Runproof.Compiler.Models.Operators;

/// <summary>The index of the largest value at the end of a model, where it is computed outside of the proof.</summary>
internal static class ArgMaxOperator
{
    /// <summary>The operator's rule.</summary>
    public static LoweringRule Rule { get; } = new("ArgMax", Lower);

    private static string? Lower(OperatorCall call)
    {
        int rank = call.Source(0).Shape.Rank;
        int axis = (int)call.Node.Int("axis", 0);
        if (axis < 0)
            axis += rank;
        if (axis < 0 || axis >= rank)
            return "its axis is none of its input's";
        return call.Node.Int("select_last_index", 0) != 0
            ? "it takes the last of equal values"
            : call.DefineOutput(call.Source(0), new OutputFunction.ArgMax(axis, call.Node.Int("keepdims", 1) != 0));
    }
}
