using Runproof.Circuits.Graph;

namespace Runproof.Compiler.Models.Graph;

/// <summary>One output of a slice.</summary>
/// <param name="Name">The tensor of the model.</param>
/// <param name="Value">What the circuit returns for it; the same values in the same order as the function's argument, perhaps under other dimensions.</param>
/// <param name="Function">What is computed from that outside of the proof.</param>
/// <param name="IsPublic">Whether the output ends the model, so that its integers are public and no other slice reads them.</param>
internal sealed record LayerOutput(string Name, LayerValue Value, OutputFunction Function, bool IsPublic);
