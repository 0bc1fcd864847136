using System.Text;
using Runproof.Core.Hashing;
using Runproof.Core.Merkle;
using Runproof.Core.Traces;
using Runproof.Models.Tensors;
using Runproof.Runs.Recording;
using Runproof.Runs.Store;

namespace Runproof.Runs.Tests.Recording;

public sealed class RunRecorderTests : IDisposable
{
    private readonly TemporaryStore _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_closed_run_holds_everything_that_was_recorded()
    {
        var program = SampleRun.CreateProgram(_folder.Store, 3);
        using var recorder = SampleRun.Start(_folder.Store, program);
        var output = SampleRun.RecordSteps(recorder, program, 3, start: 1);
        var claim = recorder.Close(StepOutcome.Succeeded, [output], "{}"u8);

        var trace = _folder.Read(recorder.RunId);

        Assert.True(trace.IsClosed);
        Assert.Equal(claim.Digest, trace.Claim!.Digest);
        Assert.Equal(program.Digest, trace.Program.Digest);
        Assert.Equal(recorder.RunId, trace.Header.RunId);
        Assert.Equal((ulong)_folder.Clock.Now.ToUnixTimeMilliseconds(), trace.Header.StartedAt);
        Assert.Equal("{}", Encoding.UTF8.GetString(trace.Notes!.Value.Span));
        Assert.Equal(4, trace.Values.Length);
        Assert.Equal([output], claim.Outputs);
        Assert.Equal([trace.Values[0].Digest], claim.Inputs);
        Assert.True(trace.TryGetValue(output, out var bytes));
        Assert.True(TensorEncoding.TryRead(bytes, "output", out var tensor, out _));
        Assert.Equal([7, 7, 7, 7], tensor.AsFloats());
        var log = new MerkleLog();
        foreach (var step in trace.Steps)
            log.Append(step.Leaf);
        Assert.Equal(log.Root, claim.TraceRoot);
        Assert.Equal(new KnownClaim(claim.Digest, program.Digest), _folder.Store.KnownClaim(recorder.RunId));
    }

    [Fact]
    public void The_same_run_gives_the_same_claim_at_another_time_in_another_store()
    {
        using var other = new TemporaryStore();
        other.Clock.Now = DateTimeOffset.UnixEpoch;

        var first = _folder.Read(SampleRun.Record(_folder.Store));
        var second = other.Read(SampleRun.Record(other.Store));

        Assert.Equal(first.Claim!.Digest, second.Claim!.Digest);
    }

    [Fact]
    public void A_value_is_written_once()
    {
        var program = SampleRun.CreateProgram(_folder.Store, 1);
        using var recorder = SampleRun.Start(_folder.Store, program);
        var tensor = Tensor.OfFloats([1, 4], [1, 2, 3, 4]);

        var digests = new[] { recorder.RecordInput(tensor), recorder.RecordValue(tensor), recorder.RecordValue(Tensor.OfFloats([1, 4], [1, 2, 3, 4])) };

        Assert.Single(digests.Distinct());
        Assert.Single(_folder.Read(recorder.RunId).Values);
    }

    [Fact]
    public void What_was_recorded_can_be_read_before_the_run_is_closed()
    {
        var program = SampleRun.CreateProgram(_folder.Store, 3);
        using var recorder = SampleRun.Start(_folder.Store, program);

        Assert.Empty(_folder.Read(recorder.RunId).Steps);
        SampleRun.RecordSteps(recorder, program, 2);

        var trace = _folder.Read(recorder.RunId);
        Assert.False(trace.IsClosed);
        Assert.Equal(2, trace.Steps.Length);
        Assert.Equal(new FileInfo(recorder.TracePath).Length, trace.Length);
    }

    [Fact]
    public void A_checkpoint_follows_every_1024_steps()
    {
        var program = SampleRun.CreateProgram(_folder.Store, 1);
        using var recorder = SampleRun.Start(_folder.Store, program);
        var value = recorder.RecordInput(Tensor.OfFloats([1, 4], [1, 2, 3, 4]));
        var log = new MerkleLog();
        var roots = new List<Digest>();
        for (var i = 0UL; i < (2 * Claim.CheckpointInterval) + 1; i++)
        {
            var record = SampleRun.RecordOf(program, 0, value, value) with { Index = i };
            recorder.RecordStep(record);
            log.Append(record.Leaf);
            roots.Add(log.Root);
        }

        var claim = recorder.Close(StepOutcome.Succeeded, [value], default);

        Assert.Equal([new Checkpoint(1024, roots[1023]), new Checkpoint(2048, roots[2047])], claim.Checkpoints);
        Assert.Equal(roots[^1], claim.TraceRoot);
        Assert.Equal(claim.Digest, _folder.Read(recorder.RunId).Claim!.Digest);
    }

