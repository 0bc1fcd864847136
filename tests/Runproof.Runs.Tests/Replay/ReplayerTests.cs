using Runproof.Core.Diagnostics;
using Runproof.Core.Programs;
using Runproof.Core.Traces;
using Runproof.Core.Verdicts;
using Runproof.Models.Tensors;
using Runproof.Runs.Backends;
using Runproof.Runs.Recording;
using Runproof.Runs.Replay;
using Runproof.Runs.Tests.Recording;

namespace Runproof.Runs.Tests.Replay;

public sealed class ReplayerTests : IDisposable
{
    private readonly TemporaryStore _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_honest_run_replays_as_a_whole_and_in_every_window()
    {
        var trace = _folder.Read(SampleRun.Record(_folder.Store, steps: 3));
        for (var start = 0; start < 3; start++)
        {
            for (var end = start + 1; end <= 3; end++)
            {
                var result = Replay(trace, start, end);

                Assert.Equal(Verification.Passed, result.Status);
                Assert.Equal(Assurance.Replayed, result.Assurance);
                Assert.Null(result.First);
                Assert.Empty(result.Values);
                Assert.Equal(Enumerable.Range(start, end - start).Select(SampleRun.Name), result.Steps.Select(step => step.Name));
                Assert.All(result.Steps, step => Assert.True(step.ExecutionTime > TimeSpan.Zero && step.LoadTime > TimeSpan.Zero));
            }
        }
    }

    [Fact]
    public void A_boundary_tensor_that_no_execution_gives_is_found_at_its_step()
    {
        var trace = _folder.Read(SampleRun.Record(_folder.Store, steps: 3, start: 1, function: (step, value) => step == 1 ? value + 2.5f : value + step + 1));

        var result = Replay(trace, 0, 3);

        Assert.Equal(new Divergence(DivergenceReason.Output, 1, Coordinates.At(1), "slice_1"), result.First);
        Assert.Equal([Verification.Passed, Verification.Failed, Verification.Passed], result.Steps.Select(step => step.Verification));
        Assert.Equal(ReplayErrors.Diverged, result.Steps[1].Why!.Code);
        Assert.Equal(Verification.Failed, result.Status);
        Assert.Equal(Assurance.None, result.Assurance);
        var value = Assert.Single(result.Values);
        Assert.Equal("float[1,4]", value.LeftType);
        Assert.Equal(0.5, value.Elements!.MaxAbsoluteError);
        Assert.Equal((4.5, 4.0), (value.Elements.Largest[0].Left, value.Elements.Largest[0].Right));
        Assert.Equal(Verification.Passed, Replay(trace, 2, 3).Status);
    }

