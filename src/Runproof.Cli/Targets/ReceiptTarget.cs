using System.CommandLine;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Core.Verdicts;
using Runproof.Runs.Claims;
using Runproof.Runs.Store;
using Runproof.Verifier.Receipts;

namespace Runproof.Cli.Targets;

/// <summary>A receipt that a command names, verified.</summary>
/// <param name="Path">The file.</param>
/// <param name="Receipt">What it holds.</param>
/// <param name="PinnedBy">Who said what is to be expected.</param>
/// <param name="Expected">The digest that is expected; null where nobody said.</param>
/// <param name="Verdict">The verdict.</param>
internal sealed record ReceiptTarget(string Path, Receipt Receipt, PinnedBy PinnedBy, Digest? Expected, ReceiptVerdict Verdict)
{
    /// <summary>The answer in one sentence.</summary>
    public string Sentence => Verdict.Status switch
    {
        Verification.Passed => $"verified: {Verdict.ProvedSteps} of {Verdict.Steps.Length} steps are proved to compute what the run claims, and it is what was expected{(Verdict.Sample is { } sample ? $"; the nonce chose {sample.Steps.Length} of {sample.Population.Length}" : "")}",
        Verification.Failed => $"refused: {Verdict.Verdict.Decisive!.Why!.Message}",
        _ => $"undecided: nothing in it is wrong, but {Verdict.Verdict.Decisive!.Why?.Message ?? $"nobody checked that {Verdict.Verdict.Decisive.Name}"}",
    };

    /// <summary>Whether a file is a receipt.</summary>
    public static bool IsReceipt(string path)
    {
        if (!File.Exists(path))
            return false;
        Span<byte> start = stackalloc byte[ReceiptFormat.Magic.Length];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual(ReceiptFormat.Magic);
    }

    /// <summary>Reads and verifies a receipt.</summary>
    /// <param name="arguments">The parsed arguments, which name the store that has circuits which the receipt lacks.</param>
    /// <param name="path">The file.</param>
    /// <param name="demand">What is asked of it.</param>
    /// <param name="cancellation">Ends the work between two proofs.</param>
    /// <exception cref="RunproofException">The file is malformed.</exception>
    public static ReceiptTarget Read(ParseResult arguments, string path, ReceiptDemand demand, CancellationToken cancellation)
    {
        if (!ReceiptFormat.TryRead(File.ReadAllBytes(path), path, out var receipt, out var error))
            throw new RunproofException(error);
        var store = RunStore.Open(CommonOptions.StoreDirectory(arguments));
        var expected = demand.Expected;
        var isKnown = expected is null && store.HasClaim(receipt.Claim.Digest);
        var expectation = expected is { } digest ? Pin(receipt, digest) : isKnown ? new ReceiptExpectation { Claim = receipt.Claim.Digest } : ReceiptExpectation.None;
        expectation = expectation with { Nonce = demand.Nonce, Sample = demand.Sample };
        var verdict = ReceiptVerifier.Verify(receipt, path, expectation, ReceiptCheck.Source(store), cancellation);
        return new ReceiptTarget(path, receipt, expected is not null ? PinnedBy.Caller : isKnown ? PinnedBy.Store : PinnedBy.Nobody, expected ?? expectation.Claim, verdict);
    }

    // One option for three kinds of digests: no two of them are equal.
    private static ReceiptExpectation Pin(Receipt receipt, Digest digest) =>
        digest == receipt.Claim.Digest ? new() { Claim = digest }
        : digest == ModelRoot.Of(RootsOf(receipt)) ? new() { ModelRoot = digest }
        : new() { Program = digest };

    private static IEnumerable<Digest> RootsOf(Receipt receipt) =>
        from step in receipt.Program.Steps
        where CircuitUnit.IsCircuit(step)
        select receipt.Circuits.FirstOrDefault(circuit => circuit.Artifact == step.Unit.Artifact)?.Weights ?? default;
}
