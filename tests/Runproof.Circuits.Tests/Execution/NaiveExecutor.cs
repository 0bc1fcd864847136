using System.Numerics;
using Runproof.Circuits.Graph;
using Runproof.Circuits.Operators;
using Runproof.Circuits.Tensors;
using Runproof.Circuits.Tests.Operators;

namespace Runproof.Circuits.Tests.Execution;

/// <summary>Runs circuits as their page defines them, value by value with big integers.</summary>
internal static class NaiveExecutor
{
    /// <summary>For every tensor its values; null where a sum leaves its table.</summary>
    public static BigInteger[][]? Run(Circuit circuit, CircuitWeights weights, IEnumerable<ReadOnlyMemory<int>> inputs)
    {
        List<BigInteger[]> tensors = [.. inputs.Select(input => input.ToArray().Select(value => new BigInteger(value)).ToArray())];
        foreach (var node in circuit.Nodes)
        {
            var type = circuit.Tensors[tensors.Count];
            var result = node switch
            {
                Requantize layer => Round(circuit, weights, layer, type.Shape, tensors),
                Lookup lookup => [.. tensors[lookup.Source].Select(value => (BigInteger)circuit.Tables[lookup.Table][(long)value])],
                MaxPool pool => Pool(circuit.Tensors[pool.Source], pool.Window, type.Shape, tensors[pool.Source]),
                Rearrange move => [.. NaiveIndexMap.Apply(
                    move.Map, type.Shape, [.. move.Inputs.Select(input => (circuit.Tensors[input].Shape, Integers(tensors[input])))]).Select(value => (BigInteger)value)],
                _ => throw new InvalidOperationException(),
            };
            if (result is null)
                return null;
            tensors.Add(result);
        }

        return [.. tensors];
    }

    private static int[] Integers(BigInteger[] values) => Array.ConvertAll(values, value => (int)value);

    private static BigInteger[]? Round(Circuit circuit, CircuitWeights weights, Requantize layer, CircuitShape shape, List<BigInteger[]> tensors)
    {
        BigInteger[] sums = [.. Enumerable.Range(0, shape.Count).Select(i => (BigInteger)At(layer.Offsets, shape, i))];
        foreach (var term in layer.Terms)
        {
            int parameter = term.Map.Parameter;
            var map = new LinearMapCase(
                term.Map, circuit.Tensors[term.Source], parameter < 0 ? null : circuit.Parameters[parameter], parameter < 0 ? null : weights.Layers[parameter]);
            var values = NaiveLinearMap.Apply(map, Integers(tensors[term.Source]));
            for (int i = 0; i < sums.Length; i++)
                sums[i] += At(term.Multipliers, shape, i) * values[i];
        }

        if (layer.Table == Requantize.NoTable)
            return sums;
        var table = circuit.Tables[layer.Table];
        BigInteger step = BigInteger.One << 24;
        BigInteger[] rows = [.. sums.Select(sum => sum + (step / 2)).Select(sum => (sum - (((sum % step) + step) % step)) / step)];
        return rows.All(row => row >= table.Domain.Min && row <= table.Domain.Max) ? [.. rows.Select(row => (BigInteger)table.Values[(int)(row - table.First)])] : null;
    }

    private static long At(AxisValues values, CircuitShape shape, int index) => values.Axis switch
    {
        AxisValues.Single => values.Values[0],
        AxisValues.Dense => values.Values[index],
        _ => values.Values[NaiveIndexMap.Coordinates(shape, index)[values.Axis]],
    };

    private static BigInteger[] Pool(CircuitTensor source, Window window, CircuitShape shape, BigInteger[] values)
    {
        var result = new BigInteger[shape.Count];
        for (int i = 0; i < result.Length; i++)
        {
            int[] at = NaiveIndexMap.Coordinates(shape, i);
            BigInteger? largest = null;
            for (int j = 0; j < window.KernelHeight * window.KernelWidth; j++)
            {
                int h = (at[2] * window.StrideHeight) + (j / window.KernelWidth * window.DilationHeight) - window.PadTop;
                int w = (at[3] * window.StrideWidth) + (j % window.KernelWidth * window.DilationWidth) - window.PadLeft;
                bool inside = h >= 0 && w >= 0 && h < source.Shape[2] && w < source.Shape[3];
                BigInteger next = inside ? values[(((((at[0] * source.Shape[1]) + at[1]) * source.Shape[2]) + h) * source.Shape[3]) + w] : source.Range.Min;
                largest = largest is { } before ? next + BigInteger.Max(before - next, 0) : next;
            }

            result[i] = largest!.Value;
        }

        return result;
    }
}
