using Runproof.Core.Programs;
using Runproof.Core.Traces;

namespace Runproof.Verifier.Disputes;

/// <summary>Where a program goes on after a record.</summary>
/// <param name="At">The next call; null where there is none, or where the evidence does not say.</param>
/// <param name="End">How the run ends; null where it goes on, or where the evidence does not say.</param>
internal readonly record struct NextPlace(Coordinates? At, StepOutcome? End)
{
    /// <summary>The evidence does not say.</summary>
    public static NextPlace Unknown => default;

    /// <summary>The run ends.</summary>
    public static NextPlace Ended(StepOutcome outcome) => new(null, outcome);
}
