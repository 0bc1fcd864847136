using System.Collections.Immutable;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;
using Runproof.Core.Schemas;
using Runproof.Core.Traces;

namespace Runproof.Verifier.Disputes;

/// <summary>Decides whether evidence shows a claim to be false, for a reason at a step. Nothing is executed.</summary>
/// <remarks>
/// <b>Soundness</b>: the records of the evidence have to be opened against the claim's root, and the values to have their digests. Then the claim of a run that followed the
/// program is never found false. What a unit computes is not looked at: another output is never shown here, unless no unit of that type could give it.
/// </remarks>
public sealed class FraudCheck
{
    private const string ErrorType = "string";

    private readonly Program _program;
    private readonly Claim _claim;
    private readonly FraudEvidence _evidence;
    private readonly ProgramWalk _walk;

    private FraudCheck(Program program, Claim claim, FraudEvidence evidence)
    {
        _program = program;
        _claim = claim;
        _evidence = evidence;
        _walk = new ProgramWalk(program, claim, evidence);
    }

    /// <summary>Checks one reason.</summary>
    /// <param name="program">The program that the claim is about.</param>
    /// <param name="claim">The claim.</param>
    /// <param name="reason">The reason.</param>
    /// <param name="step">The record; the number of records for the end of the run.</param>
    /// <param name="evidence">Records and values.</param>
    public static FraudFinding Check(Program program, Claim claim, DivergenceReason reason, ulong step, FraudEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(evidence);
        if (claim.Inputs.Length != program.Inputs.Length)
            return reason == DivergenceReason.Input ? Shown($"the claim has {claim.Inputs.Length} inputs, and the program {program.Inputs.Length}") : NotShown("the claim has other inputs than the program");
        if (step > claim.StepCount)
            return NotShown($"the claim has {claim.StepCount} steps");
        var check = new FraudCheck(program, claim, evidence);
        return reason switch
        {
            DivergenceReason.Length => check.Length(step),
            DivergenceReason.Step => step == claim.StepCount ? check.Outcome() : check.Step(step),
            DivergenceReason.Input when step == claim.StepCount => check.Outputs(),
            _ when step == claim.StepCount => NotShown("the claim has no such step"),
            DivergenceReason.Artifact => check.Artifact(step),
            DivergenceReason.Input => check.Input(step),
            _ => check.Output(step),
        };
    }

    private FraudFinding Length(ulong step)
    {
        if (Next(step) is not { } next)
            return Incomplete();
        if (step < _claim.StepCount)
        {
            return next.End is { } outcome ? Shown($"the program ends after {step} steps ({outcome}), and the claim has {_claim.StepCount}")
                : next.At is { } at ? NotShown($"the program goes on at {at}")
                : Incomplete();
        }

        return next.At is { } further ? Shown($"the claim says {_claim.Outcome} after {step} steps, and the program goes on at {further}")
            : next.End is { } end ? NotShown($"the program ends there ({end})")
            : Incomplete();
    }

    private FraudFinding Step(ulong step)
    {
        if (_evidence.RecordAt(step) is not { } record)
            return Incomplete();
        if (record.Index != step)
            return Shown($"record {step} says that it is record {record.Index}");
        if (_program.StepAt(record.Coordinates) is null)
            return Shown($"record {step} is of {record.Coordinates}, where the program has no step");
        if (Next(step) is not { } next)
            return Incomplete();
        return next.At is not { } at ? (next.End is null ? Incomplete() : NotShown("the program has ended there"))
            : at == record.Coordinates ? NotShown($"the program is at {at}, as the record says")
            : Shown($"record {step} is of {record.Coordinates}, and the program is at {at}");
    }

    private FraudFinding Artifact(ulong step)
    {
        if (_evidence.RecordAt(step) is not { } record)
            return Incomplete();
        if (_program.StepAt(record.Coordinates) is not { } expected)
            return NotShown($"the program has no step {record.Coordinates}");
        return record.Unit == expected.Unit.Digest
            ? NotShown($"record {step} executed the unit that the program names")
            : Shown($"record {step} executed unit {record.Unit.ToShortString()}, and the program says {expected.Unit.Digest.ToShortString()} ({expected.Name})");
    }