    [Fact]
    public void Refuses_steps_out_of_order_and_steps_whose_values_are_not_recorded()
    {
        var program = SampleRun.CreateProgram(_folder.Store, 2);
        using var recorder = SampleRun.Start(_folder.Store, program);
        var value = recorder.RecordInput(Tensor.OfFloats([1, 4], [1, 2, 3, 4]));

        Assert.Throws<ArgumentException>(() => recorder.RecordStep(SampleRun.RecordOf(program, 1, value, value)));
        Assert.Throws<ArgumentException>(() => recorder.RecordStep(SampleRun.RecordOf(program, 0, value, program.Digest)));
        recorder.RecordStep(SampleRun.RecordOf(program, 0, value, value));
        Assert.Single(_folder.Read(recorder.RunId).Steps);
    }

    [Fact]
    public void A_run_cannot_be_closed_without_its_inputs_nor_go_on_when_it_is_closed()
    {
        var program = SampleRun.CreateProgram(_folder.Store, 1);
        using var recorder = SampleRun.Start(_folder.Store, program);
        Assert.Throws<InvalidOperationException>(() => recorder.Close(StepOutcome.Succeeded, [], default));

        var value = recorder.RecordInput(Tensor.OfFloats([1, 4], [1, 2, 3, 4]));
        recorder.Close(StepOutcome.Failed, [], default);

        Assert.Throws<InvalidOperationException>(() => recorder.RecordValue(Tensor.OfFloats([1], [1])));
        Assert.Throws<InvalidOperationException>(() => recorder.RecordStep(SampleRun.RecordOf(program, 0, value, value)));
        Assert.True(_folder.Read(recorder.RunId).IsClosed);
    }

    [Fact]
    public void A_resumed_run_ends_with_the_claim_of_a_run_that_was_never_interrupted()
    {
        var whole = _folder.Read(SampleRun.Record(_folder.Store, steps: 3, start: 5));
        var program = whole.Program;
        string interrupted;
        using (var recorder = SampleRun.Start(_folder.Store, program))
        {
            SampleRun.RecordSteps(recorder, program, 2, start: 5);
            interrupted = recorder.RunId;
        }

        using var resumed = _folder.Store.ResumeRun(_folder.Read(interrupted), whole.Claim!.Inputs, "tests 1.0");
        Assert.Equal(2, resumed.StepCount);
        var output = resumed.RecordValue(Tensor.OfFloats([1, 4], [11, 11, 11, 11]));
        resumed.RecordStep(SampleRun.RecordOf(program, 2, whole.Steps[2].Inputs[0], output));
        var claim = resumed.Close(StepOutcome.Succeeded, [output], default);

        Assert.NotEqual(interrupted, resumed.RunId);
        Assert.Equal(whole.Claim.Digest, claim.Digest);
        Assert.Throws<ArgumentException>(() => _folder.Store.ResumeRun(whole, whole.Claim.Inputs, "tests 1.0"));
        Assert.Throws<ArgumentException>(() => _folder.Store.ResumeRun(_folder.Read(interrupted), [program.Digest], "tests 1.0"));
    }

    [Fact]
    public void Runs_recorded_at_once_do_not_disturb_each_other()
    {
        const int threads = 4;
        const int runsPerThread = 5;
        var runs = new string[threads * runsPerThread];

        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, thread =>
        {
            for (var i = 0; i < runsPerThread; i++)
                runs[(thread * runsPerThread) + i] = SampleRun.Record(RunStore.Open(_folder.Root), steps: 3, start: thread);
        });

        var verification = _folder.Store.Verify();
        Assert.True(verification.IsIntact, string.Join('\n', verification.Problems));
        Assert.Equal(runs.Length, verification.ClosedRuns);
        Assert.Empty(verification.UnnotedRuns);
        Assert.Empty(verification.Leftovers);
        Assert.Equal(threads, runs.Select(run => _folder.Read(run).Claim!.Digest).Distinct().Count());
    }

    [Fact]
    public void A_full_disk_is_an_IOException_and_ends_the_recording()
    {
        var program = SampleRun.CreateProgram(_folder.Store, 1);
        var header = new TraceHeader("run", 0, RunMode.Audit, program.Digest, "", "");
        var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

        Assert.Throws<IOException>(() => RunRecorder.Start(full, header, program, _ => { }));
        Assert.True(full.SafeFileHandle.IsClosed);
    }

    [Fact]
    public void Every_toolchain_is_found_by_its_digest_and_no_other()
    {
        foreach (var toolchain in UnitToolchain.All)
        {
            Assert.True(UnitToolchain.TryFind(toolchain.Digest, out var found));
            Assert.Same(toolchain, found);
            Assert.Same(toolchain, UnitToolchain.For(toolchain.Optimization));
        }

        Assert.Equal("runproof.slice/1;onnxruntime;optimization=off", UnitToolchain.All[^1].Text);
        Assert.Equal(UnitToolchain.All.Length, UnitToolchain.All.Select(toolchain => toolchain.Digest).Distinct().Count());
        Assert.False(UnitToolchain.TryFind(default, out _));
    }
}
