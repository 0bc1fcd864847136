using Runproof.Core.Diagnostics;
using Runproof.Core.Traces;
using Runproof.Core.Verdicts;
using Runproof.Runs.Store;
using Runproof.Runs.Tests.Recording;
using Runproof.Verifier.Claims;

namespace Runproof.Runs.Tests.Store;

/// <summary>Attacks on recorded runs, and what the check of the store says to each.</summary>
public sealed class StoreTamperTests : IDisposable
{
    private readonly TemporaryStore _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void No_byte_of_a_closed_run_can_be_changed_unnoticed()
    {
        var run = SampleRun.Record(_folder.Store, steps: 1);
        var bytes = File.ReadAllBytes(_folder.TraceOf(run));
        for (var i = 0; i < bytes.Length; i++)
        {
            var changed = (byte[])bytes.Clone();
            changed[i] ^= (byte)(1 << (i % 8));
            File.WriteAllBytes(_folder.TraceOf(run), changed);

            var verification = _folder.Store.Verify();

            Assert.Equal([run], verification.DamagedRuns);
            Assert.Contains(Assert.Single(verification.Problems).Code, new[]
            {
                TraceErrors.Damaged, TraceErrors.Frames, TraceErrors.NotATrace, TraceErrors.UnknownVersion, StoreErrors.ClaimChanged,
            });
        }
    }

    [Fact]
    public void A_copy_changed_or_cut_at_any_byte_never_passes_against_the_claim_that_was_noted()
    {
        var run = SampleRun.Record(_folder.Store, steps: 1);
        var bytes = File.ReadAllBytes(_folder.TraceOf(run));
        var expected = new Expectation(null, _folder.Store.KnownClaim(run)!.Value.Claim);
        Assert.Equal(Verification.Passed, Check(bytes));
        for (var i = 0; i < bytes.Length; i++)
        {
            var changed = (byte[])bytes.Clone();
            changed[i] ^= (byte)(1 << (i % 8));
            Assert.NotEqual(Verification.Passed, Check(changed));
            Assert.NotEqual(Verification.Passed, Check(bytes[..i]));
        }

        Verification? Check(byte[] copy) => TraceReader.TryRead(copy, "copy", out var trace, out _)
            ? ClaimVerifier.Verify(trace, "copy", expected, artifact => _folder.Store.TryGetObject(artifact, out var content, out _) ? content : null).Status
            : null;
    }

    [Fact]
    public void No_end_of_a_closed_run_can_be_cut_off_unnoticed()
    {
        var run = SampleRun.Record(_folder.Store, steps: 2);
        var bytes = File.ReadAllBytes(_folder.TraceOf(run));
        for (var length = bytes.Length - 1; length > 0; length--)
        {
            File.WriteAllBytes(_folder.TraceOf(run), bytes[..length]);

            Assert.Equal([run], _folder.Store.Verify().DamagedRuns);
            Assert.NotEqual(RunState.Closed, Assert.Single(_folder.Store.List()).State);
        }
    }

    [Fact]
    public void An_interrupted_run_may_end_at_any_byte_after_its_program()
    {
        var program = SampleRun.CreateProgram(_folder.Store, 3);
        using var recorder = SampleRun.Start(_folder.Store, program);
        var start = (int)new FileInfo(recorder.TracePath).Length;
        SampleRun.RecordSteps(recorder, program, 3);
        recorder.Dispose();
        var bytes = File.ReadAllBytes(recorder.TracePath);
        var steps = 0;
        for (var length = 0; length <= bytes.Length; length++)
        {
            File.WriteAllBytes(recorder.TracePath, bytes[..length]);
            var verification = _folder.Store.Verify();

            Assert.Equal(length == 0 || length >= start, verification.IsIntact);
            if (length < start)
                continue;
            Assert.Equal([recorder.RunId], verification.InterruptedRuns);
            var now = _folder.Read(recorder.RunId).Steps.Length;
            Assert.InRange(now, steps, steps + 1);
            Assert.Equal(now, Assert.Single(_folder.Store.List()).Steps);
            steps = now;
        }

        Assert.Equal(3, steps);
    }

    [Fact]
    public void A_trace_rewritten_with_all_its_digests_no_longer_claims_what_the_store_noted()
    {
        var run = SampleRun.Record(_folder.Store, start: 1);
        using var forger = new TemporaryStore();
        var forged = SampleRun.Record(forger.Store, start: 2);
        ForgedTrace.Write(_folder.TraceOf(run), forger.Read(forged), runId: run);

        var problem = Assert.Single(_folder.Store.Verify().Problems);

        Assert.Equal(StoreErrors.ClaimChanged, problem.Code);
        Assert.Equal(ErrorClass.VerificationFailed, problem.Code.Class);
        Assert.Contains(_folder.Store.KnownClaim(run)!.Value.Claim.ToString(), problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_under_another_runs_name_is_reported()
    {
        var first = SampleRun.Record(_folder.Store, start: 1);
        var second = SampleRun.Record(_folder.Store, start: 2);
        File.Copy(_folder.TraceOf(first), _folder.TraceOf(second), overwrite: true);

        Assert.Equal(StoreErrors.RunMisnamed, Assert.Single(_folder.Store.Verify().Problems).Code);
    }

    [Fact]
    public void Leftovers_unknown_files_missing_artifacts_and_unnoted_claims_are_told_and_are_no_damage()
    {
        var run = SampleRun.Record(_folder.Store, steps: 2);
        File.Delete(_folder.PathOf("claims.log"));
        File.WriteAllText(_folder.PathOf("tmp", "torn"), "");
        File.WriteAllText(_folder.PathOf("pins", "20260101-000000-abcdef"), "");
        Directory.CreateDirectory(_folder.PathOf("runs", "20260101-000000-123456"));
        File.WriteAllText(_folder.PathOf("note.txt"), "");
        File.WriteAllText(_folder.PathOf("runs", run, "extra"), "");
        var artifact = RunStore.DigestOfObject(SampleRun.Artifact(1)).ToString();
        File.Move(_folder.PathOf("objects", artifact[..2], artifact[2..]), _folder.PathOf("objects", artifact[..2], "misplaced"));

        var verification = _folder.Store.Verify();

        Assert.True(verification.IsIntact);
        Assert.Equal([run], verification.UnnotedRuns);
        Assert.Equal(1, verification.MissingArtifacts);
        Assert.Equal(["torn", "20260101-000000-123456", "20260101-000000-abcdef"], verification.Leftovers.Select(Path.GetFileName));
        Assert.Equal(["misplaced", "note.txt", "extra"], verification.UnknownFiles.Select(Path.GetFileName));
    }

    [Fact]
    public void The_check_tells_its_progress_and_can_be_cancelled()
    {
        SampleRun.Record(_folder.Store, steps: 2);
        var progress = new ProgressList();

        _folder.Store.Verify(progress);

        Assert.Equal([new(1, 3), new(2, 3), new(3, 3)], progress.Reports);
        Assert.ThrowsAny<OperationCanceledException>(() => _folder.Store.Verify(null, new CancellationToken(canceled: true)));
    }

    private sealed class ProgressList : IProgress<StoreProgress>
    {
        public List<StoreProgress> Reports { get; } = [];

        public void Report(StoreProgress value) => Reports.Add(value);
    }
}
