using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Runproof.Core.Diagnostics;
using Runproof.Core.Traces;
using Runproof.Models.Tensors;
using Runproof.Proofs.Security;
using Runproof.Runs.Execution;
using Runproof.Runs.Planning;
using Runproof.Runs.Replay;
using Runproof.Runs.Store;
using Runproof.Verifier.Receipts;
using Runproof.Verifier.Sampling;

namespace Runproof.Runs.Proving;

/// <summary>Proves runs that ended: executes their circuits again from what is recorded, and refuses where that gives anything else.</summary>
public static class ReceiptMaker
{
    /// <summary>Makes a receipt.</summary>
    /// <param name="store">Where the circuits lie.</param>
    /// <param name="trace">The run, closed.</param>
    /// <param name="request">Which steps, and how.</param>
    /// <param name="receipt">The receipt.</param>
    /// <param name="error">Why there is none, if the result is false.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static bool TryProve(
        RunStore store,
        Trace trace,
        ProveRequest request,
        [NotNullWhen(true)] out ProvedReceipt? receipt,
        [NotNullWhen(false)] out Diagnostic? error,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentNullException.ThrowIfNull(request);
        return TryProve(store, trace, request, new RunProver { Nonce = request.Nonce, HidesValues = request.HidesValues }, out receipt, out error, cancellation);
    }

    internal static bool TryProve(
        RunStore store,
        Trace trace,
        ProveRequest request,
        RunProver prover,
        [NotNullWhen(true)] out ProvedReceipt? receipt,
        [NotNullWhen(false)] out Diagnostic? error,
        CancellationToken cancellation)
    {
        receipt = null;
        if (!TryPlan(store, trace, out var executor, out error))
            return false;
        var sample = request.Sample is { } count ? SampledSteps.Of(trace.Program, trace.Claim!.Digest, request.Nonce.Span, count) : null;
        ImmutableSortedSet<int> wanted = sample is not null ? [.. sample.Steps] : request.Steps;
        ImmutableSortedSet<int> steps = [.. Enumerable.Range(0, executor.Steps.Length).Where(step => executor.Steps[step] is CircuitStep && (wanted.IsEmpty || wanted.Contains(step)))];
        if (steps.IsEmpty)
        {
            error = Nothing(trace, "none of these steps ran as a circuit");
            return false;
        }

        prover = prover with { Steps = steps };
        if (!TryReadValues(trace, executor, steps, out var execution, out error, cancellation))
            return false;
        var weights = executor.Steps.OfType<CircuitStep>().Select(step => step.Circuit.Owner).FirstOrDefault(owner => owner is not null)?.Committed.Model;
        var profile = request.Profile ?? weights?.Profile ?? SecurityProfile.P100;
        if (weights is not null && WeightsProfile.Problem(weights, profile, trace.Header.Target) is { } problem)
        {
            error = problem;
            return false;
        }

        var policy = new RunPolicy(InferMode.Auto, TimeSpan.MaxValue, long.MaxValue, ImmutableSortedDictionary<string, bool>.Empty) { Layout = request.Layout, Profile = profile };
        var attempt = prover.Prove(executor, execution, trace.Claim!, policy, isLast: false, cancellation);
        if (attempt.Proof is not { } proof)
        {
            error = new(ProveErrors.Refused, Phase.Verify, trace.Header.RunId, $"the proof of step {attempt.Refusals[0].Step} does not stand: {attempt.Refusals[0].Reason.Text()}",
                "reporting the command and what it prints as CONTRIBUTING.md describes");
            return false;
        }

        var file = proof.Encode(withCircuits: true);
        receipt = new ProvedReceipt(file, [.. proof.Steps.Select(step => step.Step)], trace.Steps.Length, proof.Summary(request.Layout, file.Length))
        {
            SetupSize = proof.Receipt.BoundModels.IsEmpty ? null : proof.Receipt.BoundModels.Sum(bound => bound.Setup.Length),
            Sample = sample,
        };
        return true;
    }

    private static bool TryPlan(RunStore store, Trace trace, [NotNullWhen(true)] out ProgramExecutor? executor, [NotNullWhen(false)] out Diagnostic? error)
    {
        executor = null;
        error = null;
        var steps = ImmutableArray.CreateBuilder<IStep>();
        var weights = new StoredWeights(store);
        foreach (var step in trace.Program.Steps)
        {
            CircuitStep? circuit = null;
            if (CircuitUnit.IsCircuit(step) && !CircuitStep.TryLoad(store, weights, step, out circuit, out error))
                return false;
            steps.Add(circuit is null ? new RecordedStep() : circuit);
        }

        if (!trace.IsClosed || trace.Claim is not { Outcome: StepOutcome.Succeeded } || !steps.Any(step => step is CircuitStep))
        {
            error = Nothing(trace, trace.IsClosed ? "none of its steps ran as a circuit" : "the run did not end");
            return false;
        }

        executor = new ProgramExecutor(trace.Program, steps.ToImmutable(), [.. trace.Program.Steps.Select(_ => (long?)null)]);
        return true;
    }

    private static Diagnostic Nothing(Trace trace, string message) =>
        new(ProveErrors.Nothing, Phase.Plan, trace.Header.RunId, message, "runproof compile MODEL, then runproof run MODEL, which proves at once");

    // Steps that are not to be proved are executed by nobody.
    private static bool TryReadValues(
        Trace trace,
        ProgramExecutor executor,
        ImmutableSortedSet<int> wanted,
        [NotNullWhen(true)] out Execution.Execution? execution,
        [NotNullWhen(false)] out Diagnostic? error,
        CancellationToken cancellation)
    {
        execution = null;
        error = null;
        var inputs = ImmutableArray.CreateBuilder<StepValue>();
        var steps = ImmutableArray.CreateBuilder<ExecutedStep>();
        foreach (var digest in trace.Claim!.Inputs)
        {
            if (!TryRead(trace, digest, out var value, out error))
                return false;
            inputs.Add(value);
        }

        foreach (var record in trace.Steps)
        {
            var outputs = ImmutableArray.CreateBuilder<StepValue>();
            foreach (var digest in record.Outputs)
            {
                if (!TryRead(trace, digest, out var value, out error))
                    return false;
                outputs.Add(value);
            }

            var executed = new ExecutedStep(outputs.ToImmutable(), record, TimeSpan.Zero, null);
            try
            {
                if (wanted.Contains(steps.Count) && executor.Steps[steps.Count] is CircuitStep circuit)
                    executed = circuit.Again(trace.Program.Steps[steps.Count], executed, inputs, steps, cancellation);
            }
            catch (RunproofException exception)
            {
                error = exception.Diagnostic;
                return false;
            }

            steps.Add(executed);
        }

        execution = new() { Outcome = StepOutcome.Succeeded, Steps = steps.ToImmutable(), Total = TimeSpan.Zero, Inputs = inputs.ToImmutable() };
        return true;
    }

    private static bool TryRead(Trace trace, Core.Hashing.Digest digest, out StepValue value, [NotNullWhen(false)] out Diagnostic? error)
    {
        value = default;
        if (!trace.TryGetValue(digest, out var bytes))
            error = new(ReplayErrors.ValueMissing, Phase.Replay, trace.Header.RunId, $"the trace does not hold the value {digest}", "a whole copy of the run");
        else if (TensorEncoding.TryRead(bytes, trace.Header.RunId, out var tensor, out error))
            value = new(new Tensor(tensor.Type, tensor.Shape, tensor.Data.ToArray()), digest);
        return error is null;
    }

    private sealed class RecordedStep : IStep
    {
        public Backend Backend => Backend.OnnxRuntime;

        public StepAttempt Run(IReadOnlyList<Tensor> inputs, CancellationToken cancellation) =>
            throw new InvalidOperationException("a recorded step is not executed");
    }
}
