using System.Collections.Immutable;
using Runproof.Core.Diagnostics;
using Runproof.Core.Programs;
using Runproof.Core.Traces;

namespace Runproof.Runs.Tiles;

/// <summary>What came out of a run of a program of tiles.</summary>
/// <param name="Outcome">How its last step ended; <see cref="StepOutcome.NotRun"/> where the program could not go on with these values.</param>
/// <param name="Outputs">The encoded value of each output; empty unless it succeeded.</param>
/// <param name="Steps">How many calls were made.</param>
/// <param name="Last">Where the last call stands in the program; null where none was made.</param>
/// <param name="Error">Why it did not succeed; null where it did.</param>
/// <param name="StackTrace">Where the tile was when it threw; null where it did not. It is not part of what is committed.</param>
/// <param name="Total">Wall time, with recording.</param>
public sealed record TileRun(
    StepOutcome Outcome,
    ImmutableArray<ReadOnlyMemory<byte>> Outputs,
    long Steps,
    Coordinates? Last,
    Diagnostic? Error,
    string? StackTrace,
    TimeSpan Total)
{
    /// <summary>The first calls, one by one.</summary>
    public ImmutableArray<TileStep> Listed { get; init; } = [];

    /// <summary>How many of the first steps were taken from another run.</summary>
    public int TakenOver { get; init; }

    /// <summary>The run that they were taken from; null where all were executed.</summary>
    public string? TakenFrom { get; init; }

    /// <summary>The run's name in its store; null where it was not recorded.</summary>
    public string? RunId { get; init; }

    /// <summary>The claim; null where it was not recorded.</summary>
    public Claim? Claim { get; init; }
}
