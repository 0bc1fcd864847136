using Runproof.Core.Diagnostics;
using Runproof.Core.Traces;
using Runproof.Core.Verdicts;
using Runproof.Runs.Diff;

namespace Runproof.Runs.Replay;

/// <summary>Holds the records of a claimed run against a run that was replayed.</summary>
public static class ClaimedWindow
{
    /// <summary>
    /// The result with what the claim says: a step that was replayed and that the claim has otherwise is failed, since the replay has shown what it gives.
    /// </summary>
    /// <param name="trace">The run that was replayed.</param>
    /// <param name="claimed">The claimed run.</param>
    /// <param name="result">What replaying it showed.</param>
    public static ReplayResult Compare(Trace trace, Trace claimed, ReplayResult result)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentNullException.ThrowIfNull(claimed);
        ArgumentNullException.ThrowIfNull(result);
        for (int i = result.Window.Start; i < result.Window.End; i++)
        {
            DivergenceReason? reason = i < claimed.Steps.Length ? RunDiff.ReasonAt(claimed.Steps[i], trace.Steps[i]) : DivergenceReason.Length;
            if (reason is not { } found || (result.First is { } first && first.Step <= (ulong)i))
                continue;
            int position = i - result.Window.Start;
            ReplayedStep step = result.Steps[position];
            var why = new Diagnostic(ReplayErrors.Diverged, Phase.Replay, step.Name, $"the claim has another step here, reason {found.ToString().ToLowerInvariant()}", "runproof dispute with the claim, which proves it");
            return result with
            {
                Steps = result.Steps.SetItem(position, step with { Verification = Verification.Failed, Why = why }),
                First = new Divergence(found, (ulong)i, trace.Steps[i].Coordinates, step.Name),
                Values = found == DivergenceReason.Length ? [] : RunDiff.Values(found, claimed, trace, i),
            };
        }

        return result;
    }
}
