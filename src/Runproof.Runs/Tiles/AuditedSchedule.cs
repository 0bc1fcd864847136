using System.Collections.Immutable;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;
using Runproof.Core.Traces;
using Runproof.Verifier.Claims;

namespace Runproof.Runs.Tiles;

/// <summary>
/// Holds every record of a run against the program's schedule before it is written, with the verifier's own walk and not the executor's. What is refused is not recorded.
/// </summary>
public sealed class AuditedSchedule
{
    private readonly string _program;
    private readonly RunSchedule _schedule;
    private ReadOnlyMemory<byte> _output;

    /// <summary>Begins before the first step.</summary>
    /// <param name="program">The program.</param>
    /// <param name="inputs">The encoded value of each input, in the program's order.</param>
    /// <exception cref="RunproofException">The inputs are not those of the program.</exception>
    public AuditedSchedule(Program program, ImmutableArray<ReadOnlyMemory<byte>> inputs)
    {
        ArgumentNullException.ThrowIfNull(program);
        _program = program.Name;
        var known = inputs.Select(input => (Digest: TaggedHash.Compute(DigestTags.Value, input.Span), Value: input)).ToArray();
        _schedule = RunSchedule.Start(program, [.. known.Select(input => input.Digest)], Find, out ScheduleProblem? problem);
        Throw(problem);

        bool Find(Digest digest, out ReadOnlyMemory<byte> value)
        {
            // While the walk begins it asks for the inputs, and then for what the last call gave.
            value = _schedule is null ? known.First(input => input.Digest == digest).Value : _output;
            return true;
        }
    }

    /// <summary>Takes the next record.</summary>
    /// <param name="record">The record; the digests in it are those of the values.</param>
    /// <param name="output">What the call gave; empty where it gave nothing.</param>
    /// <exception cref="RunproofException">It is not what the program does next (<see cref="TileErrors.Schedule"/>).</exception>
    public void Enforce(StepRecord record, ReadOnlyMemory<byte> output)
    {
        _output = output;
        Throw(_schedule.Accept(record));
    }

    /// <summary>Takes the end.</summary>
    /// <param name="outcome">The outcome of the run.</param>
    /// <param name="outputs">Digest of each output.</param>
    /// <exception cref="RunproofException">The program does not end here, or not so (<see cref="TileErrors.Schedule"/>).</exception>
    public void EnforceEnd(StepOutcome outcome, ImmutableArray<Digest> outputs) => Throw(_schedule.End(outcome, outputs));

    private void Throw(ScheduleProblem? problem)
    {
        if (problem is null)
            return;
        string place = problem.Coordinates is { } at ? $"{_program}/{problem.Name} at {at}" : _program;
        throw new RunproofException(new Diagnostic(TileErrors.Schedule, Phase.Execute, place, problem.Message, "runproof verify with what was recorded so far, and reporting it: the executor left the schedule"));
    }
}
