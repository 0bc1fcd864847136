using System.Collections.Immutable;
using Runproof.Circuits.Graph;
using Runproof.Compiler.Models.Quantization;

namespace Runproof.Compiler.Models;

/// <summary>A slice as a circuit.</summary>
/// <param name="Circuit">The circuit. Its inputs are the slice's inputs that are no constants, its outputs the slice's outputs, both in order.</param>
/// <param name="Weights">The values of its parameters.</param>
/// <param name="Inputs">Names of the inputs.</param>
/// <param name="Outputs">The outputs, with what is computed from them outside of the proof.</param>
/// <param name="Precision">The bits of what the circuit computes.</param>
/// <param name="IsTotal">
/// Whether every input within its range has an execution. Where it is false, an input far from what was seen on samples may leave the domain of a
/// table, and the slice then has no proof for that input.
/// </param>
public sealed record CompiledSlice(
    Circuit Circuit,
    CircuitWeights Weights,
    ImmutableArray<string> Inputs,
    ImmutableArray<CompiledOutput> Outputs,
    Precision Precision,
    bool IsTotal);
