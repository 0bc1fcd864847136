using System.Diagnostics.CodeAnalysis;
using Runproof.Circuits.Graph;
using Runproof.Circuits.Operators;

namespace Runproof.Circuits.Execution;

/// <summary>Runs circuits on integers: the ground truth that proofs are exact to.</summary>
/// <remarks>The circuit and its weights have passed <see cref="CircuitValidator"/>; nothing overflows then. Inputs may be anything.</remarks>
public static class CircuitExecutor
{
    /// <summary>Runs a circuit.</summary>
    /// <param name="circuit">A valid circuit.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="inputs">The values of its inputs, row-major.</param>
    /// <param name="cancellation">Ends the run between two nodes with an <see cref="OperationCanceledException"/>.</param>
    /// <param name="execution">All values.</param>
    /// <param name="error">Why there is no result: <see cref="CircuitErrorCode.WrongInputCount"/>, <see cref="CircuitErrorCode.InputOutOfRange"/> or
    /// <see cref="CircuitErrorCode.SumOutOfDomain"/>. The first, in the order of inputs, nodes and values.</param>
    public static bool TryExecute(
        Circuit circuit,
        CircuitWeights weights,
        IReadOnlyList<ReadOnlyMemory<int>> inputs,
        CancellationToken cancellation,
        [NotNullWhen(true)] out CircuitExecution? execution,
        [NotNullWhen(false)] out CircuitError? error)
    {
        execution = null;
        error = CheckInputs(circuit, inputs);
        if (error is not null)
            return false;
        var tensors = new int[circuit.Tensors.Length][];
        var sums = new long[circuit.Nodes.Length][];
        for (int i = 0; i < inputs.Count; i++)
            tensors[i] = inputs[i].ToArray();
        for (int node = 0; node < circuit.Nodes.Length; node++)
        {
            cancellation.ThrowIfCancellationRequested();
            sums[node] = circuit.Nodes[node] is Requantize layer ? LayerSums.Of(circuit, weights, layer, circuit.OutputOf(node).Shape, tensors) : [];
            tensors[circuit.InputCount + node] = Make(circuit, node, tensors, sums[node], out error);
            if (error is not null)
                return false;
        }

        execution = new(circuit, tensors, sums);
        return true;
    }

    private static CircuitError? CheckInputs(Circuit circuit, IReadOnlyList<ReadOnlyMemory<int>> inputs)
    {
        if (inputs.Count != circuit.InputCount)
            return new(CircuitErrorCode.WrongInputCount, -1, circuit.InputCount, inputs.Count);
        for (int i = 0; i < inputs.Count; i++)
        {
            var (shape, range) = (circuit.Tensors[i].Shape, circuit.Tensors[i].Range);
            if (inputs[i].Length != shape.Count)
                return new(CircuitErrorCode.WrongInputCount, i, shape.Count, inputs[i].Length);
            foreach (int value in inputs[i].Span)
            {
                if (!range.Contains(value))
                    return new(CircuitErrorCode.InputOutOfRange, i, value < range.Min ? range.Min : range.Max, value);
            }
        }

        return null;
    }

    private static int[] Make(Circuit circuit, int node, int[][] tensors, long[] sums, out CircuitError? error)
    {
        error = null;
        switch (circuit.Nodes[node])
        {
            case Requantize { Table: Requantize.NoTable }:
                return [];
            case Requantize layer:
                return Round(circuit, node, layer.Table, sums, out error);
            case Lookup lookup:
                var table = circuit.Tables[lookup.Table];
                return Array.ConvertAll(tensors[lookup.Source], value => table[value]);
            case MaxPool pool:
                return Pooling.Largest(tensors[pool.Source], circuit.Tensors[pool.Source], pool.Window, circuit.OutputOf(node).Shape);
            case Rearrange { Map: Reshape } move:
                return tensors[move.Inputs[0]];
            default:
                return Move(circuit, (Rearrange)circuit.Nodes[node], tensors);
        }
    }

    private static int[] Round(Circuit circuit, int node, int table, long[] sums, out CircuitError? error)
    {
        error = null;
        var values = circuit.Tables[table].Values.AsSpan();
        int first = circuit.Tables[table].First;
        var rounded = new int[sums.Length];
        for (int i = 0; i < rounded.Length; i++)
        {
            long row = ((sums[i] + Requantize.Half) >> Requantize.Shift) - first;
            if ((ulong)row >= (ulong)values.Length)
            {
                error = new(CircuitErrorCode.SumOutOfDomain, node, row < 0 ? first : first + values.Length - 1L, row + first);
                return [];
            }

            rounded[i] = values[(int)row];
        }

        return rounded;
    }

    private static int[] Move(Circuit circuit, Rearrange move, int[][] tensors)
    {
        int[] source = move.Inputs.Length == 1 ? tensors[move.Inputs[0]] : [.. move.Inputs.SelectMany(input => tensors[input])];
        int[] places = move.Map.Places([.. move.Inputs.Select(input => circuit.Tensors[input].Shape)]);
        for (int i = 0; i < places.Length; i++)
            places[i] = places[i] < 0 ? move.Map.Constant : source[places[i]];
        return places;
    }
}
