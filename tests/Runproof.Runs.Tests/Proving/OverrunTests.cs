using System.Collections.Immutable;
using Runproof.Circuits.Proving;
using Runproof.Core.Traces;
using Runproof.Core.Verdicts;
using Runproof.Runs.Claims;
using Runproof.Runs.Planning;
using Runproof.Runs.Proving;
using Runproof.Runs.Results;
using Runproof.Runs.Store;
using Runproof.Runs.Tests.Circuits;
using Runproof.Runs.Tests.Recording;

namespace Runproof.Runs.Tests.Proving;

/// <summary>Provers that are stopped in the middle, by a clock that the test moves.</summary>
public sealed class OverrunTests(CompiledNet net) : IClassFixture<CompiledNet>
{
    // Far beyond what executing a slice of the sample takes in real time.
    private static readonly TimeSpan Limit = TimeSpan.FromHours(1);

    private readonly ManualClock _clock = new();
    private readonly List<(ImmutableArray<int> Steps, ProofStage Stage)> _entered = [];

    [Theory]
    [InlineData(ProofStage.Witness)]
    [InlineData(ProofStage.Commitment)]
    [InlineData(ProofStage.Lookups)]
    [InlineData(ProofStage.Claims)]
    [InlineData(ProofStage.Opening)]
    public void A_prover_that_is_stopped_in_a_stage_does_not_reach_the_next(ProofStage stage)
    {
        var result = Run(stage, TimeSpan.FromDays(36_500), ProofLayout.Joint);

        // A century is too long even for the share of a slice that commits to nothing of its own.
        Check(result, [0, 1, 2, 3, 4]);
        Assert.Equal(Enum.GetValues<ProofStage>()[..((int)stage + 1)], _entered.Select(entry => entry.Stage));
        Assert.Null(result.Proof);
    }

    [Fact]
    public void Slices_that_overrun_fall_back_in_one_go_and_the_others_are_proved_again()
    {
        // The largest slice of net commits to two thirds of all values, the next to one third: after 1.6 limits the limit is over for the first alone.
        var copy = net.Copy();
        var result = Run(ProofStage.Opening, 1.6 * Limit, ProofLayout.Joint, copy, record: true);

        Check(result, [0]);
        Assert.Equal(80, result.OverallSecurity);
        Assert.Equal([5, 4], Attempts().Select(steps => steps.Length));
        Assert.Equal([1, 2, 3, 4], Attempts()[1]);

        var run = Assert.Single(copy.Store.List());
        Assert.True(copy.Store.TryResolve(run.Id, out var location, out _));
        Assert.True(TraceFile.TryRead(location.TracePath, out var trace, out _));
        Assert.Equal([Backend.OnnxRuntime, Backend.Circuit, Backend.Circuit, Backend.Circuit, Backend.Circuit], trace.Steps.Select(step => step.Backend));
        Assert.True(RunVerifier.TryVerify(copy.Store, location, null, out var verdict, out _));
        Assert.Equal((Verification.Passed, 80), (verdict.Verdict.Status, verdict.SecurityPercent));
    }

    [Fact]
    public void A_prover_that_is_stopped_early_lets_all_slices_fall_back_that_would_overrun()
    {
        // Less than a tenth of the proof took 1.6 limits: all of it would take 16, of which the second largest slice has a third.
        var result = Run(ProofStage.Witness, 1.6 * Limit, ProofLayout.Joint);

        Check(result, [0, 1]);
        Assert.Equal([5, 3], Attempts().Select(steps => steps.Length));
    }

    [Fact]
    public void A_second_overrun_takes_all_of_its_slices_away()
    {
        var result = Run(ProofStage.Opening, 1.6 * Limit, ProofLayout.Joint, always: true);

        Check(result, [0, 1, 2, 3, 4]);
        Assert.Equal([5, 4], Attempts().Select(steps => steps.Length));
        Assert.Null(result.Proof);
    }

    [Fact]
    public void Of_separate_proofs_only_the_one_that_overruns_falls_back()
    {
        var result = Run(ProofStage.Lookups, 2 * Limit, ProofLayout.Separate, stopped: 2);

        Check(result, [2]);
        Assert.Equal(4, result.Proof!.Count);
    }

    [Fact]
    public void A_run_that_its_caller_ends_is_neither_recorded_nor_falls_back()
    {
        var copy = net.Copy();
        using var source = new CancellationTokenSource();
        using var runner = copy.Open(new RunProver { Entering = (_, stage) => End(stage, source) }, record: true);

        Assert.Throws<OperationCanceledException>(() => runner.Infer(InferMode.Auto, runner.ReadInput(), source.Token));
        Assert.Equal([ProofStage.Witness, ProofStage.Commitment, ProofStage.Lookups], _entered.Select(entry => entry.Stage));
        Assert.DoesNotContain(copy.Store.List(), run => run.State == RunState.Closed);
    }

    private void End(ProofStage stage, CancellationTokenSource source)
    {
        _entered.Add(([], stage));
        if (stage == ProofStage.Lookups)
            source.Cancel();
    }

    // Lets time go by as a stage begins, in the first proof or in every one.
    private RunResult Run(ProofStage stage, TimeSpan time, ProofLayout layout, ModelCopy? copy = null, bool record = false, bool always = false, int? stopped = null)
    {
        var prover = new RunProver
        {
            Clock = _clock,
            Threads = 1,
            Entering = (steps, entered) =>
            {
                _entered.Add((steps, entered));
                var isFirst = _entered.Count(entry => entry.Stage == entered) == 1;
                if (entered == stage && (stopped is { } step ? steps.Contains(step) : always || isFirst))
                    _clock.Advance(time);
            },
        };
        using var runner = (copy ?? net.Copy()).Open(prover, record);
        (runner.Layout, runner.TimeLimit) = (layout, Limit);
        return runner.Infer(InferMode.Auto, runner.ReadInput(), CancellationToken.None);
    }

    private ImmutableArray<int>[] Attempts() => [.. _entered.Where(entry => entry.Stage == ProofStage.Witness).Select(entry => entry.Steps)];

    private static void Check(RunResult result, int[] fallen)
    {
        for (var i = 0; i < result.ExecutionResults.Length; i++)
        {
            var slice = result.ExecutionResults[i];
            Assert.Equal(fallen.Contains(i) ? (FallbackReason?)FallbackReason.TimeLimit : null, slice.Fallback);
            Assert.Equal(fallen.Contains(i) ? Verification.NotAttempted : Verification.Passed, slice.Verification);
        }

        Assert.Equal(100 * (5 - fallen.Length) / 5, result.OverallSecurity);
    }
}
