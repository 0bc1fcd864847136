using System.Collections.Immutable;
using Runproof.Circuits.Graph;
using Runproof.Core.Hashing;

namespace Runproof.Circuits.Statements;

/// <summary>What a proof says of one slice: this circuit with these weights takes these inputs to these outputs.</summary>
public sealed record SliceStatement
{
    /// <summary>The position of the slice in its program.</summary>
    public required int Index { get; init; }

    /// <summary>The circuit.</summary>
    public required Circuit Circuit { get; init; }

    /// <summary>The digest of the circuit.</summary>
    public required Digest CircuitDigest { get; init; }

    /// <summary>The weights, where they are public; null where they are bound.</summary>
    public required CircuitWeights? Weights { get; init; }

    /// <summary>The root of the weights: the digest of public ones, or zero where they are bound.</summary>
    public required Digest WeightsRoot { get; init; }

    /// <summary>The position of the circuit in the bound model of the statement, where the weights are bound; null where they are public.</summary>
    public int? BoundCircuit { get; init; }

    /// <summary>For every input of the circuit where it comes from.</summary>
    public required ImmutableArray<InputSource> Inputs { get; init; }

    /// <summary>For every output of the circuit what is said of it.</summary>
    public required ImmutableArray<OutputUse> Outputs { get; init; }
}
