using System.CommandLine;
using System.Text.Json;
using Runproof.Cli.Errors;
using Runproof.Cli.Rendering;
using Runproof.Cli.Targets;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Runs.Claims;
using Runproof.Runs.Results;
using Runproof.Runs.Store;

namespace Runproof.Cli.Verbs;

/// <summary><c>verify RUN|FILE</c>: recomputes every digest and every opening of a recorded run, and checks proofs.</summary>
internal sealed class VerifyVerb : Verb
{
    private readonly Argument<string> _run = new("RUN") { Description = $"{RunTarget.Description}; or a receipt, a claim or a fraud proof" };

    private readonly Option<string> _expect = new("--expect")
    {
        Description = "Digest of the program or the claim that is expected, or root of a receipt's weights (default: what the store noted when its run was closed)",
        HelpName = "DIGEST",
    };

    private readonly Option<string> _key = new("--key") { Description = "The public key on P-256 that has to have signed the claim", HelpName = "PUB.pem" };
    private readonly Option<string> _execute = new("--execute") { Description = "Of a fraud proof about an output: execute the one call that it is about, with the tiles of this project or assembly", HelpName = "TARGET" };
    private readonly Option<string> _nonce = NonceOption.Nonce("What every proof of a receipt has to be bound to");
    private readonly Option<int?> _sample = NonceOption.Sample("K steps, which the nonce chooses, have to be proved (default: all circuits)");

    /// <summary>Declares the arguments.</summary>
    public VerifyVerb()
        : base("verify", "Check a recorded run, a receipt, a claim or a fraud proof: every digest, every proof, and that it is the one that is expected")
    {
        Add(_run);
        foreach (var option in new Option[] { _expect, _nonce, _sample, _key, _execute })
            Add(option);
    }

    /// <inheritdoc />
    public override IReadOnlyList<(string Arguments, string Does)> Examples =>
    [
        ("verify latest", "the newest run of the store"),
        ("verify net.receipt --expect 5b1c44f0a3f3cbb2f6e0f1f8f65a0f6b1f0f5f6c0a7de2b05f3ad15c21f5f0aa --sample 2 --nonce 5bd1e995", "the steps that this nonce chose"),
    ];

    /// <inheritdoc />
    public override Task<int> RunAsync(ParseResult arguments, Output output, CancellationToken cancellationToken)
    {
        var expected = Expected(arguments.GetValue(_expect));
        var named = arguments.GetRequiredValue(_run);
        var nonce = NonceOption.Read(arguments, _nonce);
        var sample = NonceOption.Read(arguments, _sample, nonce);
        if (ReceiptTarget.IsReceipt(named))
            return Task.FromResult(ReceiptVerdictRendering.Write(output, ReceiptTarget.Read(arguments, named, new(expected, nonce, sample), cancellationToken)));
        if (nonce is not null)
            throw UsageError.Of(_nonce.Name, "a run is proved without a nonce, at the end of it", "runproof prove RUN --nonce HEX -o FILE, then runproof verify FILE --nonce HEX");
        if (FraudTarget.IsFraudProof(named))
            return Task.FromResult(FraudVerdictRendering.Write(output, FraudTarget.Read(arguments, named, expected, arguments.GetValue(_execute), cancellationToken)));
        using var key = arguments.GetValue(_key) is { } pem ? ClaimKey.Read(pem) : null;
        if (ClaimReference.IsClaim(named))
            return Task.FromResult(VerifyClaim(arguments, named, expected, key, output));
        var target = RunTarget.Find(arguments, named);
        return Task.FromResult(VerifyRun(output, target.Store, target.Location, expected, key));
    }

