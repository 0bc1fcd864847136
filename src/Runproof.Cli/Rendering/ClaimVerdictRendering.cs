using System.Collections.Immutable;
using System.Text.Json;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Core.Traces;
using Runproof.Core.Verdicts;
using Runproof.Runs.Results;
using Runproof.Verifier.Claims;

namespace Runproof.Cli.Rendering;

/// <summary>The answer of <c>verify</c> about a claim whose run is not at hand: who made it, and whether it is the one that was expected.</summary>
internal static class ClaimVerdictRendering
{
    private const string NotChecked = "that a run stands behind it: the trace of the run shows that";

    /// <summary>Checks and writes it.</summary>
    /// <returns>The exit code.</returns>
    public static int Write(Output output, string path, Claim claim, Digest? expected, bool isKnown, Check? signature)
    {
        const string name = "the claim is the one that was expected";
        bool isExpected = expected == claim.Digest || expected == claim.Program || (expected is null && isKnown);
        var checks = ImmutableArray.CreateBuilder<Check>();
        if (signature is not null)
            checks.Add(signature);
        if (isExpected)
            checks.Add(new Check(name, Verification.Passed, 1));
        else if (expected is { } other)
            checks.Add(new Check(name, Verification.Failed, 0, new Diagnostic(ClaimErrors.Unexpected, Phase.Verify, path, $"{other} was expected, and this is the claim {claim.Digest}", "the claim that was meant")));
        else if (signature is null)
            checks.Add(new Check(name, Verification.Inconclusive, 0, new Diagnostic(ClaimErrors.NotPinned, Phase.Verify, path, "nothing was pinned", "--expect with the digest of the claim or the program, or --key with the key that signed it")));
        var verdict = new Verdict(checks.ToImmutable());
        string sentence = verdict.Status switch
        {
            Verification.Passed when signature is not null => "the claim was signed with the key",
            Verification.Passed => "the claim is the one that was expected",
            Verification.Failed => $"refused: {verdict.Decisive!.Why!.Message}",
            _ => $"undecided: {verdict.Decisive!.Why!.Message}",
        };
        if (output.IsJson)
            output.Json("runproof.verify.claim/1", json => WriteJson(json, path, claim, verdict, sentence));
        else
            WriteText(output, path, claim, verdict, sentence);
        return verdict.Status.ExitCode(ErrorClass.VerificationFailed);
    }

    private static void WriteText(Output output, string path, Claim claim, Verdict verdict, string sentence)
    {
        var facts = new TextTable("", "");
        facts.Add("file", path);
        facts.Add("claim", claim.Digest.ToString());
        facts.Add("program", claim.Program.ToString());
        facts.Add("mode", claim.Mode.Text());
        facts.Add("outcome", $"{claim.Outcome.Text()} after {Figure.Of((long)claim.StepCount, "step")}");
        facts.WriteTo(output);
        output.Text.WriteLine();
        CheckRendering.WriteText(output, verdict);
        output.Text.WriteLine();
        output.Text.WriteLine($"  not checked: {NotChecked}");
        output.Text.WriteLine();
        output.Text.WriteLine($"  {Marks.Paint(Printable.Of(sentence), verdict.Status, output)}");
    }

    private static void WriteJson(Utf8JsonWriter json, string path, Claim claim, Verdict verdict, string sentence)
    {
        json.WriteString("file", path);
        json.WriteDigest("claim", claim.Digest);
        json.WriteDigest("program", claim.Program);
        json.WriteString("mode", claim.Mode.Text());
        json.WriteString("outcome", claim.Outcome.Text());
        json.WriteNumber("stepCount", claim.StepCount);
        json.WriteString("verdict", verdict.Status.Text());
        json.WriteString("sentence", sentence);
        CheckRendering.WriteJson(json, verdict);
        json.WriteStrings("notChecked", [NotChecked]);
    }
}
