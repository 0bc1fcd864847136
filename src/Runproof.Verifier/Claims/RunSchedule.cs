using System.Collections.Immutable;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;
using Runproof.Core.Traces;

namespace Runproof.Verifier.Claims;

/// <summary>
/// Follows the records of a run as they come, and says of each whether it is what the program does next: a program of tiles is followed by its cursor, with the values that
/// the records name; a chain of slices by the digests alone. After the first problem nothing more can be said.
/// </summary>
public abstract class RunSchedule
{
    private protected RunSchedule()
    {
    }

    /// <summary>How many records were taken.</summary>
    public ulong Count { get; private protected set; }

    /// <summary>How many values were compared.</summary>
    public int Values { get; private protected set; }

    /// <summary>Begins before the first record.</summary>
    /// <param name="program">The program.</param>
    /// <param name="inputs">Digest of each input of the run.</param>
    /// <param name="values">Where the values lie.</param>
    /// <param name="problem">Why it cannot begin: the inputs are not those of the program, or one is missing.</param>
    public static RunSchedule Start(Program program, ImmutableArray<Digest> inputs, ValueSource values, out ScheduleProblem? problem)
    {
        ArgumentNullException.ThrowIfNull(program);
        problem = null;
        if (inputs.Length != program.Inputs.Length)
            problem = new ScheduleProblem(DivergenceReason.Input, 0, null, "", $"the claim has {inputs.Length} inputs, and the program {program.Inputs.Length}");
        if (!program.IsTyped || problem is not null)
            return new ChainSchedule(program, inputs);
        return TypedSchedule.Begin(program, inputs, values, out problem);
    }

    /// <summary>The first place where all records of a run leave the schedule; null where they are it, and end as the claim says.</summary>
    /// <param name="program">The program.</param>
    /// <param name="steps">The records, in order.</param>
    /// <param name="claim">The claim of the run.</param>
    /// <param name="values">Where the values lie.</param>
    /// <param name="count">How many values were compared.</param>
    public static ScheduleProblem? Problem(Program program, ImmutableArray<StepRecord> steps, Claim claim, ValueSource values, out int count)
    {
        ArgumentNullException.ThrowIfNull(claim);
        var schedule = Start(program, claim.Inputs, values, out ScheduleProblem? problem);
        for (int i = 0; i < steps.Length && problem is null; i++)
            problem = schedule.Accept(steps[i]);
        problem ??= schedule.End(claim.Outcome, claim.Outputs);
        count = schedule.Values;
        return problem;
    }

    /// <summary>Takes the next record.</summary>
    /// <param name="record">The record.</param>
    /// <returns>Why it is not what the program does next; null where it is.</returns>
    public abstract ScheduleProblem? Accept(StepRecord record);

    /// <summary>Whether the program ends here, with this outcome and these outputs.</summary>
    /// <param name="outcome">The outcome that is claimed.</param>
    /// <param name="outputs">The outputs that are claimed.</param>
    public abstract ScheduleProblem? End(StepOutcome outcome, ImmutableArray<Digest> outputs);

    /// <summary>How many outputs a step has that ended so. Of a tile a failure is a result too.</summary>
    internal static int OutputsOf(ProgramStep step, StepOutcome outcome) =>
        outcome == StepOutcome.Succeeded ? step.Outputs.Length : outcome == StepOutcome.Failed && step.Kind == UnitKind.Tile ? 1 : 0;

    private protected ScheduleProblem? Compare(StepRecord record, Coordinates coordinates, ProgramStep step)
    {
        if (record.Index != Count)
            return Problem(DivergenceReason.Step, coordinates, step, $"record {Count}: its index is {record.Index}");
        if (record.Coordinates != coordinates)
            return Problem(DivergenceReason.Step, coordinates, step, $"record {Count}: its coordinates are {record.Coordinates}, and the program is at {coordinates}");
        return record.Unit == step.Unit.Digest
            ? null
            : Problem(DivergenceReason.Artifact, coordinates, step, $"record {Count}: it executed unit {record.Unit.ToShortString()}, and the program says {step.Unit.Digest.ToShortString()} ({step.Name})");
    }

    private protected ScheduleProblem? CompareOutputs(StepRecord record, ProgramStep step)
    {
        int outputs = OutputsOf(step, record.Outcome);
        return record.Outputs.Length == outputs
            ? null
            : Problem(DivergenceReason.Output, record.Coordinates, step, $"record {Count}: it ended {record.Outcome} with {record.Outputs.Length} outputs, and {outputs} are expected");
    }

    private protected ScheduleProblem Wiring(Coordinates coordinates, ProgramStep step) =>
        Problem(DivergenceReason.Input, coordinates, step, $"step {step.Name} at {coordinates} took other values than the program binds to it");

    private protected ScheduleProblem TooLong() => new(DivergenceReason.Length, Count, null, "", $"record {Count}: the program ends after {Count} steps");

    private protected ScheduleProblem TooShort(StepOutcome claimed, Coordinates coordinates, ProgramStep step) =>
        Problem(DivergenceReason.Length, coordinates, step, $"the claim says {claimed} after {Count} steps, and the program goes on at {coordinates}");

    private protected ScheduleProblem OtherOutcome(StepOutcome claimed, StepOutcome outcome) =>
        new(DivergenceReason.Step, Count, null, "", $"the claim says {claimed}, and the run ended {outcome}");

    private protected ScheduleProblem OtherOutputs() => new(DivergenceReason.Input, Count, null, "", "the claim has other outputs than the program returns");

    private protected ScheduleProblem Missing(Digest digest) =>
        new(DivergenceReason.Input, Count, null, "", $"the trace does not hold the value {digest.ToShortString()}") { Missing = digest };

    private ScheduleProblem Problem(DivergenceReason reason, Coordinates coordinates, ProgramStep step, string message) => new(reason, Count, coordinates, step.Name, message);
}
