using System.Collections.Immutable;
using Runproof.Circuits.Formats;
using Runproof.Core.Hashing;

namespace Runproof.Circuits.Graph;

/// <summary>What a slice became: a circuit, its weights, and how they belong to the slice.</summary>
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
        : this(circuit, weights, inputs, outputs, slice, precision, new(() => CircuitFormat.DigestOf(circuit)), new(() => WeightsFormat.DigestOf(weights)))
    {
    }

    internal CompiledCircuit(
        Circuit circuit,
        CircuitWeights weights,
        ImmutableArray<string> inputs,
        ImmutableArray<CircuitPort> outputs,
        Digest slice,
        CircuitPrecision precision,
        Lazy<Digest> circuitDigest,
        Lazy<Digest> weightsDigest)
    {
        Circuit = circuit;
        Weights = weights;
        Inputs = inputs;
        Outputs = outputs;
        Slice = slice;
        Precision = precision;
        this.circuitDigest = circuitDigest;
        this.weightsDigest = weightsDigest;
    }

    /// <summary>The circuit.</summary>
    public Circuit Circuit { get; }

    /// <summary>The weights of the circuit.</summary>
    public CircuitWeights Weights { get; }

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

    /// <summary>The digest that names the weights.</summary>
    public Digest WeightsDigest => weightsDigest.Value;
}
