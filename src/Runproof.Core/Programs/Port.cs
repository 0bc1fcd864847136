namespace Runproof.Core.Programs;

/// <summary>A typed, named place where a value enters or leaves a unit or a program.</summary>
/// <param name="Name">Name; unique among the ports of its side.</param>
/// <param name="Type">The type in canonical text, such as <c>float[1,3,32,32]</c>.</param>
public sealed record Port(string Name, string Type);
