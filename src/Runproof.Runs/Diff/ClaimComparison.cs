using Runproof.Core.Traces;

namespace Runproof.Runs.Diff;

/// <summary>What two claims have in common, told without their traces.</summary>
/// <param name="SameProgram">Whether the programs are the same.</param>
/// <param name="SameMode">Whether the run modes are the same.</param>
/// <param name="SameInputs">Whether the inputs are the same.</param>
/// <param name="SameOutputs">Whether the outputs are the same.</param>
/// <param name="SameOutcome">Whether they ended alike.</param>
/// <param name="SameSteps">Whether all step records are the same.</param>
/// <param name="CommonSteps">How many steps from the start are surely the same: those up to the last checkpoint that the claims share, or all.</param>
public sealed record ClaimComparison(
    bool SameProgram,
    bool SameMode,
    bool SameInputs,
    bool SameOutputs,
    bool SameOutcome,
    bool SameSteps,
    ulong CommonSteps)
{
    /// <summary>Whether the claims are the same.</summary>
    public bool Same => SameProgram && SameMode && SameInputs && SameOutputs && SameOutcome && SameSteps;

    /// <summary>Compares two claims.</summary>
    public static ClaimComparison Of(Claim left, Claim right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        var sameSteps = left.StepCount == right.StepCount && left.TraceRoot == right.TraceRoot;
        var common = left.Checkpoints.Zip(right.Checkpoints).TakeWhile(pair => pair.First == pair.Second).Select(pair => pair.First.StepCount);
        return new ClaimComparison(
            left.Program == right.Program,
            left.Mode == right.Mode,
            left.Inputs.SequenceEqual(right.Inputs),
            left.Outputs.SequenceEqual(right.Outputs),
            left.Outcome == right.Outcome,
            sameSteps,
            sameSteps ? left.StepCount : common.LastOrDefault());
    }
}
