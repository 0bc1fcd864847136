using System.Collections.Immutable;

namespace Runproof.Core.Programs;

/// <summary>Calls in order: a program's outermost level, or a sequence that a program calls.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Inputs">What a caller supplies.</param>
/// <param name="Steps">The calls, in order; at least one.</param>
/// <param name="Outputs">What it returns.</param>
public sealed record ProgramSequence(
    string Name,
    ImmutableArray<Port> Inputs,
    ImmutableArray<ProgramStep> Steps,
    ImmutableArray<ProgramOutput> Outputs);
