using System.Collections.Immutable;
using Runproof.Core.Encoding;
using Runproof.Core.Programs;
using Runproof.Core.Traces;
using static Runproof.Core.Tests.Programs.TypedSamples;

namespace Runproof.Core.Tests.Programs;

public sealed class ProgramCursorTests
{
    [Theory]
    [InlineData(1u, new[] { "0.0", "0.1", "0.2", "0.3", "1.0", "2.0", "2.1" })]
    [InlineData(3u, new[] { "0.0", "0.1", "1.0", "2.0", "2.1" })]
    [InlineData(4u, new[] { "0.0", "1.0", "2.0", "2.1" })]
    [InlineData(uint.MaxValue, new[] { "0.0", "1.0", "2.0", "2.1" })]
    public void Calls_come_in_order_with_their_values(uint chunk, string[] coordinates)
    {
        (List<NextStep.Call> calls, NextStep end) = Run(Make(chunk), InputOf(1, 2, 3, 4));

        Assert.Equal(coordinates, calls.Select(call => call.Coordinates.ToString()));
        // 1 + 2 + 3 + 4, then the second of the pair's array, then items 1 and 2 again.
        Assert.Equal(10 + 1000 + 2 + 3, Value(end));
    }

    [Fact]
    public void An_empty_list_is_folded_without_a_call()
    {
        (List<NextStep.Call> calls, NextStep end) = Run(Make(), InputOf());

        Assert.Equal("1.0", Assert.Single(calls).Coordinates.ToString());
        Assert.Equal(ProgramErrors.Selection, Assert.IsType<NextStep.Invalid>(end).Reason.Code);
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public void A_list_over_the_bound_ends_the_run_before_its_first_call(int items, bool isRun)
    {
        (List<NextStep.Call> calls, NextStep end) = Run(Make(bound: 10), InputOf([.. Enumerable.Range(1, items).Select(i => (long)i)]));

        Assert.Equal(isRun, end is NextStep.Complete);
        if (!isRun)
        {
            Assert.Empty(calls);
            Assert.Equal(ProgramErrors.Bound, Assert.IsType<NextStep.Invalid>(end).Reason.Code);
        }
    }

    [Fact]
    public void A_break_leaves_the_items_that_follow_out()
    {
        (List<NextStep.Call> calls, NextStep end) = Run(Make(chunk: 1, canBreak: true), InputOf(1, -5, 3, 4));

        Assert.Equal(["0.0", "0.1", "1.0", "2.0"], calls.Select(call => call.Coordinates.ToString()));
        Assert.Equal(1 - 5 + 1000 - 5, Value(end));
    }

    [Theory]
    [InlineData(StepOutcome.Failed)]
    [InlineData(StepOutcome.Crashed)]
    [InlineData(StepOutcome.TimedOut)]
    public void A_step_that_does_not_succeed_is_the_last(StepOutcome outcome)
    {
        ProgramState state = ProgramState.Start(Make(), [InputOf(1)]);
        state.Accept(outcome, default);

        NextStep.Complete end = Assert.IsType<NextStep.Complete>(ProgramCursor.Next(state));
        Assert.Equal(outcome, end.Outcome);
        Assert.Empty(end.Outputs);
        Assert.Throws<InvalidOperationException>(() => state.Accept(StepOutcome.Succeeded, default));
    }

    [Fact]
    public void Asking_twice_gives_the_same_answer()
    {
        ProgramState state = ProgramState.Start(Make(), [InputOf(1, 2)]);
        Assert.Same(ProgramCursor.Next(state), ProgramCursor.Next(state));
    }

    [Theory]
    [InlineData("")]
    [InlineData("8000")]
    [InlineData("0000")]
    public void What_is_not_of_the_type_ends_the_run(string hex)
    {
        byte[] bytes = Convert.FromHexString(hex);
        ProgramState state = ProgramState.Start(Make(), [InputOf(1)]);
        state.Accept(StepOutcome.Succeeded, bytes);
        Assert.Equal(ProgramErrors.Value, Assert.IsType<NextStep.Invalid>(ProgramCursor.Next(state)).Reason.Code);

        Assert.Equal(ProgramErrors.Value, Assert.IsType<NextStep.Invalid>(ProgramCursor.Next(ProgramState.Start(Make(), [bytes]))).Reason.Code);
        Assert.Equal(ProgramErrors.Value, Assert.IsType<NextStep.Invalid>(ProgramCursor.Next(ProgramState.Start(Make(), []))).Reason.Code);
    }

    [Fact]
    public void A_chain_of_slices_has_no_such_state() => Assert.Throws<ArgumentException>(() => ProgramState.Start(Samples.Program, []));

    // Adds up what each call takes, and breaks at a negative item where it can.
    private static (List<NextStep.Call> Calls, NextStep End) Run(Program program, byte[] input)
    {
        ProgramState state = ProgramState.Start(program, [input]);
        var calls = new List<NextStep.Call>();
        while (ProgramCursor.Next(state) is NextStep.Call call)
        {
            calls.Add(call);
            state.Accept(StepOutcome.Succeeded, Add(call));
        }

        return (calls, ProgramCursor.Next(state));
    }

    private static byte[] Add(NextStep.Call call)
    {
        ImmutableArray<long> numbers = [.. call.Inputs.SelectMany((input, i) => Numbers(input, isList: i == 0 && call.Step.Fold is not null))];
        byte[] sum = Number(numbers.Sum());
        return call.Step.Fold is { CanBreak: true } ? [(byte)(numbers[0] < 0 ? 1 : 0), .. sum] : sum;
    }

    private static List<long> Numbers(ReadOnlyMemory<byte> bytes, bool isList)
    {
        var reader = new PostcardReader(bytes.Span);
        int count = 1;
        if (isList)
            reader.TryReadCount(1, out count);
        var numbers = new List<long>();
        for (int i = 0; i < count && reader.TryReadI64(out long number); i++)
            numbers.Add(number);
        Assert.True(reader.TryFinish());
        return numbers;
    }

    private static long Value(NextStep end)
    {
        var reader = new PostcardReader(Assert.IsType<NextStep.Complete>(end).Outputs[0].Span);
        reader.TryReadI64(out long value);
        return value;
    }
}
