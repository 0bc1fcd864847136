using System.Collections.Immutable;
using Runproof.Circuits.Graph;
using Runproof.Circuits.Statements;

namespace Runproof.Circuits.Witness;

/// <summary>The index tables of the nodes that only move values, made once for all claims.</summary>
internal sealed class StatementWiring
{
    private readonly int[]?[][] rearranged;
    private readonly int[]?[][][] pooled;

    public StatementWiring(ProofStatement statement)
    {
        rearranged = new int[]?[statement.Slices.Length][];
        pooled = new int[]?[statement.Slices.Length][][];
        for (int i = 0; i < statement.Slices.Length; i++)
        {
            var circuit = statement.Slices[i].Circuit;
            rearranged[i] = [.. circuit.Nodes.Select(node => node is Rearrange move ? move.Map.Places(ShapesOf(circuit, move)) : null)];
            pooled[i] = [.. circuit.Nodes.Select((node, n) => node is MaxPool pool ? PooledPlaces.Of(pool.Window, circuit.Tensors[pool.Source].Shape, circuit.OutputOf(n).Shape) : [])];
        }
    }

    /// <summary>For every value of a <see cref="Rearrange"/> its place among those of the sources; −1 for the constant.</summary>
    public ReadOnlySpan<int> Rearranged(int slice, int node) => rearranged[slice][node];

    /// <summary>For every value of a <see cref="MaxPool"/> the place of a part of its window in the source; −1 outside.</summary>
    public ReadOnlySpan<int> Pooled(int slice, int node, int part) => pooled[slice][node][part];

    private static ImmutableArray<Tensors.CircuitShape> ShapesOf(Circuit circuit, Rearrange move) =>
        [.. move.Inputs.Select(input => circuit.Tensors[input].Shape)];
}
