using System.Collections.Immutable;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;
using Runproof.Core.Traces;

namespace Runproof.Verifier.Claims;

/// <summary>
/// Follows the records of a program of tiles with the program's cursor: what each call takes comes from the recorded values of what was before it, so schedule and wiring
/// are one walk.
/// </summary>
internal sealed class TypedSchedule : RunSchedule
{
    private const int MostKnown = 8;

    private readonly ProgramState _state;
    private readonly ValueSource _values;

    // A state that is passed on, and arguments that do not change, are the same memory call after call: their digests are known.
    private readonly (ReadOnlyMemory<byte> Value, Digest Digest)[] _known = new (ReadOnlyMemory<byte>, Digest)[MostKnown];
    private int _next;

    private TypedSchedule(ProgramState state, ValueSource values)
    {
        _state = state;
        _values = values;
    }

    public static TypedSchedule Begin(Program program, ImmutableArray<Digest> inputs, ValueSource values, out ScheduleProblem? problem)
    {
        problem = null;
        var given = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>(inputs.Length);
        Digest? missing = null;
        foreach (Digest input in inputs)
        {
            if (!values(input, out ReadOnlyMemory<byte> value))
                missing ??= input;
            given.Add(value);
        }

        ImmutableArray<ReadOnlyMemory<byte>> taken = given.MoveToImmutable();
        var schedule = new TypedSchedule(ProgramState.Start(program, taken), values);
        if (missing is { } digest)
            problem = schedule.Missing(digest);
        for (int i = 0; i < Math.Min(MostKnown / 2, inputs.Length) && problem is null; i++)
            schedule.Know(taken[i], inputs[i]);
        return schedule;
    }

    /// <inheritdoc />
    public override ScheduleProblem? Accept(StepRecord record)
    {
        if (ProgramCursor.Next(_state) is not NextStep.Call call)
            return TooLong();
        if (Compare(record, call.Coordinates, call.Step) is { } problem)
            return problem;
        if (!Equal(record.Inputs, call.Inputs))
            return Wiring(call.Coordinates, call.Step);
        if (CompareOutputs(record, call.Step) is { } other)
            return other;
        ReadOnlyMemory<byte> output = default;
        if (record.Outputs.Length == 1)
        {
            if (!_values(record.Outputs[0], out output))
                return Missing(record.Outputs[0]);
            Know(output, record.Outputs[0]);
        }

        _state.Accept(record.Outcome, output);
        Count++;
        return null;
    }

    /// <inheritdoc />
    public override ScheduleProblem? End(StepOutcome outcome, ImmutableArray<Digest> outputs)
    {
        NextStep end = ProgramCursor.Next(_state);
        if (end is NextStep.Call call)
            return TooShort(outcome, call.Coordinates, call.Step);
        StepOutcome own = end is NextStep.Complete complete ? complete.Outcome : StepOutcome.NotRun;
        if (outcome != own)
            return OtherOutcome(outcome, own);
        return Equal(outputs, end is NextStep.Complete { Outputs: var values } ? values : []) ? null : OtherOutputs();
    }

    private bool Equal(ImmutableArray<Digest> digests, ImmutableArray<ReadOnlyMemory<byte>> values)
    {
        if (digests.Length != values.Length)
            return false;
        for (int i = 0; i < digests.Length; i++)
        {
            if (DigestOf(values[i]) != digests[i])
                return false;
        }

        Values += digests.Length;
        return true;
    }

    private Digest DigestOf(ReadOnlyMemory<byte> value)
    {
        foreach ((ReadOnlyMemory<byte> known, Digest digest) in _known)
        {
            if (known.Equals(value) && !value.IsEmpty)
                return digest;
        }

        Digest computed = TaggedHash.Compute(DigestTags.Value, value.Span);
        Know(value, computed);
        return computed;
    }

    private void Know(ReadOnlyMemory<byte> value, Digest digest) => _known[_next++ % MostKnown] = (value, digest);
}
