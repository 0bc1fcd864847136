using System.Collections.Immutable;
using Runproof.Circuits.Tables;
using Runproof.Circuits.Tensors;

namespace Runproof.Circuits.Graph;

/// <summary>An integer program for one slice: what is proved. Tensors are the inputs, then one per node in order.</summary>
/// <param name="Tensors">The types of all tensors.</param>
/// <param name="InputCount">How many of them are inputs.</param>
/// <param name="Nodes">The operations; each reads only earlier tensors.</param>
/// <param name="Outputs">The tensors that are the circuit's outputs.</param>
/// <param name="Tables">The activation tables.</param>
/// <param name="Parameters">The shapes of the weights; their values are a <see cref="CircuitWeights"/>.</param>
public sealed record Circuit(
    ImmutableArray<CircuitTensor> Tensors,
    int InputCount,
    ImmutableArray<CircuitNode> Nodes,
    ImmutableArray<int> Outputs,
    ImmutableArray<ActivationTable> Tables,
    ImmutableArray<ParameterShape> Parameters)
{
    /// <summary>The type of the tensor that a node makes.</summary>
    public CircuitTensor OutputOf(int node) => Tensors[InputCount + node];
}
