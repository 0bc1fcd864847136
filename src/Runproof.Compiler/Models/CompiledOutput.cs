using System.Collections.Immutable;
using Runproof.Circuits.Tensors;
using Runproof.Compiler.Models.Outputs;
using Runproof.Compiler.Models.Quantization;

namespace Runproof.Compiler.Models;

/// <summary>One output of a compiled slice.</summary>
/// <param name="Name">The tensor of the model.</param>
/// <param name="Tensor">The type of what the circuit returns.</param>
/// <param name="Functions">What is computed from that outside of the proof, in order; empty unless the output ends the model.</param>
public sealed record CompiledOutput(string Name, CircuitTensor Tensor, ImmutableArray<OutputFunction> Functions)
{
    /// <summary>The real values that the circuit's integers stand for, through the functions outside of the proof.</summary>
    /// <param name="integers">What the circuit returned.</param>
    /// <returns>Dimensions and values, as the model has them.</returns>
    public (int[] Shape, double[] Values) ToReal(ReadOnlySpan<long> integers)
    {
        double unit = Scales.ToDouble(Tensor.Scale);
        var values = new double[integers.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = integers[i] * unit;
        int[] shape = [.. Tensor.Shape.Dimensions];
        foreach (var function in Functions)
            (shape, values) = function.Apply(shape, values);
        return (shape, values);
    }
}
