using System.Collections.Immutable;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;
using Runproof.Core.Traces;

namespace Runproof.Verifier.Claims;

/// <summary>Follows the records of a chain of slices: one for each step, in order, wired by digests.</summary>
internal sealed class ChainSchedule(Program program, ImmutableArray<Digest> inputs) : RunSchedule
{
    private readonly List<ImmutableArray<Digest>> _outputs = [];
    private StepOutcome _outcome = StepOutcome.NotRun;

    private bool IsAtEnd => _outputs.Count == program.Steps.Length || (_outputs.Count != 0 && _outcome != StepOutcome.Succeeded);

    /// <inheritdoc />
    public override ScheduleProblem? Accept(StepRecord record)
    {
        if (IsAtEnd)
            return TooLong();
        ProgramStep step = program.Steps[_outputs.Count];
        Coordinates coordinates = Coordinates.At((uint)_outputs.Count);
        if (Compare(record, coordinates, step) is { } problem)
            return problem;
        if (!record.Inputs.SequenceEqual(step.Inputs.Select(Source)))
            return Wiring(coordinates, step);
        if (CompareOutputs(record, step) is { } other)
            return other;
        Values += record.Inputs.Length;
        _outputs.Add(record.Outputs);
        _outcome = record.Outcome;
        Count++;
        return null;
    }

    /// <inheritdoc />
    public override ScheduleProblem? End(StepOutcome outcome, ImmutableArray<Digest> outputs)
    {
        if (!IsAtEnd)
            return TooShort(outcome, Coordinates.At((uint)_outputs.Count), program.Steps[_outputs.Count]);
        if (outcome != _outcome)
            return OtherOutcome(outcome, _outcome);
        Values += outputs.Length;
        return outputs.SequenceEqual(_outcome == StepOutcome.Succeeded ? program.Outputs.Select(output => Source(output.Source)) : []) ? null : OtherOutputs();
    }

    private Digest Source(Binding binding) => binding.Step is { } step ? _outputs[(int)step][(int)binding.Port] : inputs[(int)binding.Port];
}