    private FraudFinding Input(ulong step)
    {
        if (_evidence.RecordAt(step) is not { } record)
            return Incomplete();
        if (_program.StepAt(record.Coordinates) is not { } expected)
            return NotShown($"the program has no step {record.Coordinates}");
        if (record.Inputs.Length != expected.Inputs.Length)
            return Shown($"record {step} has {record.Inputs.Length} inputs, and the unit takes {expected.Inputs.Length}");
        return Compare(record.Inputs, port => _walk.InputOf(record.Coordinates, port), port => $"record {step} took {record.Inputs[port].ToShortString()} as input {port} of {expected.Name}");
    }

    private FraudFinding Output(ulong step)
    {
        if (_evidence.RecordAt(step) is not { } record)
            return Incomplete();
        if (_program.StepAt(record.Coordinates) is not { } expected)
            return NotShown($"the program has no step {record.Coordinates}");
        int outputs = Claims.RunSchedule.OutputsOf(expected, record.Outcome);
        if (record.Outputs.Length != outputs)
            return Shown($"record {step} ended {record.Outcome} with {record.Outputs.Length} outputs, and {outputs} are possible");
        if (_program.IsTyped && record.Outputs is [var digest] && _evidence.TryGetValue(digest, out ReadOnlyMemory<byte> output))
        {
            string type = record.Outcome == StepOutcome.Succeeded ? expected.ResultType : ErrorType;
            if (!ValueReader.TryCheck(Schema.Parse(type), output.Span, out _))
                return Shown($"record {step} gives a value that is no {type}");
        }

        // They are what executing this one step takes.
        foreach (Digest input in record.Inputs)
            _evidence.TryGetValue(input, out _);
        return new FraudFinding(FraudErrors.NeedsExecution, $"what step {expected.Name} at {record.Coordinates} gives on these inputs is not told without executing it: a receipt of the machine would show it");
    }

    private FraudFinding Outcome()
    {
        if (Next(_claim.StepCount) is not { } next)
            return Incomplete();
        return next.End is not { } outcome ? (next.At is null ? Incomplete() : NotShown("the program goes on there"))
            : outcome == _claim.Outcome ? NotShown($"the run ends {outcome}, as the claim says")
            : Shown($"the claim says {_claim.Outcome}, and the run ends {outcome}");
    }

    private FraudFinding Outputs()
    {
        int expected = _claim.Outcome == StepOutcome.Succeeded ? _program.Outputs.Length : 0;
        return _claim.Outputs.Length != expected
            ? Shown($"the claim has {_claim.Outputs.Length} outputs, and {expected} are possible")
            : Compare(_claim.Outputs, _walk.OutputOf, port => $"the claim returns {_claim.Outputs[port].ToShortString()} as output {port}");
    }

    private static FraudFinding Compare(ImmutableArray<Digest> claimed, Func<int, Digest?> expected, Func<int, string> what)
    {
        bool isComplete = true;
        for (int port = 0; port < claimed.Length; port++)
        {
            if (expected(port) is not { } digest)
                isComplete = false;
            else if (digest != claimed[port])
                return Shown($"{what(port)}, and the program binds {digest.ToShortString()} to it");
        }

        return isComplete ? NotShown("every value is the one that the program binds") : Incomplete();
    }

    // What follows the record before a step; null where that record is not at hand.
    private NextPlace? Next(ulong step) => step == 0 ? _walk.First() : _evidence.RecordAt(step - 1) is { } before ? _walk.After(before) : null;

    private static FraudFinding Shown(string message) => new(null, message);

    private static FraudFinding NotShown(string message) => new(FraudErrors.NotShown, message);

    private static FraudFinding Incomplete() => new(FraudErrors.Evidence, "a record or a value is missing without which the program decides nothing");
}
