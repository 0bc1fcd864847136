using System.Collections.Immutable;
using System.Security.Cryptography;
using Runproof.Circuits.Proving;
using Runproof.Circuits.Statements;
using Runproof.Core.Traces;
using Runproof.Proofs;
using Runproof.Proofs.Hashing;
using Runproof.Runs.Execution;
using Runproof.Runs.Planning;

namespace Runproof.Runs.Proving;

/// <summary>Proves the circuit steps of a run, and verifies every proof before anybody is told of it.</summary>
internal sealed record RunProver
{
    /// <summary>What a verifier asked the proofs to be bound to, besides the claim; empty where nobody asked.</summary>
    public ReadOnlyMemory<byte> Nonce { get; init; }

    /// <summary>The circuit steps that are proved, by position in the program; null for all.</summary>
    public ImmutableSortedSet<int>? Steps { get; init; }

    /// <summary>Whether values between two circuits are left out of the receipt: they are linked within a proof, or committed to.</summary>
    public bool HidesValues { get; init; }

    /// <summary>How many threads work. No byte of a proof depends on it.</summary>
    internal int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Decides when time is over.</summary>
    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Gives the salts of a proof of some steps: unpredictable, and used once.</summary>
    internal Func<ImmutableArray<int>, Hash256> Salt { get; init; } = static _ => Hash256.Read(RandomNumberGenerator.GetBytes(Hash256.Size));

    /// <summary>Is told of every stage of every proof as it begins.</summary>
    internal Action<ImmutableArray<int>, ProofStage> Entering { get; init; } = static (_, _) => { };

    /// <summary>Changes proofs before they are verified: what a prover gone wrong would do.</summary>
    internal Func<ImmutableArray<int>, byte[], byte[]> Sabotage { get; init; } = static (_, proof) => proof;

    /// <summary>Proves a run that was executed.</summary>
    /// <param name="executor">What executed it.</param>
    /// <param name="execution">All of its steps, recorded.</param>
    /// <param name="claim">What it claims.</param>
    /// <param name="policy">Limits, security and layout.</param>
    /// <param name="isLast">Whether an earlier proof of this run overran: one that overruns now takes all of its steps away, so that there is no third.</param>
    /// <param name="cancellation">Ends the work.</param>
    public ProofAttempt Prove(
        ProgramExecutor executor, Execution.Execution execution, Claim claim, RunPolicy policy, bool isLast, CancellationToken cancellation)
    {
        ImmutableArray<int> circuits = [.. Enumerable.Range(0, executor.Steps.Length).Where(step => executor.Steps[step] is CircuitStep && Steps?.Contains(step) != false)];
        ImmutableArray<int>[] groups = policy.Layout == ProofLayout.Joint ? [circuits] : [.. circuits.Select(step => ImmutableArray.Create(step))];
        var hidden = HidesValues ? HiddenValues.Of(executor, execution, claim, groups) : null;
        var draft = new ReceiptDraft(executor, execution, claim, policy.Profile, Nonce, hidden);
        var start = Clock.GetTimestamp();
        var statements = draft.StatementsOf(groups, new Workers(Threads, cancellation));
        var made = new ProofOutcome[groups.Length];
        long[] memory = [.. groups.Select(steps => policy.MaxMemory is null ? CellsOf(executor, steps).Sum() : MemoryOf(executor, steps, policy))];
        ParallelProvers.Run(memory, policy.MaxMemory, Threads, (i, threads) => made[i] = Make(draft, statements[i], BudgetOf(executor, execution, groups[i], policy), threads, cancellation));
        var proveTime = Clock.GetElapsedTime(start);
        start = Clock.GetTimestamp();
        ParallelProvers.Run([.. groups.Select(steps => (long)steps.Length)], null, Threads, (i, _) => made[i] = Check(statements[i].Statement, made[i]));
        var verifyTime = Clock.GetElapsedTime(start);
        var refusals = made.SelectMany(outcome => Refusals(outcome, isLast, draft, executor, execution, policy, cancellation)).ToImmutableArray();
        return refusals.IsEmpty ? new ProofAttempt(draft.Finish(made, proveTime, verifyTime), []) : new ProofAttempt(null, refusals);
    }

