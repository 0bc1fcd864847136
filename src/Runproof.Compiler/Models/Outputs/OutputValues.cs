using Runproof.Circuits.Conversion;
using Runproof.Circuits.Graph;

namespace Runproof.Compiler.Models.Outputs;

/// <summary>Turns what a circuit returns into the values of the model: scaled, then through the function outside of the proof.</summary>
public static class OutputValues
{
    /// <summary>The values of an output, in the row-major order of the model's tensor.</summary>
    /// <remarks>
    /// The circuit's tensor may have other dimensions than the model's: reshapes right before a public output are left out of circuits, since they
    /// do not change the order of values.
    /// </remarks>
    /// <param name="compiled">The compiled slice.</param>
    /// <param name="output">Which output, by its position.</param>
    /// <param name="integers">What the circuit returned for it.</param>
    public static double[] Of(CompiledCircuit compiled, int output, ReadOnlySpan<long> integers)
    {
        var tensor = compiled.Circuit.Tensors[compiled.Circuit.Outputs[output]];
        double unit = BitConverter.UInt64BitsToDouble(ScaleBits.ToDouble(tensor.Scale));
        var values = new double[integers.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = integers[i] * unit;
        int[] shape = [.. tensor.Shape.Dimensions];
        return compiled.Outputs[output].Function switch
        {
            OutputFunction.Softmax softmax => Softmax(values, shape, softmax.Axis, logarithm: false),
            OutputFunction.LogSoftmax softmax => Softmax(values, shape, softmax.Axis, logarithm: true),
            OutputFunction.ArgMax largest => ArgMax(values, shape, largest.Axis),
            _ => values,
        };
    }

    private static double[] Softmax(double[] values, int[] shape, int axis, bool logarithm)
    {
        var result = new double[values.Length];
        var (length, inner) = Along(shape, axis);
        for (int group = 0; group < values.Length / length; group++)
        {
            int start = (group / inner * length * inner) + (group % inner);
            double largest = double.NegativeInfinity;
            for (int i = 0; i < length; i++)
                largest = Math.Max(largest, values[start + (i * inner)]);
            double sum = 0;
            for (int i = 0; i < length; i++)
                sum += Math.Exp(values[start + (i * inner)] - largest);
            for (int i = 0; i < length; i++)
            {
                double above = values[start + (i * inner)] - largest;
                result[start + (i * inner)] = logarithm ? above - Math.Log(sum) : Math.Exp(above) / sum;
            }
        }

        return result;
    }

    private static double[] ArgMax(double[] values, int[] shape, int axis)
    {
        var (length, inner) = Along(shape, axis);
        var result = new double[values.Length / length];
        for (int group = 0; group < result.Length; group++)
        {
            int start = (group / inner * length * inner) + (group % inner);
            int best = 0;
            for (int i = 1; i < length; i++)
            {
                if (values[start + (i * inner)] > values[start + (best * inner)])
                    best = i;
            }

            result[group] = best;
        }

        return result;
    }

    private static (int Length, int Inner) Along(int[] shape, int axis) =>
        (shape[axis], shape.Skip(axis + 1).Aggregate(1, (product, dimension) => product * dimension));
}
