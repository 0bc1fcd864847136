using Runproof.Cli.Demo;
using Runproof.Cli.Errors;
using Runproof.Cli.Tests.Schemas;
using Runproof.Core.Diagnostics;
using Runproof.Core.Verdicts;
using Runproof.Runs.Store;
using Runproof.Runs.Validation;

namespace Runproof.Cli.Tests.Verbs;

public sealed class DemoVerbTests
{
    [Fact]
    public async Task Two_demos_at_once_both_tell_the_whole_story()
    {
        using var directory = new TemporaryDirectory();
        var store = directory.PathOf("store");
        var runs = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => CommandRun.Of("demo", "--store", store), TestContext.Current.CancellationToken)));

        foreach (var run in runs)
        {
            Assert.True(run.Code == 0, run.Error);
            Assert.DoesNotContain('\e', run.Output);
            foreach (var text in new[] { "1. The model", "✗ refused, E_TRACE_DAMAGED", "with the claim pinned: refused", "? without a pin: undecided", "replayed: executed again", "10. Change one byte of the proof", "refused: the proof of step", "11. Summary", "  doom ", DemoTour.HonestSentence })
                Assert.Contains(text, run.Output, StringComparison.Ordinal);
        }

        Assert.Equal(4, RunStore.Open(store).List().Length);
        Assert.Equal(0, CommandRun.Of("store", "verify", "--store", store).Code);
        Assert.Empty(CommandRun.Of("store", "verify", "--json", "--store", store).Json.GetProperty("unknownFiles").EnumerateArray());
    }

    [Fact]
    public void A_program_gets_each_stage_and_a_terminal_colours()
    {
        using var directory = new TemporaryDirectory();
        var run = CommandRun.Of("demo", "--model", "doom", "--json", "--store", directory.PathOf("store"));
        Assert.Equal(0, run.Code);
        Assert.Empty(JsonSchema.Of("runproof.demo/1").Problems(run.Json));
        var model = Assert.Single(run.Json.GetProperty("models").EnumerateArray());
        Assert.Equal("failed", model.GetProperty("tampered").GetProperty("verify").GetProperty("verdict").GetString());
        Assert.Equal("failed", model.GetProperty("forged").GetProperty("pinned").GetProperty("verdict").GetString());
        Assert.Equal("failed", model.GetProperty("tamperedProof").GetProperty("verdict").GetString());
        Assert.Equal(100, model.GetProperty("run").GetProperty("security").GetInt32());
        Assert.True(File.Exists(model.GetProperty("report").GetString()));

        Assert.Contains("\e[32m", CommandRun.Of(asTerminal: true, "demo", "--model", "net", "--store", directory.PathOf("store")).Output, StringComparison.Ordinal);
        Assert.Equal(2, CommandRun.Of("demo", "--model", "other", "--store", directory.PathOf("store")).Code);
    }

    [Fact]
    public async Task Whatever_does_not_go_as_promised_is_a_bug()
    {
        using var directory = new TemporaryDirectory();
        var store = RunStore.Open(directory.PathOf("store"));
        var tour = await new DemoGuide(store, DemoFolder.Create(store)).Tour(DemoModel.All[0], TestContext.Current.CancellationToken);
        Assert.Null(tour.Problem);
        var failed = tour.Validation with { Gates = [new Gate("classes agree", Verification.Failed, "no")] };

        foreach (var wrong in new[]
        {
            tour with { Verdict = tour.Forgery.Unpinned },
            tour with { Replay = tour.Forgery.Replay },
            tour with { Tampering = tour.Tampering with { Verdict = tour.Verdict } },
            tour with { Forgery = tour.Forgery with { Pinned = tour.Forgery.Unpinned } },
            tour with { Forgery = tour.Forgery with { Unpinned = tour.Verdict } },
            tour with { Forgery = tour.Forgery with { Replay = tour.Replay } },
            tour with { Validation = failed },
            tour with { Proof = tour.Proof with { Verdict = tour.Proof.Untouched } },
        })
        {
            Assert.NotNull(wrong.Problem);
        }

        Assert.Equal(ErrorClass.Bug, CliErrors.Bug.Class);
    }
}
