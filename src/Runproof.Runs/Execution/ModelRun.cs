using System.Collections.Immutable;
using System.Diagnostics;
using Runproof.Core.Diagnostics;
using Runproof.Core.Traces;
using Runproof.Models.Tensors;
using Runproof.Runs.Planning;
using Runproof.Runs.Proving;
using Runproof.Runs.Recording;
using Runproof.Runs.Store;

namespace Runproof.Runs.Execution;

/// <summary>
/// Runs a model once: executes, proves, verifies, and records. A circuit that cannot stand falls back, and what follows it is executed and proved again; only the
/// attempt that stands is recorded and returned.
/// </summary>
/// <param name="Name">Name of the model.</param>
/// <param name="Executors">The model's executors.</param>
/// <param name="Policy">Limits and wishes.</param>
/// <param name="Prover">Makes and checks proofs.</param>
internal sealed record ModelRun(string Name, ModelExecutors Executors, RunPolicy Policy, RunProver Prover)
{
    /// <summary>Where the run is recorded; null where it is not.</summary>
    public RunStore? Store { get; init; }

    /// <summary>Whether the run goes on where an interrupted one stopped.</summary>
    public bool Resume { get; init; }

    /// <summary>Name and version of the software that runs it.</summary>
    public required string Producer { get; init; }

    private RunMode Mode => Policy.Mode == InferMode.OnnxOnly ? RunMode.Native : RunMode.Prove;

    /// <summary>Runs the model.</summary>
    /// <exception cref="RunproofException">The policy allows no fallback, and a circuit cannot stand; or it asks for other proofs than bound weights are committed to for.</exception>
    public FinishedRun Run(IReadOnlyList<Tensor> inputs, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        if (Policy.Mode != InferMode.OnnxOnly && Executors.Circuits.Weights is { } weights && WeightsProfile.Problem(weights.Committed.Model, Policy.Profile, Name) is { } problem)
            throw new RunproofException(problem);
        var plans = Policy.Mode == InferMode.OnnxOnly ? [] : MemoryPlan.Fit(Name, Planner.Plan(Name, Executors.Circuits.Facts, Policy), Executors.Circuits, Policy);
        var executor = ExecutorOf(plans);
        var interrupted = Resume && Store is not null ? InterruptedRun.FindLatest(Store, executor.Program, Mode, Name, inputs) : null;
        var before = interrupted?.Restore(executor, inputs, cancellation) ?? [];
        var hasOverrun = false;
        while (true)
        {
            using var recorder = Record(executor, interrupted);
            var isProved = plans.Any(plan => plan.Backend == Backend.Circuit);
            IRunSink? sink = recorder;
            if (sink is null && isProved)
                sink = new ClaimDraft(executor.Program.Digest, Mode);
            var execution = executor.Execute(inputs, sink, cancellation, before, Policy.TimeLimit);
            var proofs = isProved && execution is { Error: null, Refusal: null }
                ? Prover.Prove(executor, execution, sink!.ClaimOf(execution.Outcome, execution.OutputDigests), Policy, hasOverrun, cancellation)
                : ProofAttempt.None;
            var refusals = execution.Refusal is { } refusal ? [refusal] : proofs.Refusals;
            if (refusals.IsEmpty)
                return Finish(executor, execution, proofs.Proof, plans, recorder, interrupted, Stopwatch.GetElapsedTime(start));

            recorder?.Discard();
            hasOverrun |= proofs.Refusals.Any(refused => refused.Reason == FallbackReason.TimeLimit);
            foreach (var (step, reason) in refusals)
                plans = Planner.FallBack(Name, plans, step, reason, Policy);
            (executor, interrupted) = (ExecutorOf(plans), null);
            before = execution.Steps[..refusals.Min(refused => refused.Step)];
        }
    }

    private ProgramExecutor ExecutorOf(ImmutableArray<StepPlan> plans) => plans.IsEmpty ? Executors.Whole() : Executors.Sliced(plans);

    private RunRecorder? Record(ProgramExecutor executor, InterruptedRun? interrupted)
    {
        if (Store is null)
            return null;
        Executors.Keep(executor, Store);
        return interrupted is null
            ? Store.CreateRun(executor.Program, Mode, Name, Producer)
            : Store.ResumeRun(interrupted.Trace, interrupted.Inputs, Producer);
    }

    private FinishedRun Finish(
        ProgramExecutor executor,
        Execution execution,
        RunProof? proof,
        ImmutableArray<StepPlan> plans,
        RunRecorder? recorder,
        InterruptedRun? interrupted,
        TimeSpan total)
    {
        var finished = new FinishedRun(executor, execution, plans, proof, recorder?.RunId, total)
        {
            ResumedFrom = interrupted?.Trace.Header.RunId,
            ResumedSteps = interrupted?.Trace.Steps.Length ?? 0,
        };
        if (recorder is null)
            return finished;
        var receipt = proof?.Encode(withCircuits: false);
        if (receipt is not null)
            recorder.WriteReceipt(receipt);
        var claim = recorder.Close(execution.Outcome, execution.OutputDigests, RunNotes.Write(Policy, finished, Executors.Metadata));
        return finished with { Claim = claim.Digest, ReceiptSize = receipt?.Length };
    }
}