    private static int VerifyClaim(ParseResult arguments, string named, Digest? expected, ClaimKey? key, Output output)
    {
        var store = RunStore.Open(CommonOptions.StoreDirectory(arguments));
        if (!ClaimReference.TryFind(store, named, out var reference, out var error))
            throw new RunproofException(error);
        if (reference.Location is { } location)
            return VerifyRun(output, store, location, expected, key);
        var signature = key is null ? null : SignatureCheck.Of(key, $"{named}.sig", reference.Claim.Digest);
        return ClaimVerdictRendering.Write(output, named, reference.Claim, expected, store.HasClaim(reference.Claim.Digest), signature);
    }

    private static int VerifyRun(Output output, RunStore store, RunLocation location, Digest? expected, ClaimKey? key)
    {
        if (!RunVerifier.TryVerify(store, location, expected, out var verdict, out var error, key))
            throw new RunproofException(error);
        if (output.IsJson)
            output.Json("runproof.verify/1", json => WriteJson(json, verdict));
        else
            WriteText(output, verdict);
        return verdict.Verdict.Status.ExitCode(ErrorClass.VerificationFailed);
    }

    /// <summary>Writes the checks and the verdict.</summary>
    internal static void WriteText(Output output, RunVerdict verdict)
    {
        var facts = new TextTable("", "");
        facts.Add("run", verdict.Location.Name);
        if (verdict.Trace is { } trace)
        {
            facts.Add("target", trace.Header.Target);
            facts.Add("program", trace.Program.Digest.ToString());
            facts.Add("claim", trace.Claim?.Digest.ToString() ?? "none: the run was interrupted");
        }

        facts.Add("expected", verdict.PinnedBy switch
        {
            PinnedBy.Caller => $"{verdict.Expected} (--expect)",
            PinnedBy.Store => "what the store noted when the run was closed",
            PinnedBy.Key => $"{verdict.Expected} (signed with the key)",
            _ => "nothing was pinned",
        });
        facts.WriteTo(output);
        output.Text.WriteLine();
        CheckRendering.WriteText(output, verdict.Verdict);
        output.Text.WriteLine();
        foreach (var gap in verdict.NotChecked)
            output.Text.WriteLine($"  not checked: {Printable.Of(gap)}");
        output.Text.WriteLine();
        output.Text.WriteLine($"  assurance: {verdict.Assurance.Text()}, security {verdict.SecurityPercent} %{(verdict.SecurityPercent > 0 && verdict.Receipt?.Security is { } bits ? $", {bits.Minimum} bits" : "")}");
        output.Text.WriteLine($"  {Marks.Paint(Printable.Of(verdict.Sentence), verdict.Verdict.Status, output)}");
    }

    private static void WriteJson(Utf8JsonWriter json, RunVerdict verdict)
    {
        json.WriteString("run", verdict.Location.Name);
        json.WriteString("target", verdict.Trace?.Header.Target);
        json.WriteDigest("program", verdict.Trace?.Program.Digest);
        json.WriteDigest("claim", verdict.Trace?.Claim?.Digest);
        json.WriteString("pinnedBy", verdict.PinnedBy switch { PinnedBy.Caller => "caller", PinnedBy.Store => "store", PinnedBy.Key => "key", _ => null });
        json.WriteDigest("expected", verdict.Expected);
        json.WriteString("verdict", verdict.Verdict.Status.Text());
        json.WriteString("sentence", verdict.Sentence);
        json.WriteString("assurance", verdict.Assurance.Text());
        json.WriteNumber("security", verdict.SecurityPercent);
        var steps = verdict.Trace?.Program.Steps ?? [];
        CheckRendering.WriteSteps(json, steps.Select((step, i) => (step.Name, verdict.AssuranceOf(i))));
        CheckRendering.WriteBits(json, verdict.Receipt?.Security);
        CheckRendering.WriteJson(json, verdict.Verdict);
        json.WriteStrings("notChecked", verdict.NotChecked);
    }

    private static Digest? Expected(string? text) =>
        text is null ? null
        : Digest.TryParse(text, out var digest) ? digest
        : throw UsageError.Of(
            "--expect", $"'{text}' is not a digest", "the 64 lower-case hex digits of a claim or a program, as runproof store ls --json prints them");
}
