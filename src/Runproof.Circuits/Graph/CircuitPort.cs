namespace Runproof.Circuits.Graph;

/// <summary>An output of a compiled circuit.</summary>
/// <param name="Name">The name of the ONNX value that it stands for.</param>
/// <param name="Function">What is done with the circuit's output to have that value.</param>
public sealed record CircuitPort(string Name, OutputFunction Function);
