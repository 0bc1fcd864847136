using System.CommandLine;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Core.Traces;
using Runproof.Core.Verdicts;
using Runproof.Runs.Claims;
using Runproof.Runs.Disputes;
using Runproof.Runs.Files;
using Runproof.Runs.Store;
using Runproof.Runs.Tiles;
using Runproof.Runs.Tiles.Loading;
using Runproof.Verifier.Claims;
using Runproof.Verifier.Disputes;

namespace Runproof.Cli.Targets;

/// <summary>A fraud proof that a command names, verified.</summary>
/// <param name="Path">The file.</param>
/// <param name="Proof">What it holds.</param>
/// <param name="PinnedBy">Who said what is to be expected.</param>
/// <param name="Verdict">The verdict; a pass says that the claim is false.</param>
internal sealed record FraudTarget(string Path, FraudProof Proof, PinnedBy PinnedBy, Verdict Verdict)
{
    /// <summary>The answer in one sentence.</summary>
    public string Sentence => Verdict.Status switch
    {
        Verification.Passed => $"the claim is false: {FraudCheckMessage}",
        Verification.Failed => $"refused: {Verdict.Decisive!.Why!.Message}",
        _ => $"undecided: {Verdict.Decisive!.Why!.Message}",
    };

    private string FraudCheckMessage => $"reason {Rendering.ValueDifferences.Text(Proof.Reason)} at step {Proof.Step}, shown by {Proof.Records.Length} opened records and {Proof.Values.Length} values";

    /// <summary>Whether a file is a fraud proof.</summary>
    public static bool IsFraudProof(string path) => File.Exists(path) && FileStart.Has(path, FraudProofFormat.Magic);

    /// <summary>Reads and verifies a fraud proof.</summary>
    /// <param name="arguments">The parsed arguments, which name the store that knows claims.</param>
    /// <param name="path">The file.</param>
    /// <param name="expected">Digest of the program or the claim; null for a claim that the store knows.</param>
    /// <param name="execute">A project or assembly whose tile is executed where hashes alone do not decide; null for none.</param>
    /// <param name="cancellation">Ends a build, and the execution.</param>
    /// <exception cref="RunproofException">The file is malformed.</exception>
    public static FraudTarget Read(ParseResult arguments, string path, Digest? expected, string? execute, CancellationToken cancellation)
    {
        if (!FraudProofFormat.TryRead(File.ReadAllBytes(path), path, out FraudProof? proof, out Diagnostic? error))
            throw new RunproofException(error);
        var store = RunStore.Open(CommonOptions.StoreDirectory(arguments));
        bool isKnown = expected is null && store.HasClaim(proof.Claim.Digest);
        var expectation = expected is { } digest ? (digest == proof.Program.Digest ? new Expectation(digest, null) : new Expectation(null, digest))
            : isKnown ? new Expectation(null, proof.Claim.Digest)
            : Expectation.None;
        Verdict verdict = FraudProofVerifier.Verify(proof, path, expectation);
        if (execute is not null && proof.Reason == DivergenceReason.Output)
        {
            using TileAssembly assembly = TileAssembly.Open(execute, cancellation);
            verdict = FraudExecution.Decide(proof, verdict, assembly.Registry, TileLimits.Default, path, cancellation);
        }

        return new FraudTarget(path, proof, expected is not null ? PinnedBy.Caller : isKnown ? PinnedBy.Store : PinnedBy.Nobody, verdict);
    }
}
