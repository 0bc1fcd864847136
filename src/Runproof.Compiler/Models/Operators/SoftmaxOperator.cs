using Runproof.Circuits.Graph;
using Runproof.Circuits.Tensors;

namespace Runproof.Compiler.Models.Operators;

/// <summary>Softmax and its logarithm at the end of a model, where they are computed outside of the proof.</summary>
internal static class SoftmaxOperator
{
    /// <summary>The rule of Softmax.</summary>
    public static LoweringRule Rule { get; } = new("Softmax", call => Lower(call, axis => new OutputFunction.Softmax(axis)));

    /// <summary>The rule of LogSoftmax.</summary>
    public static LoweringRule LogarithmRule { get; } = new("LogSoftmax", call => Lower(call, axis => new OutputFunction.LogSoftmax(axis)));

    private static string? Lower(OperatorCall call, Func<int, OutputFunction> function)
    {
        var shape = call.Shape;
        // Before operator set 13 all axes from the given one on are one group.
        bool flattens = call.Opset < 13;
        int axis = (int)call.Node.Int("axis", flattens ? 1 : -1);
        if (axis < 0)
            axis += shape.Rank;
        if (axis < 0 || axis >= shape.Rank)
            return "its axis is none of its input's";
        if (!flattens || axis == shape.Rank - 1)
            return call.DefineOutput(call.Source(0), function(axis));
        var matrix = CircuitShape.Of(shape.CountOf(0, axis), shape.CountOf(axis, shape.Rank));
        return call.DefineOutput(call.Reshaped(call.Source(0), matrix), function(1));
    }
}
