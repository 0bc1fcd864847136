using System.Text.Json;
using Runproof.Cli.Targets;
using Runproof.Core.Diagnostics;
using Runproof.Core.Verdicts;
using Runproof.Runs.Claims;
using Runproof.Runs.Results;
using Runproof.Verifier.Disputes;

namespace Runproof.Cli.Rendering;

/// <summary>The answer of <c>verify</c> about a fraud proof.</summary>
internal static class FraudVerdictRendering
{
    /// <summary>Writes it.</summary>
    /// <returns>The exit code: 0 where the claim is shown to be false.</returns>
    public static int Write(Output output, FraudTarget target)
    {
        if (output.IsJson)
            output.Json("runproof.verify.fraud/1", json => WriteJson(json, target));
        else
            WriteText(output, target);
        return target.Verdict.Status.ExitCode(ErrorClass.VerificationFailed);
    }

    private static void WriteText(Output output, FraudTarget target)
    {
        FraudProof proof = target.Proof;
        var facts = new TextTable("", "");
        facts.Add("fraud proof", target.Path);
        facts.Add("against", proof.Claim.Digest.ToString());
        facts.Add("program", $"{proof.Program.Name} {proof.Program.Digest}");
        facts.Add("reason", $"{ValueDifferences.Text(proof.Reason)} at step {proof.Step}");
        facts.Add("opens", $"{Figure.Of(proof.Records.Length, "record")} of {Figure.Count((long)proof.Claim.StepCount)}, {Figure.Of(proof.Values.Length, "value")}");
        facts.WriteTo(output);
        output.Text.WriteLine();
        CheckRendering.WriteText(output, target.Verdict);
        output.Text.WriteLine();
        Verification paint = target.Verdict.Status;
        output.Text.WriteLine($"  {Marks.Paint(Printable.Of(target.Sentence), paint, output)}");
    }

    private static void WriteJson(Utf8JsonWriter json, FraudTarget target)
    {
        json.WriteString("file", target.Path);
        json.WriteDigest("claim", target.Proof.Claim.Digest);
        json.WriteDigest("program", target.Proof.Program.Digest);
        json.WriteString("reason", ValueDifferences.Text(target.Proof.Reason));
        json.WriteNumber("step", target.Proof.Step);
        json.WriteNumber("records", target.Proof.Records.Length);
        json.WriteNumber("values", target.Proof.Values.Length);
        json.WriteString("pinnedBy", target.PinnedBy switch { PinnedBy.Caller => "caller", PinnedBy.Store => "store", _ => null });
        json.WriteString("verdict", target.Verdict.Status.Text());
        json.WriteString("sentence", target.Sentence);
        CheckRendering.WriteJson(json, target.Verdict);
    }
}
