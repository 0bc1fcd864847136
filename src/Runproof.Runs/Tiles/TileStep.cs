using Runproof.Core.Programs;
using Runproof.Core.Traces;

namespace Runproof.Runs.Tiles;

/// <summary>One call of a run, for people.</summary>
/// <param name="Index">Position in the run.</param>
/// <param name="Coordinates">Position in the program.</param>
/// <param name="Name">Name of the step.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Time">Wall time; zero where it was taken from another run.</param>
public sealed record TileStep(ulong Index, Coordinates Coordinates, string Name, StepOutcome Outcome, TimeSpan Time);
