using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Runproof.Circuits.Conversion;
using Runproof.Circuits.Graph;
using Runproof.Circuits.Tensors;
using Runproof.Core.Programs;
using Runproof.Models.Tensors;

namespace Runproof.Runs.Execution;

/// <summary>Makes the tensor of an output of a circuit, as the model has it.</summary>
/// <param name="Type">The type of what the circuit returns.</param>
/// <param name="Function">What is computed from that in the open.</param>
/// <param name="Shape">The shape of the tensor.</param>
internal sealed record CircuitOutput(CircuitTensor Type, OutputFunction Function, ImmutableArray<long> Shape)
{
    /// <summary>The output of a compiled circuit at a position.</summary>
    public static CircuitOutput Of(CompiledCircuit compiled, int output, Port port)
    {
        var circuit = compiled.Circuit;
        var type = circuit.Tensors[circuit.Outputs[output]];
        ImmutableArray<long> shape = TensorType.TryParse(port.Type, out var declared) && declared.Shape is { } known
            ? [.. known.Dimensions.Select(dimension => dimension.IsKnown ? dimension.Value : 1)]
            : [.. type.Shape.Dimensions.Select(dimension => (long)dimension)];
        return new CircuitOutput(type, compiled.Outputs[output].Function, shape);
    }

    /// <summary>The tensor of what the circuit returned.</summary>
    public Tensor ToTensor(ReadOnlySpan<long> integers)
    {
        if (Function is OutputFunction.ArgMax largest)
            return Tensor.OfInt64s(Shape.AsSpan(), LargestOf(integers, largest.Axis));
        var floats = new float[integers.Length];
        Quantizer.Dequantize(integers, Type.Scale, floats);
        if (Function is OutputFunction.Softmax softmax)
            Softmax(floats, softmax.Axis, logarithm: false);
        else if (Function is OutputFunction.LogSoftmax logarithm)
            Softmax(floats, logarithm.Axis, logarithm: true);
        return new Tensor(ElementType.Float, Shape.AsSpan(), MemoryMarshal.AsBytes<float>(floats).ToArray());
    }

    private (int Length, int Inner) Along(int axis) => (Type.Shape[axis], Type.Shape.CountOf(axis + 1, Type.Shape.Rank));

    private long[] LargestOf(ReadOnlySpan<long> integers, int axis)
    {
        var (length, inner) = Along(axis);
        var result = new long[integers.Length / length];
        for (var group = 0; group < result.Length; group++)
        {
            var start = (group / inner * length * inner) + (group % inner);
            for (var i = 1; i < length; i++)
            {
                if (integers[start + (i * inner)] > integers[start + ((int)result[group] * inner)])
                    result[group] = i;
            }
        }

        return result;
    }

    private void Softmax(Span<float> values, int axis, bool logarithm)
    {
        var (length, inner) = Along(axis);
        for (var group = 0; group < values.Length / length; group++)
        {
            var start = (group / inner * length * inner) + (group % inner);
            var largest = double.NegativeInfinity;
            for (var i = 0; i < length; i++)
                largest = Math.Max(largest, values[start + (i * inner)]);
            double sum = 0;
            for (var i = 0; i < length; i++)
                sum += Math.Exp(values[start + (i * inner)] - largest);
            for (var i = 0; i < length; i++)
            {
                ref var value = ref values[start + (i * inner)];
                value = (float)(logarithm ? value - largest - Math.Log(sum) : Math.Exp(value - largest) / sum);
            }
        }
    }
}
