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
internal sealed class ReceiptDraft(ProgramExecutor executor, Execution.Execution execution, Claim claim, SecurityProfile profile, ReadOnlyMemory<byte> nonce)
{
    private readonly Digest _context = ProofContext.Of(claim.Digest, nonce.Span);

    /// <summary>What is proved from the executions of some circuit steps.</summary>
    public IReadOnlyList<CircuitExecution> ExecutionsOf(ImmutableArray<int> steps) => [.. steps.Select(ExecutionOf)];

    /// <summary>What a proof of some circuit steps states.</summary>
    public (ProofStatement Statement, IReadOnlyList<Boundary> Boundaries) StatementOf(ImmutableArray<int> steps, Workers workers)
    {
        _ = workers;
        return (new ProofStatement(profile, _context, executor.Program.Digest, [.. steps.Select(StatementOf)], []), []);
    }

    /// <summary>The receipt of all proofs.</summary>
    public RunProof Finish(IReadOnlyList<ProofOutcome> proofs)
    {
        var values = execution.Inputs.Concat(execution.Steps.SelectMany(step => step.Outputs)).DistinctBy(value => value.Digest);
        int[] circuits = [.. proofs.SelectMany(proof => proof.Budget.Steps).Order()];
        var receipt = new Receipt
        {
            Program = executor.Program,
            Claim = claim,
            Steps = [.. execution.Steps.Select(step => step.Record!)],
            Values = [.. values.Select(value => new TraceValue(value.Digest, TensorEncoding.Encode(value.Tensor)))],
            WideOutputs = [.. circuits.SelectMany(WideOutputsOf)],
            Circuits = [.. circuits.Select(CircuitOf).DistinctBy(circuit => circuit.Artifact).Select(circuit => circuit.Entry)],
            Proofs = [.. proofs.Select(proof => new ReceiptProof(profile, proof.Budget.Steps, [], nonce, proof.Proof)).OrderBy(proof => proof.Steps[0])],
        };
        return new RunProof(
            receipt,
            [.. proofs.SelectMany(SharesOf).OrderBy(step => step.Step)],
            [.. proofs.Select(proof => proof.Report!)],
            Sum(proofs, proof => proof.ProveTime),
            Sum(proofs, proof => proof.VerifyTime));
    }

    private static TimeSpan Sum(IReadOnlyList<ProofOutcome> proofs, Func<ProofOutcome, TimeSpan> time) =>
        proofs.Aggregate(TimeSpan.Zero, (sum, proof) => sum + time(proof));

    private static IEnumerable<StepProof> SharesOf(ProofOutcome proof) => proof.Budget.Steps.Select((step, i) => new StepProof(
        step, proof.ProveTime * proof.Budget.Shares[i], proof.VerifyTime * proof.Budget.Shares[i], proof.Proof.Length));

    private LoadedCircuit CircuitOf(int step) => ((CircuitStep)executor.Steps[step]).Circuit;

    private CircuitExecution ExecutionOf(int step) =>
        execution.Steps[step].Circuit ?? throw new InvalidOperationException($"step {step} was not executed as a circuit");

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