    [Fact]
    public void The_steps_of_an_interrupted_run_can_be_replayed()
    {
        var program = SampleRun.CreateProgram(_folder.Store, 3);
        using var recorder = SampleRun.Start(_folder.Store, program);
        SampleRun.RecordSteps(recorder, program, 2);

        Assert.Equal(Verification.Passed, Replay(_folder.Read(recorder.RunId), 0, 2).Status);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 4)]
    [InlineData(2, 2)]
    [InlineData(2, 1)]
    [InlineData(3, 4)]
    public void A_window_outside_the_run_is_refused(int start, int end)
    {
        var trace = _folder.Read(SampleRun.Record(_folder.Store, steps: 3));

        Assert.False(Replayer.TryReplay(_folder.Store, trace, new ReplayWindow(start, end), out _, out var error, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(ReplayErrors.Window, error.Code);
        Assert.Equal(ErrorClass.Usage, error.Code.Class);
    }

    [Theory]
    [InlineData("1..3", 1, 3)]
    [InlineData("..2", 0, 2)]
    [InlineData("1..", 1, 3)]
    [InlineData("..", 0, 3)]
    public void Reads_windows(string text, int start, int end)
    {
        Assert.True(ReplayWindow.TryParse(text, 3, out var window, out _));
        Assert.Equal(new ReplayWindow(start, end), window);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1..4")]
    [InlineData("-1..2")]
    [InlineData("+1..2")]
    [InlineData("2..2")]
    [InlineData("0...2")]
    [InlineData("0..99999999999")]
    public void Refuses_other_windows(string text)
    {
        Assert.False(ReplayWindow.TryParse(text, 3, out _, out var error));
        Assert.Equal(ReplayErrors.Window, error.Code);
    }

    [Fact]
    public void A_step_without_its_artifact_is_inconclusive_and_the_others_pass()
    {
        var trace = _folder.Read(SampleRun.Record(_folder.Store, steps: 2));
        var artifact = trace.Program.Steps[0].Unit.Artifact.ToString();
        var path = _folder.PathOf("objects", artifact[..2], artifact[2..]);
        var bytes = File.ReadAllBytes(path);

        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
        var damaged = Replay(trace, 0, 2);
        File.Delete(path);
        var missing = Replay(trace, 0, 2);

        Assert.Equal(Runs.Store.StoreErrors.ObjectDamaged, damaged.Steps[0].Why!.Code);
        Assert.Equal(Runs.Store.StoreErrors.ObjectMissing, missing.Steps[0].Why!.Code);
        Assert.Equal([Verification.Inconclusive, Verification.Passed], missing.Steps.Select(step => step.Verification));
        Assert.Equal(Verification.Inconclusive, missing.Status);
        Assert.Equal(Assurance.Executed, missing.Assurance);
        Assert.Null(missing.First);
    }

    [Fact]
    public void A_unit_of_an_unknown_toolchain_is_inconclusive()
    {
        var known = SampleRun.CreateProgram(_folder.Store, 1);
        var unit = known.Steps[0].Unit with { Toolchain = known.Digest };
        Assert.True(Program.TryCreate("chain", known.Inputs, [known.Steps[0] with { Unit = unit }], known.Outputs, out var program, out _));

        Assert.Equal(ReplayErrors.UnknownToolchain, OneStep(program, record => record).Why!.Code);
    }

    [Theory]
    [InlineData(StepOutcome.Failed, Backend.OnnxRuntime)]
    [InlineData(StepOutcome.Succeeded, Backend.Circuit)]
    public void A_step_that_did_not_succeed_or_ran_on_another_backend_is_inconclusive(StepOutcome outcome, Backend backend)
    {
        var program = SampleRun.CreateProgram(_folder.Store, 1);

        var step = OneStep(program, record => record with { Outcome = outcome, Backend = backend });

        Assert.Equal(Verification.Inconclusive, step.Verification);
        Assert.Equal(ReplayErrors.NotReplayable, step.Why!.Code);
    }

    [Fact]
    public void A_record_of_a_step_that_the_program_does_not_have_is_inconclusive()
    {
        var program = SampleRun.CreateProgram(_folder.Store, 1);

        Assert.Equal(ReplayErrors.NotReplayable, OneStep(program, record => record with { Coordinates = Coordinates.At(1) }).Why!.Code);
    }

    [Fact]
    public void A_record_of_another_unit_than_the_programs_fails()
    {
        var program = SampleRun.CreateProgram(_folder.Store, 1);

        var step = OneStep(program, record => record with { Unit = program.Digest });

        Assert.Equal(Verification.Failed, step.Verification);
    }

    [Fact]
    public void Inputs_that_the_unit_cannot_have_taken_fail()
    {
        var program = SampleRun.CreateProgram(_folder.Store, 1);
        using var recorder = SampleRun.Start(_folder.Store, program);
        var input = recorder.RecordInput(Tensor.OfInt64s([1, 4], [1, 2, 3, 4]));
        recorder.RecordStep(SampleRun.RecordOf(program, 0, input, input));

        var result = Replay(_folder.Read(recorder.RunId), 0, 1);

        Assert.Equal(DivergenceReason.Input, result.First!.Reason);
        Assert.Equal(Verification.Failed, result.Status);
    }

    [Theory]
    [InlineData(GraphOptimization.All)]
    [InlineData(GraphOptimization.None)]
    public void Every_toolchain_can_be_replayed(GraphOptimization optimization)
    {
        var program = SampleRun.CreateProgram(_folder.Store, 1, toolchain: UnitToolchain.For(optimization));

        var step = OneStep(program, record => record, [2, 3, 4, 5]);

        Assert.Equal(Verification.Passed, step.Verification);
    }

    [Fact]
    public void A_value_that_the_trace_does_not_hold_is_inconclusive()
    {
        var program = SampleRun.CreateProgram(_folder.Store, 1);
        var run = SampleRun.Record(_folder.Store, steps: 1);
        var record = SampleRun.RecordOf(program, 0, program.Digest, program.Digest);
        ForgedTrace.Write(_folder.TraceOf(run), _folder.Read(run), values: [], steps: [record]);

        var step = Assert.Single(Replay(_folder.Read(run), 0, 1).Steps);

        Assert.Equal(Verification.Inconclusive, step.Verification);
        Assert.Equal(ReplayErrors.ValueMissing, step.Why!.Code);
    }

    private ReplayedStep OneStep(Program program, Func<StepRecord, StepRecord> change, float[]? output = null)
    {
        using var recorder = SampleRun.Start(_folder.Store, program);
        var input = recorder.RecordInput(Tensor.OfFloats([1, 4], [1, 2, 3, 4]));
        var result = output is null ? input : recorder.RecordValue(Tensor.OfFloats([1, 4], output));
        recorder.RecordStep(change(SampleRun.RecordOf(program, 0, input, result)));
        return Assert.Single(Replay(_folder.Read(recorder.RunId), 0, 1).Steps);
    }

    private ReplayResult Replay(Trace trace, int start, int end)
    {
        Assert.True(Replayer.TryReplay(_folder.Store, trace, new ReplayWindow(start, end), out var result, out var error,
            cancellationToken: TestContext.Current.CancellationToken), error?.ToString());
        return result;
    }
}
