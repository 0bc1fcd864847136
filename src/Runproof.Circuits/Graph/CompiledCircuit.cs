using System.Collections.Immutable;
using Runproof.Circuits.Bound;
using Runproof.Circuits.Formats;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;

namespace Runproof.Circuits.Graph;

/// <summary>What a slice became: a circuit, its weights or what binds them, and how they belong to the slice.</summary>
public sealed class CompiledCircuit
{
    private readonly Lazy<Digest> circuitDigest;
    private readonly Lazy<Digest> weightsDigest;

    /// <summary>Puts a compiled circuit together.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="inputs">The name of the ONNX value of every input.</param>
    /// <param name="outputs">The ONNX value of every output.</param>
    /// <param name="slice">The digest of the ONNX slice that it was compiled from.</param>
    /// <param name="precision">How many bits values and weights have.</param>
    public CompiledCircuit(
        Circuit circuit, CircuitWeights weights, ImmutableArray<string> inputs, ImmutableArray<CircuitPort> outputs, Digest slice, CircuitPrecision precision)
        : this(circuit, weights, null, inputs, outputs, slice, precision, new(() => CircuitFormat.DigestOf(circuit)), new(() => WeightsFormat.DigestOf(weights)))
    {
    }

    internal CompiledCircuit(
        Circuit circuit,
        CircuitWeights? weights,
        BoundWeights? bound,
        ImmutableArray<string> inputs,
        ImmutableArray<CircuitPort> outputs,
        Digest slice,
        CircuitPrecision precision,
        Lazy<Digest> circuitDigest,
        Lazy<Digest> weightsDigest)
    {
        Circuit = circuit;
        Weights = weights;
        Bound = bound;
        Inputs = inputs;
        Outputs = outputs;
        Slice = slice;
        Precision = precision;
        this.circuitDigest = circuitDigest;
        this.weightsDigest = weightsDigest;
    }

    /// <summary>The circuit.</summary>
    public Circuit Circuit { get; }

    /// <summary>The weights of the circuit; null where they are bound.</summary>
    public CircuitWeights? Weights { get; }

    /// <summary>Where the weights are committed to; null where they are public.</summary>
    public BoundWeights? Bound { get; }

    /// <summary>What others get of the weights.</summary>
    public WeightsKind Kind => Bound is null ? WeightsKind.Public : WeightsKind.Bound;

    /// <summary>The name of the ONNX value of every input. Shape: as many as the circuit's inputs.</summary>
    public ImmutableArray<string> Inputs { get; }

    /// <summary>The ONNX value of every output. Shape: as many as the circuit's outputs.</summary>
    public ImmutableArray<CircuitPort> Outputs { get; }

    /// <summary>The digest of the ONNX slice that the circuit was compiled from.</summary>
    public Digest Slice { get; }

    /// <summary>How many bits values and weights have.</summary>
    public CircuitPrecision Precision { get; }

    /// <summary>The digest that names the circuit.</summary>
    public Digest CircuitDigest => circuitDigest.Value;

    /// <summary>The root of the weights: the digest of public ones, or of their place in a bound model.</summary>
    public Digest WeightsDigest => weightsDigest.Value;

    /// <summary>The same circuit, with a commitment in place of its weights.</summary>
    /// <param name="bound">Where they are committed to.</param>
    public CompiledCircuit With(BoundWeights bound)
    {
        ArgumentNullException.ThrowIfNull(bound);
        return new(Circuit, null, bound, Inputs, Outputs, Slice, Precision, circuitDigest, new(bound.Root));
    }
}
