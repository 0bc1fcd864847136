using Runproof.Core.Traces;
using Runproof.Runs.Store;
using Runproof.Runs.Tests.Recording;

namespace Runproof.Runs.Tests.Store;

public sealed class GarbageTests : IDisposable
{
    private static readonly GarbageOptions KeepOne = new() { KeepNewest = 1 };

    private readonly TemporaryStore _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_a_policy_no_run_goes_and_no_object_that_a_run_uses()
    {
        var run = SampleRun.Record(_folder.Store);
        _folder.Store.PutObject("unused"u8);
        Later();

        var report = _folder.Store.CollectGarbage(new GarbageOptions());

        Assert.Empty(report.Runs);
        Assert.Equal(1, report.Objects);
        Assert.Equal(6, report.Bytes);
        Assert.Equal(3, _folder.Store.Verify().Objects);
        Assert.Equal(0, _folder.Store.Verify().MissingArtifacts);
        Assert.True(_folder.Store.TryResolve(run, out _, out _));
    }

    [Fact]
    public void Runs_beyond_the_number_go_with_what_only_they_used_and_pinned_runs_stay()
    {
        var pinned = Record(1);
        var old = Record(3);
        var kept = Record(2);
        _folder.Store.Pin(pinned);
        Later();

        var dry = _folder.Store.CollectGarbage(KeepOne with { DryRun = true });
        Assert.Equal(3, _folder.Store.List().Length);
        var report = _folder.Store.CollectGarbage(KeepOne);

        Assert.Equal([old], report.Runs);
        Assert.Equal(1, report.Objects);
        Assert.Equal(dry.Runs, report.Runs);
        Assert.Equal((dry.Objects, dry.Leftovers, dry.Bytes), (report.Objects, report.Leftovers, report.Bytes));
        Assert.Equal([kept, pinned], _folder.Store.List().Select(run => run.Id));
        var verification = _folder.Store.Verify();
        Assert.True(verification.IsIntact);
        Assert.Equal((2, 0), (verification.Objects, verification.MissingArtifacts));
        Assert.Empty(verification.Leftovers);

        _folder.Store.Unpin(pinned);
        Assert.Equal([pinned], _folder.Store.CollectGarbage(KeepOne).Runs);
    }

    [Fact]
    public void Both_limits_together_take_only_runs_beyond_both()
    {
        var oldest = Record(1);
        _folder.Clock.Now += TimeSpan.FromDays(10);
        Record(1);
        Record(1);

        Assert.Equal([oldest], _folder.Store.CollectGarbage(KeepOne with { OlderThan = TimeSpan.FromDays(5) }).Runs);
        Assert.Empty(_folder.Store.CollectGarbage(KeepOne with { KeepNewest = 5, OlderThan = TimeSpan.Zero }).Runs);
    }

    [Fact]
    public void A_run_that_is_going_on_and_young_objects_stay()
    {
        var program = SampleRun.CreateProgram(_folder.Store, 2);
        using var recorder = SampleRun.Start(_folder.Store, program);
        Later();
        var young = _folder.Store.PutObject("for a run that is about to start"u8);

        var report = _folder.Store.CollectGarbage(new GarbageOptions { KeepNewest = 0 });

        Assert.Empty(report.Runs);
        Assert.Equal(0, report.Objects);
        Assert.True(_folder.Store.TryGetObject(young, out _, out _));
        SampleRun.RecordSteps(recorder, program, 2);
        recorder.Close(StepOutcome.Succeeded, [], default);
        Assert.Equal(1, _folder.Store.Verify().ClosedRuns);
    }

    [Fact]
    public void Storing_an_old_object_again_keeps_it()
    {
        var digest = _folder.Store.PutObject("slice"u8);
        SampleRun.Record(_folder.Store);
        Later();
        _folder.Store.PutObject("slice"u8);

        Assert.Equal(0, _folder.Store.CollectGarbage(new GarbageOptions()).Objects);
        Later();
        Assert.Equal(1, _folder.Store.CollectGarbage(new GarbageOptions()).Objects);
        Assert.False(_folder.Store.TryGetObject(digest, out _, out _));
    }

    [Fact]
    public void Leftovers_go_when_they_are_old()
    {
        SampleRun.Record(_folder.Store);
        File.WriteAllText(_folder.PathOf("tmp", "torn"), "12345");
        Directory.CreateDirectory(_folder.PathOf("tmp", "removed", "run"));
        Directory.CreateDirectory(_folder.PathOf("runs", "20260101-000000-123456"));
        File.WriteAllText(_folder.PathOf("runs", "20260101-000000-123456", "trace"), "");

        Assert.Equal(0, _folder.Store.CollectGarbage(new GarbageOptions()).Leftovers);
        Later();

        Assert.Equal(3, _folder.Store.CollectGarbage(new GarbageOptions()).Leftovers);
        Assert.Empty(_folder.Store.Verify().Leftovers);
    }

    [Fact]
    public void While_a_run_cannot_be_read_no_object_goes()
    {
        var run = SampleRun.Record(_folder.Store);
        _folder.Store.PutObject("unused"u8);
        File.WriteAllText(_folder.TraceOf(run), "damaged");
        Later();

        var report = _folder.Store.CollectGarbage(new GarbageOptions());

        Assert.Equal(0, report.Objects);
        Assert.Equal([run], report.Unreadable);
        Assert.Equal(4, _folder.Store.Verify().Objects);
    }

    private string Record(int steps)
    {
        _folder.Clock.Now += TimeSpan.FromSeconds(1);
        return SampleRun.Record(_folder.Store, steps);
    }

    private void Later() => _folder.Clock.Now += TimeSpan.FromMinutes(30);
}
