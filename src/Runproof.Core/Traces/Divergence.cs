using Runproof.Core.Programs;

namespace Runproof.Core.Traces;

/// <summary>The first difference between a run and another one, or its re-execution.</summary>
/// <param name="Reason">In what they differ.</param>
/// <param name="Step">Index of the step in the trace.</param>
/// <param name="Coordinates">Position of the step in the program, in the first run that has it.</param>
/// <param name="Name">The step's name in the program; empty where the program has no such step.</param>
public sealed record Divergence(DivergenceReason Reason, ulong Step, Coordinates Coordinates, string Name);
