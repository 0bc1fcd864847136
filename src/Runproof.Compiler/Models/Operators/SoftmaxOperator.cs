using Runproof.Compiler.Models.Outputs;

namespace Runproof.Compiler.Models.Operators;

/// <summary>Softmax and its logarithm at the end of a model, where they are computed outside of the proof.</summary>
internal static class SoftmaxOperator
{
    /// <summary>The rule of Softmax.</summary>
    public static LoweringRule Rule { get; } = new("Softmax", call => Lower(call, logarithm: false));

    /// <summary>The rule of LogSoftmax.</summary>
    public static LoweringRule LogarithmRule { get; } = new("LogSoftmax", call => Lower(call, logarithm: true));

    private static string? Lower(OperatorCall call, bool logarithm)
    {
        int rank = call.Shape.Rank;
        // Before operator set 13 all axes from the given one on are one group.
        bool flattens = call.Opset < 13;
        int axis = (int)call.Node.Int("axis", flattens ? 1 : -1);
        if (axis < 0)
            axis += rank;
        return axis < 0 || axis >= rank
            ? "its axis is none of its input's"
            : call.DefineOutput(new SoftmaxOutput(axis, flattens ? rank - axis : 1, logarithm));
    }
}
