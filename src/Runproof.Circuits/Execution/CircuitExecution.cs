using Runproof.Circuits.Graph;

namespace Runproof.Circuits.Execution;

/// <summary>All values of one run of a circuit: what a proof of it is made from.</summary>
/// <remarks>
/// The limbs of a sum follow from it: u + 2^23 = hi·2^24 + lo1·2^12 + lo0. The differences of a pool follow from its source.
/// </remarks>
public sealed class CircuitExecution
{
    internal CircuitExecution(Circuit circuit, int[][] tensors, long[][] sums)
    {
        Circuit = circuit;
        Tensors = tensors;
        Sums = sums;
    }

    /// <summary>The circuit that ran.</summary>
    public Circuit Circuit { get; }

    /// <summary>For every tensor its values in dense order; empty where a node requantises without a table.</summary>
    internal int[][] Tensors { get; }

    /// <summary>For every node that requantises its u in dense order; empty for other nodes.</summary>
    internal long[][] Sums { get; }

    /// <summary>The values of a tensor, row-major; empty where a node requantises without a table.</summary>
    /// <param name="tensor">Index of the tensor.</param>
    public ReadOnlySpan<int> ValuesOf(int tensor) => Tensors[tensor];

    /// <summary>The sums u of a node that requantises, row-major; empty for other nodes.</summary>
    /// <param name="node">Index of the node.</param>
    public ReadOnlySpan<long> SumsOf(int node) => Sums[node];

    /// <summary>The values of an output of the circuit, row-major.</summary>
    /// <param name="output">Which output, by its position.</param>
    public long[] Output(int output)
    {
        int tensor = Circuit.Outputs[output];
        return tensor >= Circuit.InputCount && Circuit.Nodes[tensor - Circuit.InputCount] is Requantize { Table: Requantize.NoTable }
            ? [.. Sums[tensor - Circuit.InputCount]]
            : Array.ConvertAll(Tensors[tensor], value => (long)value);
    }
}
