using System.Collections.Immutable;
using System.Diagnostics;
using System.Security.Cryptography;
using Runproof.Circuits.Proving;
using Runproof.Core.Traces;
using Runproof.Proofs;
using Runproof.Proofs.Hashing;
using Runproof.Runs.Execution;
using Runproof.Runs.Planning;

namespace Runproof.Runs.Proving;

/// <summary>Proves the circuit steps of a run, and verifies every proof before anybody is told of it.</summary>
internal sealed class RunProver
{
    /// <summary>What a verifier asked the proofs to be bound to, besides the claim; empty where nobody asked.</summary>
    public ReadOnlyMemory<byte> Nonce { get; init; }

    /// <summary>Whether values between two circuits are left out of the receipt: they are linked within a proof, or committed to.</summary>
    public bool HidesValues { get; init; }

    /// <summary>Changes proofs before they are verified: what a prover gone wrong would do.</summary>
    internal Func<ImmutableArray<int>, byte[], byte[]> Sabotage { get; init; } = static (_, proof) => proof;

    /// <summary>Proves a run that was executed.</summary>
    /// <param name="executor">What executed it.</param>
    /// <param name="execution">All of its steps, recorded.</param>
    /// <param name="claim">What it claims.</param>
    /// <param name="policy">Limits, security and layout.</param>
    /// <param name="cancellation">Ends the work.</param>
    public ProofAttempt Prove(ProgramExecutor executor, Execution.Execution execution, Claim claim, RunPolicy policy, CancellationToken cancellation)
    {
        ImmutableArray<int> circuits = [.. Enumerable.Range(0, executor.Steps.Length).Where(step => executor.Steps[step] is CircuitStep)];
        ImmutableArray<int>[] groups = policy.Layout == ProofLayout.Joint ? [circuits] : [.. circuits.Select(step => ImmutableArray.Create(step))];
        var hidden = HidesValues ? HiddenValues.Of(executor, execution, claim, groups) : null;
        var draft = new ReceiptDraft(executor, execution, claim, policy.Profile, Nonce, hidden);
        var made = new List<ProofOutcome>();
        var refusals = ImmutableArray.CreateBuilder<StepRefusal>();
        foreach (var steps in groups)
        {
            var budget = BudgetOf(executor, execution, steps, policy);
            var outcome = Prove(draft, budget, cancellation);
            if (outcome.Refused is not { } reason)
                made.Add(outcome);
            else if (reason == FallbackReason.TimeLimit)
                refusals.Add(new StepRefusal(steps[budget.Tightest], reason));
            else
                refusals.AddRange(Culprits(draft, executor, execution, steps, policy, cancellation));
        }

        return refusals.Count != 0 ? new ProofAttempt(null, refusals.ToImmutable()) : new ProofAttempt(draft.Finish(made), []);
    }

    private static ProofBudget BudgetOf(ProgramExecutor executor, Execution.Execution execution, ImmutableArray<int> steps, RunPolicy policy) => ProofBudget.Of(
        steps,
        [.. steps.Select(step => ((CircuitStep)executor.Steps[step]).Circuit.Cells)],
        policy.TimeLimit,
        [.. steps.Select(step => execution.Steps[step].Time)]);

    private ProofOutcome Prove(ReceiptDraft draft, ProofBudget budget, CancellationToken cancellation)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timer.CancelAfter(budget.Deadline);
        var start = Stopwatch.GetTimestamp();
        var salt = Hash256.Read(RandomNumberGenerator.GetBytes(Hash256.Size));
        try
        {
            var workers = new Workers(Environment.ProcessorCount, timer.Token);
            var (statement, boundaries) = draft.StatementOf(budget.Steps, workers);
            var proof = CircuitProver.Prove(statement, draft.ExecutionsOf(budget.Steps), boundaries, draft.WeightsOf(budget.Steps)?.Committed, salt, workers);
            var proveTime = Stopwatch.GetElapsedTime(start);
            proof = Sabotage(budget.Steps, proof);
            start = Stopwatch.GetTimestamp();
            if (!CircuitVerifier.TryVerify(statement, proof, out var report, out _))
                return new ProofOutcome(budget, FallbackReason.ProofRejected);
            var verifyTime = Stopwatch.GetElapsedTime(start);
            return proveTime + verifyTime > budget.Deadline
                ? new ProofOutcome(budget, FallbackReason.TimeLimit)
                : new ProofOutcome(budget, null) { Proof = proof, Report = report, ProveTime = proveTime, VerifyTime = verifyTime };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new ProofOutcome(budget, FallbackReason.TimeLimit);
        }
    }

    // A proof of several steps does not say which of them is at fault. Each is proved by itself then.
    private IEnumerable<StepRefusal> Culprits(
        ReceiptDraft draft, ProgramExecutor executor, Execution.Execution execution, ImmutableArray<int> steps, RunPolicy policy, CancellationToken cancellation)
    {
        if (steps.Length == 1 || HidesValues)
            return [new StepRefusal(steps[0], FallbackReason.ProofRejected)];
        var refused = steps.Where(step => Prove(draft, BudgetOf(executor, execution, [step], policy), cancellation).Refused == FallbackReason.ProofRejected).ToArray();
        return (refused.Length == 0 ? [.. steps] : refused).Select(step => new StepRefusal(step, FallbackReason.ProofRejected));
    }
}
