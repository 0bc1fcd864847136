using System.Collections.Immutable;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;
using Runproof.Core.Traces;
using Runproof.Models.Tensors;
using Runproof.Runs.Store;

namespace Runproof.Runs.Execution;

/// <summary>A run without a claim that can go on: its steps succeeded, follow the program, and begin at the inputs at hand.</summary>
internal sealed class InterruptedRun
{
    private readonly ImmutableArray<ImmutableArray<(Tensor Tensor, Digest Digest)>> _outputs;

    private InterruptedRun(Trace trace, ImmutableArray<Digest> inputs, ImmutableArray<ImmutableArray<(Tensor Tensor, Digest Digest)>> outputs)
    {
        Trace = trace;
        Inputs = inputs;
        _outputs = outputs;
    }

    /// <summary>What was recorded.</summary>
    public Trace Trace { get; }

    /// <summary>Digest of each input of the program.</summary>
    public ImmutableArray<Digest> Inputs { get; }

    /// <summary>The recorded steps as they were executed. What is proved later is computed again.</summary>
    /// <exception cref="RunproofException">A circuit gives other outputs than are recorded.</exception>
    public ImmutableArray<ExecutedStep> Restore(ProgramExecutor executor, IReadOnlyList<Tensor> inputs, CancellationToken cancellation)
    {
        ImmutableArray<StepValue> given = [.. inputs.Zip(Inputs, (tensor, digest) => new StepValue(tensor, digest))];
        var steps = ImmutableArray.CreateBuilder<ExecutedStep>(Trace.Steps.Length);
        foreach (var record in Trace.Steps)
        {
            ImmutableArray<StepValue> outputs = [.. _outputs[steps.Count].Select(output => new StepValue(output.Tensor, output.Digest))];
            var restored = new ExecutedStep(outputs, record, TimeSpan.Zero, null);
            if (executor.Steps[steps.Count] is CircuitStep circuit)
                restored = circuit.Again(executor.Program.Steps[steps.Count], restored, given, steps, cancellation);
            steps.Add(restored);
        }

        return steps.MoveToImmutable();
    }

    /// <summary>The newest run of a store that can go on; null where there is none. Runs that cannot be read are passed over.</summary>
    public static InterruptedRun? FindLatest(RunStore store, Program program, RunMode mode, string target, IReadOnlyList<Tensor> inputs)
    {
        ImmutableArray<Digest> digests = [.. inputs.Select(TensorEncoding.DigestOf)];
        return store.Interrupted(program.Digest, mode, target).Select(trace => TryCreate(trace, program, digests)).FirstOrDefault(interrupted => interrupted is not null);
    }

    private static InterruptedRun? TryCreate(Trace trace, Program program, ImmutableArray<Digest> inputs)
    {
        if (trace.Steps.Length > program.Steps.Length)
            return null;
        if (inputs.Any(input => !trace.TryGetValue(input, out _)))
            return null;
        var outputs = ImmutableArray.CreateBuilder<ImmutableArray<(Tensor, Digest)>>();
        foreach (var record in trace.Steps)
        {
            var step = program.Steps[outputs.Count];
            var follows = record.Index == (ulong)outputs.Count
                && record.Outcome == StepOutcome.Succeeded
                && record.Unit == step.Unit.Digest
                && record.Outputs.Length == step.Outputs.Length
                && record.Inputs.SequenceEqual(step.Inputs.Select(binding => DigestOf(binding, inputs, trace)));
            if (!follows || ReadAll(trace, record) is not { } values)
                return null;
            outputs.Add(values);
        }

        return new InterruptedRun(trace, inputs, outputs.DrainToImmutable());
    }

    private static Digest DigestOf(Binding binding, ImmutableArray<Digest> inputs, Trace trace) =>
        binding.Step is { } step ? trace.Steps[(int)step].Outputs[(int)binding.Port] : inputs[(int)binding.Port];

    private static ImmutableArray<(Tensor Tensor, Digest Digest)>? ReadAll(Trace trace, StepRecord record)
    {
        var values = ImmutableArray.CreateBuilder<(Tensor, Digest)>(record.Outputs.Length);
        foreach (var digest in record.Outputs)
        {
            if (!trace.TryGetValue(digest, out var bytes) || !TensorEncoding.TryRead(bytes, trace.Header.RunId, out var tensor, out _))
                return null;
            values.Add((tensor, digest));
        }

        return values.MoveToImmutable();
    }
}
