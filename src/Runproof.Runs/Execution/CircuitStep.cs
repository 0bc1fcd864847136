using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Runproof.Circuits.Conversion;
using Runproof.Circuits.Execution;
using Runproof.Circuits.Tensors;
using Runproof.Core.Diagnostics;
using Runproof.Core.Programs;
using Runproof.Core.Traces;
using Runproof.Models.Tensors;
using Runproof.Runs.Planning;
using Runproof.Runs.Replay;
using Runproof.Runs.Store;

namespace Runproof.Runs.Execution;

/// <summary>A slice as a circuit: floats become integers, the circuit computes, integers become floats.</summary>
internal sealed class CircuitStep : IStep
{
    private readonly ImmutableArray<CircuitOutput> _outputs;

    /// <param name="circuit">The circuit.</param>
    /// <param name="outputs">The slice's outputs.</param>
    public CircuitStep(LoadedCircuit circuit, ImmutableArray<Port> outputs)
    {
        Circuit = circuit;
        _outputs = [.. outputs.Select((port, i) => CircuitOutput.Of(circuit.Compiled, i, port))];
    }

    /// <summary>The circuit.</summary>
    public LoadedCircuit Circuit { get; }

    public Backend Backend => Backend.Circuit;

    /// <summary>Loads the circuit of a recorded step from a store.</summary>
    public static bool TryLoad(RunStore store, StoredWeights weights, ProgramStep step, [NotNullWhen(true)] out CircuitStep? circuit, [NotNullWhen(false)] out Diagnostic? error)
    {
        circuit = null;
        if (!store.TryGetObject(step.Unit.Artifact, out var bytes, out error))
            return false;
        if (!LoadedCircuit.TryLoad(bytes, weights.Find, out var loaded, out var problem))
            error = new Diagnostic(StoreErrors.ObjectDamaged, Phase.Store, step.Name, $"the circuit {problem}", "running the model again, which stores its circuits");
        else
            circuit = new CircuitStep(loaded, step.Outputs);
        return circuit is not null;
    }

    public StepAttempt Run(IReadOnlyList<Tensor> inputs, CancellationToken cancellation)
    {
        var (circuit, weights) = (Circuit.Compiled.Circuit, Circuit.Weights);
        var integers = new ReadOnlyMemory<int>[inputs.Count];
        for (var i = 0; i < integers.Length; i++)
        {
            if (i >= circuit.InputCount || Quantize(inputs[i], circuit.Tensors[i]) is not { } values)
                return new StepAttempt([], null, FallbackReason.InputOutOfRange);
            integers[i] = values;
        }

        return CircuitExecutor.TryExecute(circuit, weights, integers, cancellation, out var execution, out _)
            ? new StepAttempt([.. _outputs.Select((output, i) => output.ToTensor(execution.Output(i)))], execution)
            : new StepAttempt([], null, FallbackReason.InputOutOfRange);
    }

    /// <summary>Executes a recorded step again, for what a proof of it is made from.</summary>
    /// <exception cref="RunproofException">The circuit gives other outputs than are recorded (<see cref="ReplayErrors.Diverged"/>).</exception>
    public ExecutedStep Again(
        ProgramStep step, ExecutedStep recorded, IReadOnlyList<StepValue> inputs, IReadOnlyList<ExecutedStep> before, CancellationToken cancellation)
    {
        var attempt = Run([.. step.Inputs.Select(binding => ProgramExecutor.Resolve(binding, inputs, before).Tensor)], cancellation);
        if (attempt.Refusal is null && attempt.Outputs.Select(TensorEncoding.DigestOf).SequenceEqual(recorded.Outputs.Select(output => output.Digest)))
            return recorded with { Circuit = attempt.Circuit };
        throw new RunproofException(new Diagnostic(ReplayErrors.Diverged, Phase.Replay, step.Name,
            attempt.Refusal is null ? "executed again, the circuit gives other outputs than are recorded" : "executed again, the circuit refuses the recorded inputs",
            "running the model again"));
    }

    private static int[]? Quantize(Tensor tensor, CircuitTensor type)
    {
        if (tensor.Type != ElementType.Float || tensor.ElementCount != type.Shape.Count)
            return null;
        var integers = new int[type.Shape.Count];
        return Quantizer.Quantize(tensor.AsFloats(), type.Scale, type.Range, integers) < 0 ? integers : null;
    }
}
