using Runproof.Circuits.Graph;
using Runproof.Circuits.Operators;
using Runproof.Circuits.Tensors;
using Runproof.Compiler.Models.Graph;

namespace Runproof.Compiler.Models.Passes;

/// <summary>Reshapes right before a public output are left out, so that a sum can be the output: they do not change the order of values.</summary>
internal static class OutputMoves
{
    /// <summary>The program without such reshapes.</summary>
    public static LayerProgram TakeOut(LayerProgram program)
    {
        var producers = program.Producers();
        var reads = program.CountReads();
        return program with { Outputs = [.. program.Outputs.Select(output => TakeOut(output, producers, reads))] };
    }

    private static LayerOutput TakeOut(LayerOutput output, Dictionary<LayerValue, Layer> producers, Dictionary<LayerValue, int> reads)
    {
        while (output.IsPublic
            && reads[output.Value] == 1
            && producers.GetValueOrDefault(output.Value) is MoveLayer { Inputs: [var source] } move
            && move.Map(0) is Reshape
            && reads[source] == 1
            && producers.ContainsKey(source)
            && Before(output.Function, output.Value.Shape, source.Shape) is { } function)
        {
            output = output with { Value = source, Function = function };
        }

        return output;
    }

    /// <summary>The function of the values under other dimensions; null where it works along no single axis of these.</summary>
    private static OutputFunction? Before(OutputFunction function, CircuitShape shape, CircuitShape source) => function switch
    {
        OutputFunction.Softmax softmax => MovedValues.AxisBefore(source, shape, softmax.Axis) is { } axis ? new OutputFunction.Softmax(axis) : null,
        OutputFunction.LogSoftmax softmax => MovedValues.AxisBefore(source, shape, softmax.Axis) is { } axis ? new OutputFunction.LogSoftmax(axis) : null,
        OutputFunction.ArgMax largest => MovedValues.AxisBefore(source, shape, largest.Axis) is { } axis ? largest with { Axis = axis } : null,
        _ => function,
    };
}