    private static IReadOnlyList<long> CellsOf(ProgramExecutor executor, ImmutableArray<int> steps) => [.. steps.Select(step => CircuitOf(executor, step).Cells)];

    private static LoadedCircuit CircuitOf(ProgramExecutor executor, int step) => ((CircuitStep)executor.Steps[step]).Circuit;

    private static long MemoryOf(ProgramExecutor executor, ImmutableArray<int> steps, RunPolicy policy) =>
        CircuitCost.Of([.. steps.Select(step => CircuitOf(executor, step))], policy.Profile)?.MemoryBytes ?? long.MaxValue / 2;

    private static ProofBudget BudgetOf(ProgramExecutor executor, Execution.Execution execution, ImmutableArray<int> steps, RunPolicy policy) =>
        ProofBudget.Of(steps, CellsOf(executor, steps), policy.TimeLimit, [.. steps.Select(step => execution.Steps[step].Time)]);

    private ProofOutcome Make(
        ReceiptDraft draft, (ProofStatement Statement, IReadOnlyList<Boundary> Boundaries) stated, ProofBudget budget, int threads, CancellationToken cancellation)
    {
        using var timer = new CancellationTokenSource(budget.Deadline, Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timer.Token);
        var start = Clock.GetTimestamp();
        var stage = ProofStage.Witness;
        try
        {
            var workers = new Workers(threads, either.Token);
            var proof = CircuitProver.Prove(stated.Statement, draft.ExecutionsOf(budget.Steps), stated.Boundaries, draft.WeightsOf(budget.Steps)?.Committed, Salt(budget.Steps), workers, entered =>
            {
                stage = entered;
                Entering(budget.Steps, entered);
            });
            return new ProofOutcome(budget, null) { Proof = Sabotage(budget.Steps, proof), ProveTime = Clock.GetElapsedTime(start) };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new ProofOutcome(budget, FallbackReason.TimeLimit) { ProveTime = ProofProgress.LeastTotal(Clock.GetElapsedTime(start), stage) };
        }
    }

    private ProofOutcome Check(ProofStatement statement, ProofOutcome made)
    {
        if (made.Refused is not null)
            return made;
        var start = Clock.GetTimestamp();
        if (!CircuitVerifier.TryVerify(statement, made.Proof, out var report, out _))
            return made with { Refused = FallbackReason.ProofRejected };
        var verified = made with { Report = report, VerifyTime = Clock.GetElapsedTime(start) };
        return verified.ProveTime + verified.VerifyTime > made.Budget.Deadline ? verified with { Refused = FallbackReason.TimeLimit } : verified;
    }

    private IEnumerable<StepRefusal> Refusals(
        ProofOutcome outcome, bool isLast, ReceiptDraft draft, ProgramExecutor executor, Execution.Execution execution, RunPolicy policy, CancellationToken cancellation) =>
        outcome.Refused switch
        {
            null => [],
            FallbackReason.TimeLimit => (isLast ? outcome.Budget.Steps : outcome.Budget.BeyondLimit(outcome.ProveTime + outcome.VerifyTime))
                .Select(step => new StepRefusal(step, FallbackReason.TimeLimit)),
            _ => Culprits(draft, executor, execution, outcome.Budget.Steps, policy, cancellation),
        };

    // A proof of several steps does not say which of them is at fault. Each is proved by itself then.
    private IEnumerable<StepRefusal> Culprits(
        ReceiptDraft draft, ProgramExecutor executor, Execution.Execution execution, ImmutableArray<int> steps, RunPolicy policy, CancellationToken cancellation)
    {
        if (steps.Length == 1 || HidesValues)
            return [new StepRefusal(steps[0], FallbackReason.ProofRejected)];
        var refused = steps.Where(IsRefused).ToArray();
        return (refused.Length == 0 ? [.. steps] : refused).Select(step => new StepRefusal(step, FallbackReason.ProofRejected));

        bool IsRefused(int step)
        {
            var stated = draft.StatementsOf([[step]], new Workers(Threads, cancellation))[0];
            var made = Make(draft, stated, BudgetOf(executor, execution, [step], policy), Threads, cancellation);
            return Check(stated.Statement, made).Refused == FallbackReason.ProofRejected;
        }
    }
}
