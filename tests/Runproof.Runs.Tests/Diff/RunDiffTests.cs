using System.Collections.Immutable;
using Runproof.Core.Programs;
using Runproof.Core.Traces;
using Runproof.Models.Tensors;
using Runproof.Runs.Diff;
using Runproof.Runs.Tests.Recording;

namespace Runproof.Runs.Tests.Diff;

public sealed class RunDiffTests : IDisposable
{
    private readonly TemporaryStore _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_does_not_differ_from_itself_recorded_again()
    {
        var comparison = RunDiff.Compare(Record(), Record());

        Assert.Null(comparison.First);
        Assert.True(comparison.SameProgram);
        Assert.True(comparison.Claims!.Same);
        Assert.Equal(3UL, comparison.Claims.CommonSteps);
    }

    [Fact]
    public void Other_inputs_are_found_in_the_first_step_with_their_elements()
    {
        var comparison = RunDiff.Compare(Record(start: 1), Record(start: 1.5f));

        Assert.Equal(new Divergence(DivergenceReason.Input, 0, Coordinates.At(0), "slice_0"), comparison.First);
        var value = Assert.Single(comparison.Values);
        Assert.Equal((0, "float[1,4]", "float[1,4]"), (value.Port, value.LeftType, value.RightType));
        Assert.Equal(0.5, value.Elements!.MeanAbsoluteError);
        Assert.Equal([0L, 1, 2], value.Elements.Largest.Select(element => element.Index));
        Assert.False(comparison.Claims!.SameInputs);
        Assert.True(comparison.Claims.SameProgram);
        Assert.False(comparison.Claims.Same);
    }

    [Fact]
    public void Other_outputs_are_found_where_they_first_arise()
    {
        var comparison = RunDiff.Compare(Record(), Record(function: (step, value) => value + step + (step == 1 ? 2 : 1)));

        Assert.Equal((DivergenceReason.Output, 1UL, "slice_1"), (comparison.First!.Reason, comparison.First.Step, comparison.First.Name));
        Assert.Equal(4, Assert.Single(comparison.Values).Elements!.Differing);
    }

    [Fact]
    public void Another_length_is_reported_only_where_one_run_is_the_start_of_the_other()
    {
        var whole = Record();
        var start = Change(whole, steps => steps.RemoveAt(2));
        var otherStart = Change(Record(start: 1), steps => steps.RemoveAt(2));

        Assert.Equal(new Divergence(DivergenceReason.Length, 2, Coordinates.At(2), "slice_2"), RunDiff.Compare(whole, start).First);
        Assert.Equal(new Divergence(DivergenceReason.Length, 2, Coordinates.At(2), "slice_2"), RunDiff.Compare(start, whole).First);
        Assert.Equal((DivergenceReason.Input, 0UL), (RunDiff.Compare(whole, otherStart).First!.Reason, RunDiff.Compare(whole, otherStart).First!.Step));
    }

    [Fact]
    public void Within_a_step_the_reasons_take_precedence_in_their_order()
    {
        var trace = Record();
        var last = trace.Steps[2];
        var output = last with { Outputs = last.Inputs };
        var input = output with { Inputs = last.Outputs };
        var artifact = input with { Unit = trace.Program.Digest };
        var step = artifact with { Coordinates = Coordinates.At(7) };

        Assert.Equal(DivergenceReason.Output, Reason(output));
        Assert.Equal(DivergenceReason.Input, Reason(input));
        Assert.Equal(DivergenceReason.Artifact, Reason(artifact));
        Assert.Equal(DivergenceReason.Step, Reason(step));
        Assert.Equal(DivergenceReason.Output, Reason(last with { Outcome = StepOutcome.Failed }));
        Assert.Equal(DivergenceReason.Output, Reason(last with { Metering = new Metering(1, null) }));
        Assert.Null(Reason(last with { Backend = Backend.Circuit, Metering = new Metering(1, 1) }));

        DivergenceReason? Reason(StepRecord changed)
        {
            var comparison = RunDiff.Compare(trace, Change(trace, steps => steps[2] = changed));
            Assert.Equal(2UL, comparison.First?.Step ?? 2);
            Assert.Equal(changed.Backend == last.Backend ? 0 : 1, comparison.StepsOnOtherBackends);
            return comparison.First?.Reason;
        }
    }

    [Fact]
    public void A_coordinate_outside_the_program_has_no_name()
    {
        var trace = Change(Record(), steps => steps[0] = steps[0] with { Coordinates = new Coordinates([0, 1]) });

        Assert.Equal("", RunDiff.Compare(trace, Record()).First!.Name);
    }

    [Fact]
    public void Claims_share_the_steps_up_to_their_last_common_checkpoint()
    {
        var trace = Record();
        var (one, two, other) = (
            new Checkpoint(1024, trace.Program.Digest), new Checkpoint(2048, trace.Claim!.Digest), new Checkpoint(2048, trace.Program.Digest));
        var left = trace.Claim with { StepCount = 2100, Checkpoints = [one, two] };
        var right = left with { StepCount = 3000, TraceRoot = trace.Program.Digest, Checkpoints = [one, other], Mode = RunMode.Native };

        var comparison = ClaimComparison.Of(left, right);

        Assert.Equal(1024UL, comparison.CommonSteps);
        Assert.Equal((false, false, true, true), (comparison.SameSteps, comparison.SameMode, comparison.SameOutputs, comparison.SameOutcome));
    }

    [Fact]
    public void Values_of_other_types_are_told_apart_by_their_types()
    {
        var program = SampleRun.CreateProgram(_folder.Store, 1);

        var comparison = RunDiff.Compare(One(Tensor.OfFloats([1, 4], [1, 2, 3, 4])), One(Tensor.OfInt64s([2], [1, 2])));

        var value = Assert.Single(comparison.Values);
        Assert.Equal(("float[1,4]", "int64[2]", null), (value.LeftType, value.RightType, value.Elements));
        Assert.Null(comparison.Claims);

        Trace One(Tensor tensor)
        {
            using var recorder = SampleRun.Start(_folder.Store, program);
            var digest = recorder.RecordInput(tensor);
            recorder.RecordStep(SampleRun.RecordOf(program, 0, digest, digest));
            return _folder.Read(recorder.RunId);
        }
    }

    private Trace Record(float start = 0, Func<int, float, float>? function = null) =>
        _folder.Read(SampleRun.Record(_folder.Store, steps: 3, start, function));

    private Trace Change(Trace trace, Action<List<StepRecord>> change)
    {
        var steps = trace.Steps.ToList();
        change(steps);
        var run = SampleRun.Record(_folder.Store);
        ForgedTrace.Write(_folder.TraceOf(run), trace, steps: steps.ToImmutableArray());
        return _folder.Read(run);
    }
}
