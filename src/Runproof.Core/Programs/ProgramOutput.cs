namespace Runproof.Core.Programs;

/// <summary>A result of a program.</summary>
/// <param name="Name">Name; unique among the outputs.</param>
/// <param name="Source">The value that is returned.</param>
public sealed record ProgramOutput(string Name, Binding Source);
