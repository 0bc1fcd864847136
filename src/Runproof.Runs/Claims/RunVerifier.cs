using System.Diagnostics.CodeAnalysis;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Core.Traces;
using Runproof.Core.Verdicts;
using Runproof.Runs.Store;
using Runproof.Verifier.Claims;

namespace Runproof.Runs.Claims;

/// <summary>Verifies recorded runs, with what a store knows about them: what they claimed when they were closed, and the content of their units.</summary>
public static class RunVerifier
{
    private const string EveryByte = "every byte of the trace is under its running digest";
    private const string OwnName = "the trace lies under its own name";

    /// <summary>Reads a run and checks everything that can be checked without executing anything.</summary>
    /// <param name="store">The store that was asked.</param>
    /// <param name="location">The run.</param>
    /// <param name="expected">Digest of the claim or of the program that the caller expects; null for what the store noted.</param>
    /// <param name="verdict">The verdict. A file in which a byte was changed is refused, not malformed.</param>
    /// <param name="error">Why the file is no trace at all, if the result is false.</param>
    /// <param name="key">The key that has to have signed the claim; null where no signature is asked for.</param>
    public static bool TryVerify(
        RunStore store,
        RunLocation location,
        Digest? expected,
        [NotNullWhen(true)] out RunVerdict? verdict,
        [NotNullWhen(false)] out Diagnostic? error,
        ClaimKey? key = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(location);
        var known = location.IsOwn ? store.KnownClaim(location.Name) : null;
        var pinnedBy = expected is not null ? PinnedBy.Caller : known is not null ? PinnedBy.Store : PinnedBy.Nobody;
        var digest = expected ?? known?.Claim;
        verdict = null;
        if (TraceFile.TryRead(location.TracePath, out var trace, out error))
        {
            var signature = key is null ? null : SignatureCheck.Of(key, location.SignaturePath, trace.Claim?.Digest);
            var isSigned = signature?.Status == Verification.Passed;
            if (isSigned && expected is null)
                (pinnedBy, digest) = (PinnedBy.Key, trace.Claim!.Digest);
            var expectation = isSigned && expected is null && known is null ? new Expectation(null, trace.Claim!.Digest) : Expect(trace, expected, known);
            verdict = new RunVerdict(location, trace, pinnedBy, digest, Check(store, location, trace, expectation));
            if (signature is not null)
                verdict = verdict with { Verdict = new Verdict(verdict.Verdict.Checks.Add(signature)) };
            if (File.Exists(location.ReceiptPath) && verdict.Verdict.Status != Verification.Failed)
                verdict = ReceiptCheck.Of(store, trace, verdict);
        }
        else if (error.Code == TraceErrors.Damaged)
            verdict = new RunVerdict(location, null, pinnedBy, digest, new Verdict([new Check(EveryByte, Verification.Failed, 0, error)]));
        if (verdict is not null)
            error = null;
        return verdict is not null;
    }

    private static Expectation Expect(Trace trace, Digest? expected, KnownClaim? known) =>
        expected is { } digest ? (digest == trace.Program.Digest ? new Expectation(digest, null) : new Expectation(null, digest))
        : known is { } claim ? new Expectation(claim.Program, claim.Claim)
        : Expectation.None;

    private static Verdict Check(RunStore store, RunLocation location, Trace trace, Expectation expectation)
    {
        var verdict = ClaimVerifier.Verify(trace, location.Name, expectation, artifact => Content(store, artifact));
        if (!location.IsOwn)
            return verdict;

        // Runs of the same program on the same inputs have the same claim, so that the claim alone does not tell one from another.
        var why = trace.Header.RunId == location.Name ? null : new Diagnostic(
            StoreErrors.RunMisnamed, Phase.Verify, location.Name, $"the trace is that of the run {trace.Header.RunId}", "moving it to where it belongs");
        return new Verdict(verdict.Checks.Add(new Check(OwnName, why is null ? Verification.Passed : Verification.Failed, why is null ? 1 : 0, why)));
    }

    // Not in one expression: a missing array would become content that is empty.
    private static ReadOnlyMemory<byte>? Content(RunStore store, Digest artifact)
    {
        if (store.ReadObjectUnchecked(artifact) is { } bytes)
            return bytes;
        return null;
    }
}
