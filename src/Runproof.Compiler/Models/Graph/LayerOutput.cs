using System.Collections.Immutable;
using Runproof.Compiler.Models.Outputs;

namespace Runproof.Compiler.Models.Graph;

/// <summary>One output of a slice.</summary>
/// <param name="Name">The tensor of the model.</param>
/// <param name="Value">What the circuit returns for it.</param>
/// <param name="Functions">What is computed from that outside of the proof, in order.</param>
/// <param name="IsPublic">Whether the output ends the model, so that its integers are public and no other slice reads them.</param>
internal sealed record LayerOutput(string Name, LayerValue Value, ImmutableArray<OutputFunction> Functions, bool IsPublic);
