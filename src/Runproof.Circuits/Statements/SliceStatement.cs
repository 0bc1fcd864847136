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

    /// <summary>The root of the weights: the digest of public ones, or of their place in a bound model.</summary>
    public required Digest WeightsRoot { get; init; }

    /// <summary>The position of the circuit in the bound model of the statement, where the weights are bound; null where they are public.</summary>
    public int? BoundCircuit { get; init; }

    /// <summary>For every input of the circuit where it comes from.</summary>
    public required ImmutableArray<InputSource> Inputs { get; init; }

    /// <summary>For every output of the circuit what is said of it.</summary>
    public required ImmutableArray<OutputUse> Outputs { get; init; }

    /// <summary>Says it of a compiled circuit. Where its weights are bound, the statement has to name the bound model.</summary>
    /// <param name="index">The position of the slice in its program.</param>
    /// <param name="compiled">The circuit and its weights.</param>
    /// <param name="inputs">For every input of the circuit where it comes from.</param>
    /// <param name="outputs">For every output of the circuit what is said of it.</param>
    public static SliceStatement Of(int index, CompiledCircuit compiled, ImmutableArray<InputSource> inputs, ImmutableArray<OutputUse> outputs)
    {
        ArgumentNullException.ThrowIfNull(compiled);
        return new()
        {
            Index = index,
            Circuit = compiled.Circuit,
            CircuitDigest = compiled.CircuitDigest,
            Weights = compiled.Weights,
            WeightsRoot = compiled.WeightsDigest,
            BoundCircuit = compiled.Bound?.Circuit,
            Inputs = inputs,
            Outputs = outputs,
        };
    }
}
