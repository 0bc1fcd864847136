using Runproof.Circuits.Operators;
using Runproof.Compiler.Models.Graph;
using Runproof.Compiler.Models.Outputs;

namespace Runproof.Compiler.Models.Passes;

/// <summary>Moves right before a public output happen outside of the proof, so that a sum can be the output.</summary>
internal static class OutputMoves
{
    /// <summary>The program without such moves.</summary>
    public static LayerProgram TakeOut(LayerProgram program)
    {
        var producers = program.Producers();
        var reads = program.CountReads();
        return program with { Outputs = [.. program.Outputs.Select(output => TakeOut(output, producers, reads))] };
    }

    private static LayerOutput TakeOut(LayerOutput output, Dictionary<LayerValue, Layer> producers, Dictionary<LayerValue, int> reads)
    {
        while (output.IsPublic && reads[output.Value] == 1 && producers.GetValueOrDefault(output.Value) is MoveLayer { Inputs: [var source] } move && reads[source] == 1)
        {
            OutputFunction? function = move.Map(0) switch
            {
                Reshape reshape => new ReshapeOutput(reshape.Shape.Dimensions),
                Transpose transpose => new TransposeOutput(transpose.Permutation),
                _ => null,
            };
            if (function is null || !producers.ContainsKey(source))
                break;
            output = output with { Value = source, Functions = output.Functions.Insert(0, function) };
        }

        return output;
    }
}
