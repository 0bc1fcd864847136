using System.Collections.Immutable;
using Runproof.Core.Hashing;
using Runproof.Core.Merkle;
using Runproof.Core.Programs;
using Runproof.Core.Traces;

namespace Runproof.Verifier.Claims;

/// <summary>What is wrong, in a program of slices, between the records of a run, its program and its claim, in words; null where nothing is.</summary>
/// <param name="program">The program.</param>
/// <param name="steps">The records.</param>
/// <param name="claim">The claim; null where the run was interrupted.</param>
internal sealed class RunRecords(Program program, ImmutableArray<StepRecord> steps, Claim? claim)
{
    private const string Typed = "the program is one of tiles: which calls follow cannot be told without the values";

    /// <summary>Whether the records are the program's steps, in order, up to where the claim says that the run ended.</summary>
    public string? ScheduleProblem()
    {
        if (program.IsTyped)
            return Typed;
        for (var i = 0; i < steps.Length; i++)
        {
            if (ScheduleProblem(steps[i], i) is { } problem)
                return $"record {i}: {problem}";
        }

        return claim is null ? null : EndProblem(claim);
    }

    /// <summary>Whether every input and every output is the value that the program binds to it.</summary>
    /// <param name="count">How many were compared.</param>
    public string? WiringProblem(out int count)
    {
        count = 0;
        if (program.IsTyped)
            return Typed;
        if (claim is null)
            return null;
        if (claim.Inputs.Length != program.Inputs.Length)
            return $"the claim has {claim.Inputs.Length} inputs, and the program {program.Inputs.Length}";
        for (var i = 0; i < Math.Min(steps.Length, program.Steps.Length); i++)
        {
            var bindings = program.Steps[i].Inputs;
            for (var port = 0; port < Math.Min(bindings.Length, steps[i].Inputs.Length); port++)
            {
                if (Source(bindings[port], claim, i) is not { } source || source != steps[i].Inputs[port])
                    return $"step {program.Steps[i].Name} took {steps[i].Inputs[port].ToShortString()} as input {port}, which is not what the program binds to it";
                count++;
            }
        }

        count += claim.Outputs.Length;
        return OutputProblem(claim);
    }

    /// <summary>Whether the log of the records has the root, the length and the checkpoints of the claim.</summary>
    /// <param name="count">How many roots were compared.</param>
    public string? RootProblem(out int count)
    {
        count = 0;
        if (claim is null)
            return null;
        var log = new MerkleFrontier();
        var checkpoints = ImmutableArray.CreateBuilder<Checkpoint>();
        foreach (var step in steps)
        {
            log.Append(step.Leaf);
            if (log.Count % Claim.CheckpointInterval == 0)
                checkpoints.Add(new Checkpoint((ulong)log.Count, log.Root));
        }

        count = 1 + checkpoints.Count;
        if (claim.StepCount != (ulong)log.Count)
            return $"the claim counts {claim.StepCount} steps, and there are {log.Count} records";
        if (claim.TraceRoot != log.Root)
            return $"the claimed root is {claim.TraceRoot.ToShortString()}, and the records give {log.Root.ToShortString()}";
        return claim.Checkpoints.AsSpan().SequenceEqual(checkpoints.ToArray()) ? null : "the claimed checkpoints are not those of the records";
    }

    private string? ScheduleProblem(StepRecord record, int position)
    {
        if (position >= program.Steps.Length)
            return $"the program ends after {program.Steps.Length} steps";
        var step = program.Steps[position];
        if (record.Index != (ulong)position)
            return $"its index is {record.Index}";
        if (record.Coordinates != Coordinates.At((uint)position))
            return $"its coordinates are {record.Coordinates}, and the program is at {position}";
        if (record.Unit != step.Unit.Digest)
            return $"it executed unit {record.Unit.ToShortString()}, and the program says {step.Unit.Digest.ToShortString()} ({step.Name})";
        if (record.Inputs.Length != step.Inputs.Length)
            return $"it has {record.Inputs.Length} inputs, and the unit has {step.Inputs.Length}";
        var outputs = record.Outcome == StepOutcome.Succeeded ? step.Outputs.Length : 0;
        if (record.Outputs.Length != outputs)
            return $"it ended {record.Outcome} with {record.Outputs.Length} outputs, and {outputs} are expected";
        return record.Outcome != StepOutcome.Succeeded && position != steps.Length - 1 ? $"it ended {record.Outcome}, and the run went on" : null;
    }

    private string? EndProblem(Claim claim)
    {
        var outcome = steps.IsEmpty ? StepOutcome.NotRun : steps[^1].Outcome;
        if (claim.Outcome != outcome)
            return $"the claim says {claim.Outcome}, and the last step ended {outcome}";
        return outcome == StepOutcome.Succeeded && steps.Length != program.Steps.Length
            ? $"the claim says {claim.Outcome} after {steps.Length} of {program.Steps.Length} steps"
            : null;
    }

    private string? OutputProblem(Claim claim)
    {
        var outputs = program.Outputs;
        var expected = claim.Outcome == StepOutcome.Succeeded ? outputs.Length : 0;
        if (claim.Outputs.Length != expected)
            return $"the claim has {claim.Outputs.Length} outputs, and {expected} are expected";
        for (var i = 0; i < claim.Outputs.Length; i++)
        {
            if (Source(outputs[i].Source, claim, steps.Length) is not { } source || source != claim.Outputs[i])
                return $"output {outputs[i].Name} is not the value that the program binds to it";
        }

        return null;
    }

    private Digest? Source(Binding binding, Claim claim, int before)
    {
        if (binding.Step is not { } step)
            return claim.Inputs[(int)binding.Port];
        if (step >= before || step >= steps.Length || binding.Port >= steps[(int)step].Outputs.Length)
            return null;
        return steps[(int)step].Outputs[(int)binding.Port];
    }
}
