using System.Diagnostics.CodeAnalysis;
using Runproof.Core.Diagnostics;
using Runproof.Core.Merkle;
using Runproof.Core.Traces;
using Runproof.Verifier.Disputes;

namespace Runproof.Runs.Disputes;

/// <summary>Makes fraud proofs from the trace of a claimed run.</summary>
public static class FraudProver
{
    /// <summary>Makes a proof that a claim is false.</summary>
    /// <param name="trace">The claimed run, closed. All its records before the step follow the program.</param>
    /// <param name="reason">In what it differs from an execution first.</param>
    /// <param name="step">In which record; the number of records for the end of the run.</param>
    /// <param name="proof">The proof. For another output it says where, and opens what executing the step takes.</param>
    /// <param name="error">Why the trace does not show it.</param>
    public static bool TryProve(Trace trace, DivergenceReason reason, ulong step, [NotNullWhen(true)] out FraudProof? proof, [NotNullWhen(false)] out Diagnostic? error)
    {
        ArgumentNullException.ThrowIfNull(trace);
        proof = null;
        error = null;
        if (trace.Claim is not { } claim)
            throw new ArgumentException("The run was not closed: it claims nothing.", nameof(trace));
        var evidence = new TraceEvidence(trace, (int)Math.Min(step, (ulong)trace.Steps.Length));
        FraudFinding finding = FraudCheck.Check(trace.Program, claim, reason, step, evidence);
        if (!finding.IsShown && finding.Code != FraudErrors.NeedsExecution)
        {
            error = new Diagnostic(finding.Code!.Value, Phase.Verify, trace.Header.RunId, finding.Message, "runproof verify with the run: it may not be the one that was claimed");
            return false;
        }

        var log = new MerkleLog();
        foreach (StepRecord record in trace.Steps)
            log.Append(record.Leaf);
        proof = new FraudProof(
            claim, trace.Program, reason, step,
            [.. evidence.Records.Select(position => new OpenedRecord(trace.Steps[position], log.Open(position)))],
            [.. evidence.Values.Values]);
        return true;
    }
}
