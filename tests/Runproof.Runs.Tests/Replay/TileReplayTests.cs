using Runproof.Core.Traces;
using Runproof.Core.Verdicts;
using Runproof.Runs.Diff;
using Runproof.Runs.Replay;
using Runproof.Runs.Tests.Disputes;
using Runproof.Runs.Tiles;
using Runproof.Tiles.Units;

namespace Runproof.Runs.Tests.Replay;

public sealed class TileReplayTests : IDisposable
{
    private readonly ClaimedRun _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void Every_window_of_a_run_is_replayed_from_its_own_values()
    {
        foreach (string items in new[] { "[1,2,3]", "[1,2,-3,4]", "[13]" })
        {
            Trace trace = _runs.Run(ClaimedRun.Whole, null, ClaimedRun.Encode("list<i32>", items));
            for (int start = 0; start < trace.Steps.Length; start++)
            {
                for (int end = start + 1; end <= trace.Steps.Length; end++)
                {
                    ReplayResult result = Replay(trace, start, end);
                    Assert.Equal((Verification.Passed, Assurance.Replayed, end - start), (result.Status, result.Assurance, result.Steps.Length));
                }
            }
        }
    }

    [Fact]
    public void Another_output_is_found_in_every_window_that_has_it_and_shown_by_field()
    {
        Trace honest = _runs.Run(ClaimedRun.Whole, null, ClaimedRun.Encode("list<i32>", "[1,2,3]"));
        ReadOnlyMemory<byte> other = ClaimedRun.Encode("i64", "1234");
        Trace forged = _runs.Forge(honest, honest.Steps.SetItem(5, honest.Steps[5] with { Outputs = [ClaimedRun.DigestOf(other)] }), [other]);
        for (int start = 0; start < honest.Steps.Length; start++)
        {
            for (int end = start + 1; end <= honest.Steps.Length; end++)
            {
                ReplayResult result = Replay(forged, start, end);
                bool isInside = start <= 5 && 5 < end;
                Assert.Equal(isInside ? Verification.Failed : Verification.Passed, result.Status);
                if (!isInside)
                    continue;
                Assert.Equal((DivergenceReason.Output, 5UL), (result.First!.Reason, result.First.Step));
                Assert.Equal(new FieldDifference("", "1234", "24"), Assert.Single(Assert.Single(result.Values).Fields));
            }
        }

        ReplayResult claimed = ClaimedWindow.Compare(honest, forged, Replay(honest, 3, 8));
        Assert.Equal((Verification.Failed, DivergenceReason.Output, 5UL), (claimed.Status, claimed.First!.Reason, claimed.First.Step));
        Assert.Equal(Verification.Failed, claimed.Steps[2].Verification);
        Assert.Null(ClaimedWindow.Compare(honest, forged, Replay(honest, 0, 5)).First);
        Assert.Equal(DivergenceReason.Length, ClaimedWindow.Compare(honest, _runs.Forge(honest, honest.Steps[..4]), Replay(honest, 2, 6)).First!.Reason);
    }

    [Fact]
    public void A_payload_that_is_replaced_fails_as_an_input()
    {
        Trace honest = _runs.Run(ClaimedRun.Whole, null, ClaimedRun.Encode("list<i32>", "[1,2,3]"));
        ReadOnlyMemory<byte> none = new byte[] { 0xFF };
        Trace forged = _runs.Forge(honest, honest.Steps.SetItem(5, honest.Steps[5] with { Inputs = [ClaimedRun.DigestOf(none)] }), [none]);
        Assert.Equal(DivergenceReason.Input, Replay(forged, 5, 6).First!.Reason);
        Trace fewer = _runs.Forge(honest, honest.Steps.SetItem(5, honest.Steps[5] with { Inputs = [] }));
        Assert.Equal(DivergenceReason.Input, Replay(fewer, 5, 6).First!.Reason);
        Trace lost = _runs.Forge(honest, honest.Steps.SetItem(5, honest.Steps[5] with { Inputs = [default] }));
        Assert.Equal(ReplayErrors.ValueMissing, Replay(lost, 5, 6).Steps[0].Why!.Code);
    }

    [Fact]
    public void What_cannot_be_executed_again_stays_undecided()
    {
        Trace trace = _runs.Run(ClaimedRun.Whole, null, ClaimedRun.Encode("list<i32>", "[1,2,3]"));
        Assert.True(Replayer.TryReplay(_runs.Store, trace, new ReplayWindow(0, 2), out ReplayResult? without, out _));
        Assert.Equal((Verification.Inconclusive, TileErrors.TargetMissing), (without.Status, without.Steps[0].Why!.Code));
        var others = new TileReplaySource(new TileRegistry([], [], []), TileLimits.Default);
        Assert.True(Replayer.TryReplay(_runs.Store, trace, new ReplayWindow(0, 2), out ReplayResult? unknown, out _, others));
        Assert.Equal((Verification.Inconclusive, TileErrors.Unknown), (unknown.Status, unknown.Steps[1].Why!.Code));

        // A call that reaches its limit is lost with its thread; those after it are replayed by another one.
        TileUnit spin = ClaimedRun.Registry.Units.Single(unit => unit.ShortName == "Spin");
        var short_ = new TileReplaySource(ClaimedRun.Registry, new TileLimits(TimeSpan.FromMilliseconds(80), 1L << 30));
        ReadOnlyMemory<byte> endless = ClaimedRun.Encode("i64", "77");
        int at = trace.Steps.IndexOf(trace.Steps.First(step => step.Unit == spin.Revision.Digest));
        Trace forged = _runs.Forge(trace, trace.Steps.SetItem(at, trace.Steps[at] with { Inputs = [ClaimedRun.DigestOf(endless)] }), [endless]);
        Assert.True(Replayer.TryReplay(_runs.Store, forged, new ReplayWindow(at, at + 2), out ReplayResult? limited, out _, short_));
        Assert.Equal([Verification.Inconclusive, Verification.Passed], limited.Steps.Select(step => step.Verification));
        Assert.Equal(TileErrors.TimeLimit, limited.Steps[0].Why!.Code);
    }

    private ReplayResult Replay(Trace trace, int start, int end)
    {
        Assert.True(Replayer.TryReplay(_runs.Store, trace, new ReplayWindow(start, end), out ReplayResult? result, out var error, ClaimedRun.Source, TestContext.Current.CancellationToken), error?.ToString());
        return result;
    }
}
