using System.Collections.Immutable;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;
using Runproof.Core.Traces;

namespace Runproof.Verifier.Claims;

/// <summary>
/// Follows the records of a program of tiles with the program's cursor: what each call takes comes from the recorded values of what was before it, so schedule and wiring
/// are one walk.
/// </summary>
internal sealed class TypedSchedule
{
    private readonly Trace _trace;
    private readonly Claim _claim;

    private TypedSchedule(Trace trace, Claim claim)
    {
        _trace = trace;
        _claim = claim;
    }

    /// <summary>The first record that is not the program's next step, or an end that is not the program's; null for none.</summary>
    public string? Schedule { get; private set; }

    /// <summary>The first value that is not the one that the program binds; null for none.</summary>
    public string? Wiring { get; private set; }

    /// <summary>The value without which the walk cannot go on; null for none.</summary>
    public Digest? Missing { get; private set; }

    /// <summary>How many values were compared.</summary>
    public int Values { get; private set; }

    /// <summary>Walks through a trace.</summary>
    /// <param name="trace">A trace of a typed program.</param>
    /// <param name="claim">Its claim.</param>
    public static TypedSchedule Follow(Trace trace, Claim claim)
    {
        var schedule = new TypedSchedule(trace, claim);
        schedule.Follow();
        return schedule;
    }

    private void Follow()
    {
        if (_claim.Inputs.Length != _trace.Program.Inputs.Length)
        {
            Wiring = $"the claim has {_claim.Inputs.Length} inputs, and the program {_trace.Program.Inputs.Length}";
            return;
        }

        var inputs = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>(_claim.Inputs.Length);
        foreach (Digest input in _claim.Inputs)
        {
            if (!TryGet(input, out ReadOnlyMemory<byte> value))
                return;
            inputs.Add(value);
        }

        ProgramState state = ProgramState.Start(_trace.Program, inputs.MoveToImmutable());
        for (int i = 0; i < _trace.Steps.Length; i++)
        {
            if (!Accept(state, _trace.Steps[i], i))
                return;
        }

        End(ProgramCursor.Next(state));
    }

    private bool Accept(ProgramState state, StepRecord record, int position)
    {
        if (ProgramCursor.Next(state) is not NextStep.Call call)
            Schedule = $"record {position}: the program ends after {position} steps";
        else if (record.Index != (ulong)position)
            Schedule = $"record {position}: its index is {record.Index}";
        else if (record.Coordinates != call.Coordinates)
            Schedule = $"record {position}: its coordinates are {record.Coordinates}, and the program is at {call.Coordinates}";
        else if (record.Unit != call.Step.Unit.Digest)
            Schedule = $"record {position}: it executed unit {record.Unit.ToShortString()}, and the program says {call.Step.Unit.Digest.ToShortString()} ({call.Step.Name})";
        else if (record.Outputs.Length != OutputsOf(record.Outcome))
            Schedule = $"record {position}: it ended {record.Outcome} with {record.Outputs.Length} outputs, and {OutputsOf(record.Outcome)} are expected";
        else if (!Equal(record.Inputs, call.Inputs))
            Wiring ??= $"step {call.Step.Name} at {call.Coordinates} took other values than the program binds to it";
        if (Schedule is not null || Wiring is not null)
            return false;
        ReadOnlyMemory<byte> output = default;
        if (record.Outputs.Length == 1 && !TryGet(record.Outputs[0], out output))
            return false;
        state.Accept(record.Outcome, output);
        return true;
    }

    private void End(NextStep end)
    {
        StepOutcome outcome = end switch { NextStep.Complete complete => complete.Outcome, _ => StepOutcome.NotRun };
        if (end is NextStep.Call call)
            Schedule = $"the claim says {_claim.Outcome} after {_trace.Steps.Length} steps, and the program goes on at {call.Coordinates}";
        else if (_claim.Outcome != outcome)
            Schedule = $"the claim says {_claim.Outcome}, and the run ended {outcome}";
        else if (!Equal(_claim.Outputs, end is NextStep.Complete { Outputs: var outputs } ? outputs : []))
            Wiring = "the claim has other outputs than the program returns";
    }

    // A failure is a result too.
    private static int OutputsOf(StepOutcome outcome) => outcome is StepOutcome.Succeeded or StepOutcome.Failed ? 1 : 0;

    private bool Equal(ImmutableArray<Digest> digests, ImmutableArray<ReadOnlyMemory<byte>> values)
    {
        if (digests.Length != values.Length)
            return false;
        for (int i = 0; i < digests.Length; i++)
        {
            if (TaggedHash.Compute(DigestTags.Value, values[i].Span) != digests[i])
                return false;
        }

        Values += digests.Length;
        return true;
    }

    private bool TryGet(Digest digest, out ReadOnlyMemory<byte> value)
    {
        if (_trace.TryGetValue(digest, out value))
            return true;
        Missing = digest;
        return false;
    }
}
