using Runproof.Core.Hashing;
using Runproof.Core.Programs;
using Runproof.Core.Traces;

namespace Runproof.Verifier.Claims;

/// <summary>Where records leave the schedule of their program.</summary>
/// <param name="Reason">In what they differ from it.</param>
/// <param name="Step">Index of the record; the number of records where the end is wrong.</param>
/// <param name="Coordinates">Where the program is; null where it has ended.</param>
/// <param name="Name">The step that the program is at; empty where it has ended.</param>
/// <param name="Message">What is wrong, in words.</param>
public sealed record ScheduleProblem(DivergenceReason Reason, ulong Step, Coordinates? Coordinates, string Name, string Message)
{
    /// <summary>The value without which nothing more can be said; null where something is wrong.</summary>
    public Digest? Missing { get; init; }

    /// <summary>Whether a value is not the one that the program binds, in place of a step that is not the program's.</summary>
    public bool IsWiring => Missing is null && Reason == DivergenceReason.Input;
}
