using System.Collections.Immutable;
using Runproof.Core.Diagnostics;
using Runproof.Core.Verdicts;
using Runproof.Verifier.Claims;

namespace Runproof.Verifier.Disputes;

/// <summary>Checks fraud proofs. A pass says that the claim is false.</summary>
/// <remarks><b>Soundness</b>: hashes only, and nothing is executed. What the caller must still check: that the claim is the one he was given; so he pins it.</remarks>
public static class FraudProofVerifier
{
    private const string Remedy = "the trace of the claimed run: runproof dispute makes the proof from it";

    /// <summary>Checks a proof.</summary>
    /// <param name="proof">The proof.</param>
    /// <param name="subject">Name of the file, for diagnostics.</param>
    /// <param name="expected">What the caller pins.</param>
    public static Verdict Verify(FraudProof proof, string subject, Expectation expected)
    {
        ArgumentNullException.ThrowIfNull(proof);
        ArgumentNullException.ThrowIfNull(expected);
        var checks = ImmutableArray.CreateBuilder<Check>();
        bool isBound = proof.Claim.Program == proof.Program.Digest;
        Add("the claim is about the program", isBound, 1, FraudErrors.Program, $"the claim is about program {proof.Claim.Program.ToShortString()}, and the proof holds {proof.Program.Digest.ToShortString()}");
        OpenedRecord? foreign = proof.Records.FirstOrDefault(opened => !Opens(proof, opened));
        Add("every record is part of the claim", foreign is null, proof.Records.Length, FraudErrors.Opening, $"the record at {foreign?.Opening.Index} does not open the claim's root");
        if (isBound && foreign is null)
            AddFinding();
        AddExpectation();
        return new Verdict(checks.DrainToImmutable());

        void AddFinding()
        {
            const string name = "the claim is false";
            var evidence = new OpenedEvidence(proof);
            FraudFinding finding = FraudCheck.Check(proof.Program, proof.Claim, proof.Reason, proof.Step, evidence);
            if (finding.Code == FraudErrors.NeedsExecution)
            {
                checks.Add(new Check(name, Verification.Inconclusive, 0, new Diagnostic(FraudErrors.NeedsExecution, Phase.Verify, subject, finding.Message,
                    "runproof replay with the claimed run, or verify with --execute PROJECT: both execute the step again")));
            }
            else if (!finding.IsShown || evidence.IsUsedUp)
            {
                Add(name, finding.IsShown, 1, finding.Code ?? FraudErrors.NotShown, finding.Message);
            }
            else
            {
                Add(name, false, 0, FraudErrors.Evidence, "the proof holds a record or a value that is not needed");
            }
        }

        void AddExpectation()
        {
            const string name = "the claim is the one that was expected";
            if (!expected.IsPinned)
            {
                checks.Add(new Check(name, Verification.Inconclusive, 0, new Diagnostic(
                    ClaimErrors.NotPinned, Phase.Verify, subject, "nothing was pinned, so the proof is about a claim that nobody may have made", "--expect with the digest of the claim")));
                return;
            }

            bool isExpected = (expected.Claim ?? proof.Claim.Digest) == proof.Claim.Digest && (expected.Program ?? proof.Program.Digest) == proof.Program.Digest;
            Add(name, isExpected, 1, ClaimErrors.Unexpected, $"the proof is about the claim {proof.Claim.Digest}");
        }

        void Add(string name, bool holds, int count, ErrorCode code, string message) =>
            checks.Add(holds ? new Check(name, Verification.Passed, count) : new Check(name, Verification.Failed, 0, new Diagnostic(code, Phase.Verify, subject, message, Remedy)));
    }

    private static bool Opens(FraudProof proof, OpenedRecord opened) =>
        (ulong)opened.Opening.Count == proof.Claim.StepCount && opened.Opening.Verify(proof.Claim.TraceRoot, opened.Record.Leaf);
}
