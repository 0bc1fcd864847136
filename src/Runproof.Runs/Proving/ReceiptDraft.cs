using System.Collections.Immutable;
using Runproof.Circuits.Execution;
using Runproof.Circuits.Proving;
using Runproof.Circuits.Statements;
using Runproof.Core.Hashing;
using Runproof.Core.Traces;
using Runproof.Models.Tensors;
using Runproof.Proofs;
using Runproof.Proofs.Security;
using Runproof.Runs.Execution;
using Runproof.Verifier.Receipts;

namespace Runproof.Runs.Proving;

/// <summary>What the proofs of a run are going to state, and the receipt that they become.</summary>
/// <param name="executor">What executed the run.</param>
/// <param name="execution">All of its steps, recorded.</param>
/// <param name="claim">What it claims.</param>
/// <param name="profile">The security of the proofs.</param>
/// <param name="nonce">What a verifier asked the proofs to be bound to.</param>
/// <param name="hidden">The values between circuits that are not shown; null where all are.</param>
internal sealed class ReceiptDraft(
    ProgramExecutor executor, Execution.Execution execution, Claim claim, SecurityProfile profile, ReadOnlyMemory<byte> nonce, HiddenValues? hidden)
{
    private readonly Digest _context = ProofContext.Of(claim.Digest, nonce.Span);

    /// <summary>What is proved from the executions of some circuit steps.</summary>
    public IReadOnlyList<CircuitExecution> ExecutionsOf(ImmutableArray<int> steps) => [.. steps.Select(ExecutionOf)];

    /// <summary>What proofs of some circuit steps state, and the tensors behind the commitments that each names.</summary>
    /// <param name="groups">The steps of each proof; where values are hidden, those that were said when they were.</param>
    /// <param name="workers">Who commits to hidden values.</param>
    public ImmutableArray<(ProofStatement Statement, IReadOnlyList<Boundary> Boundaries)> StatementsOf(IReadOnlyList<ImmutableArray<int>> groups, Workers workers)
    {
        if (hidden is null)
            return [.. groups.Select(steps => (Open(steps), (IReadOnlyList<Boundary>)[]))];

        // What is not shown is a link or a commitment; the verifier's own derivation says which.
        var proofs = hidden.Groups.Select(group => new ReceiptProof(profile, group, hidden.BoundariesOf(group, this, profile, workers), nonce, default)).ToImmutableArray();
        if (!ReceiptStatement.TryDerive(Receipt(proofs), executor.Program.Name, null, out var statements, out var error))
            throw new InvalidOperationException($"what was executed cannot be stated: {error}");
        return [.. statements.Select((statement, i) => (statement, (IReadOnlyList<Boundary>)[.. proofs[i].Boundaries.Select(boundary => hidden.Find(boundary.Step, boundary.Output))]))];
    }

    /// <summary>The bound weights that a proof of some circuit steps opens; null where it opens none.</summary>
    public LoadedWeights? WeightsOf(IEnumerable<int> steps) => steps.Select(step => CircuitOf(step).Owner).FirstOrDefault(owner => owner is not null);

    /// <summary>The circuit of a step.</summary>
    public LoadedCircuit CircuitOf(int step) => ((CircuitStep)executor.Steps[step]).Circuit;

    /// <summary>What a proof of a step is made from.</summary>
    public CircuitExecution ExecutionOf(int step) =>
        execution.Steps[step].Circuit ?? throw new InvalidOperationException($"step {step} was not executed as a circuit");

    /// <summary>The receipt of all proofs.</summary>
    /// <param name="proofs">The proofs, all of them verified.</param>
    /// <param name="proveTime">Wall time of making all of them.</param>
    /// <param name="verifyTime">Wall time of verifying all of them.</param>
    public RunProof Finish(IReadOnlyList<ProofOutcome> proofs, TimeSpan proveTime, TimeSpan verifyTime)
    {
        var receipt = Receipt(
            [.. proofs.Select(proof => new ReceiptProof(profile, proof.Budget.Steps, hidden?.NamedBy(proof.Budget.Steps) ?? [], nonce, proof.Proof)).OrderBy(proof => proof.Steps[0])]);
        return new RunProof(
            receipt,
            [.. proofs.SelectMany(SharesOf).OrderBy(step => step.Step)],
            [.. proofs.Select(proof => proof.Report!), .. WeightsOf(proofs.SelectMany(proof => proof.Budget.Steps)) is { } weights ? [weights.Report] : Array.Empty<SecurityReport>()],
            proveTime,
            verifyTime);
    }

    private static IEnumerable<StepProof> SharesOf(ProofOutcome proof) => proof.Budget.Steps.Select((step, i) => new StepProof(
        step, proof.ProveTime * proof.Budget.Shares[i], proof.VerifyTime * proof.Budget.Shares[i], proof.Proof.Length));

    private Receipt Receipt(ImmutableArray<ReceiptProof> proofs)
    {
        var values = execution.Inputs.Concat(execution.Steps.SelectMany(step => step.Outputs)).DistinctBy(value => value.Digest);
        int[] proved = [.. proofs.SelectMany(proof => proof.Steps).Order()];
        var entries = Enumerable.Range(0, executor.Steps.Length).Where(step => executor.Steps[step] is CircuitStep)
            .OrderByDescending(proved.Contains)
            .Select(step => proved.Contains(step) ? CircuitOf(step).Entry : CircuitOf(step).Entry.WithoutFile());
        return new Receipt
        {
            Program = executor.Program,
            Claim = claim,
            Steps = [.. execution.Steps.Select(step => step.Record!)],
            Values = [.. values.Where(value => hidden?.Digests.Contains(value.Digest) != true).Select(value => new TraceValue(value.Digest, TensorEncoding.Encode(value.Tensor)))],
            WideOutputs = [.. proved.SelectMany(WideOutputsOf)],
            Circuits = [.. entries.DistinctBy(entry => entry.Artifact)],
            BoundModels = WeightsOf(proved) is { } weights ? [weights.Entry] : [],
            Proofs = proofs,
        };
    }

    private ProofStatement Open(ImmutableArray<int> steps) =>
        new(profile, _context, executor.Program.Digest, [.. steps.Select(StatementOf)], []) { Bound = WeightsOf(steps)?.Committed.Model };

    private SliceStatement StatementOf(int step)
    {
        var compiled = CircuitOf(step).Compiled;
        var values = ExecutionOf(step);
        return SliceStatement.Of(
            step,
            compiled,
            [.. Enumerable.Range(0, compiled.Circuit.InputCount).Select(InputSource (input) => new InputSource.Public([.. values.ValuesOf(input)]))],
            [.. compiled.Circuit.Outputs.Select((_, output) => new OutputUse([.. values.Output(output)]))]);
    }

    private IEnumerable<WideOutput> WideOutputsOf(int step)
    {
        var compiled = CircuitOf(step).Compiled;
        for (var output = 0; output < compiled.Outputs.Length; output++)
        {
            if (WideOutput.IsNeededFor(compiled, output))
                yield return new WideOutput(step, output, [.. ExecutionOf(step).Output(output)]);
        }
    }
}
