using Runproof.Core.Traces;
using Runproof.Core.Verdicts;
using Runproof.Runs.Store;
using Runproof.Verifier.Receipts;

namespace Runproof.Runs.Claims;

/// <summary>Verifies the receipt beside a trace. What it is about is pinned by the trace's own claim, so that it adds proofs to that run or is refused.</summary>
public static class ReceiptCheck
{
    private const string Readable = "the receipt beside the trace can be read";

    /// <summary>The verdict with what the receipt showed.</summary>
    internal static RunVerdict Of(RunStore store, Trace trace, RunVerdict verdict)
    {
        var path = verdict.Location.ReceiptPath;
        if (!ReceiptFormat.TryRead(File.ReadAllBytes(path), path, out var receipt, out var error))
            return verdict with { Verdict = new Verdict(verdict.Verdict.Checks.Add(new Check(Readable, Verification.Failed, 0, error))) };
        var expected = new ReceiptExpectation { Claim = trace.Claim?.Digest ?? default, Program = trace.Program.Digest };
        var found = ReceiptVerifier.Verify(receipt, path, expected, Source(store));
        return verdict with
        {
            Receipt = found,
            Verdict = new Verdict([.. verdict.Verdict.Checks, .. found.Verdict.Checks.Select(check => check with { Name = $"receipt: {check.Name}" })]),
        };
    }

    /// <summary>Finds circuits that a receipt does not hold in a store.</summary>
    public static CircuitSource Source(RunStore store) => circuit =>
    {
        // Not in one expression: a missing array would become content that is empty.
        if (store.ReadObjectUnchecked(circuit.Artifact) is { } bytes)
            return bytes;
        return null;
    };
}
