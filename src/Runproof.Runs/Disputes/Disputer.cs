using Runproof.Core.Diagnostics;
using Runproof.Core.Programs;
using Runproof.Core.Traces;
using Runproof.Core.Verdicts;
using Runproof.Runs.Replay;
using Runproof.Runs.Store;
using Runproof.Verifier.Claims;
using Runproof.Verifier.Disputes;

namespace Runproof.Runs.Disputes;

/// <summary>
/// Executes a claimed run again and finds the first place in which the claim is false: the records before it follow the program, and gave what they say. The schedule is walked
/// first, and then every step up to there is replayed from its own values, which the walk has shown to be those of the steps before it.
/// </summary>
public static class Disputer
{
    /// <summary>Disputes a claimed run.</summary>
    /// <param name="store">Where the units of a model lie.</param>
    /// <param name="trace">The claimed run, closed, of tiles or of a model.</param>
    /// <param name="tiles">The tiles that a run of tiles takes.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static DisputeResult Dispute(RunStore store, Trace trace, TileReplaySource? tiles = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(trace);
        if (trace.Claim is not { } claim)
            throw new ArgumentException("The run was not closed: it claims nothing.", nameof(trace));
        ScheduleProblem? problem = RunSchedule.Problem(trace.Program, trace.Steps, claim, trace.TryGetValue, out _);
        int followed = problem is null ? trace.Steps.Length : (int)Math.Min(problem.Step, (ulong)trace.Steps.Length);
        ReplayResult? replay = null;
        if (followed > 0 && !Replayer.TryReplay(store, trace, new ReplayWindow(0, followed), out replay, out Diagnostic? error, tiles, cancellation))
            throw new RunproofException(error);
        if (replay?.First is { } first)
            return WithProof(trace, new DisputeResult(first, replay.Steps[(int)first.Step].Why!.Message, replay.Values, null, null, followed));
        Diagnostic? undecided = replay?.Steps.FirstOrDefault(step => step.Verification != Verification.Passed)?.Why;
        if (problem is null)
            return new DisputeResult(null, "", [], null, undecided, followed);
        if (problem.Missing is not null)
            return new DisputeResult(null, "", [], null, new Diagnostic(ClaimErrors.ValueMissing, Phase.Verify, trace.Header.RunId, problem.Message, "another copy of the run"), followed);
        Coordinates at = problem.Coordinates ?? (problem.Step < (ulong)trace.Steps.Length ? trace.Steps[(int)problem.Step].Coordinates : new Coordinates([]));
        return WithProof(trace, new DisputeResult(new Divergence(problem.Reason, problem.Step, at, problem.Name), problem.Message, [], null, undecided, followed));
    }

    private static DisputeResult WithProof(Trace trace, DisputeResult result) =>
        FraudProver.TryProve(trace, result.First!.Reason, result.First.Step, out FraudProof? proof, out Diagnostic? error)
            ? result with { Proof = proof }
            : result with { Problem = error };
}
