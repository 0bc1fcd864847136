using System.Collections.Immutable;

namespace Runproof.Circuits.Graph;

/// <summary>One operation of a circuit; node i makes tensor (number of inputs) + i.</summary>
public abstract record CircuitNode
{
    private protected CircuitNode()
    {
    }

    /// <summary>The tensors that the node reads, each made before it.</summary>
    public abstract ImmutableArray<int> Sources { get; }
}
