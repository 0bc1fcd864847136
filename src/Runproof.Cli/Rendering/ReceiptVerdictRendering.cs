using System.Text.Json;
using Runproof.Cli.Targets;
using Runproof.Core.Diagnostics;
using Runproof.Core.Verdicts;
using Runproof.Runs.Claims;
using Runproof.Runs.Results;

namespace Runproof.Cli.Rendering;

/// <summary>The answer of <c>verify</c> about a receipt, as text and as JSON.</summary>
internal static class ReceiptVerdictRendering
{
    /// <summary>Writes the answer.</summary>
    /// <returns>The exit code.</returns>
    public static int Write(Output output, ReceiptTarget target)
    {
        if (output.IsJson)
            output.Json("runproof.verify.receipt/1", json => WriteJson(json, target));
        else
            WriteText(output, target);
        return target.Verdict.Status.ExitCode(ErrorClass.VerificationFailed);
    }

    private static void WriteText(Output output, ReceiptTarget target)
    {
        var verdict = target.Verdict;
        var facts = new TextTable("", "");
        facts.Add("receipt", target.Path);
        facts.Add("program", verdict.Program.ToString());
        facts.Add("weights", $"{ProgramWeights.Of(target.Receipt.Program)}: {verdict.ModelRoot?.ToString() ?? "not all of them are named"}");
        facts.Add("claim", verdict.Claim.ToString());
        facts.Add("expected", target.PinnedBy switch
        {
            PinnedBy.Caller => $"{target.Expected} (--expect)",
            PinnedBy.Store => "a claim that the store noted when one of its runs was closed",
            _ => "nothing was pinned",
        });
        if (verdict.Sample is { } sample)
            SampleRendering.AddTo(facts, sample);
        facts.WriteTo(output);
        output.Text.WriteLine();
        CheckRendering.WriteText(output, verdict.Verdict);
        output.Text.WriteLine();
        var steps = new TextTable("step", "assurance", ">proof");
        for (var i = 0; i < verdict.Steps.Length; i++)
        {
            var proof = target.Receipt.Proofs.FirstOrDefault(entry => entry.Steps.Contains(i));
            steps.Add(target.Receipt.Program.Steps[i].Name, verdict.Steps[i].Text(), proof is null ? "" : Figure.Bytes(proof.Bytes.Length));
        }

        steps.WriteTo(output);
        output.Text.WriteLine();
        foreach (var gap in verdict.NotChecked)
            output.Text.WriteLine($"  not checked: {Printable.Of(gap)}");
        output.Text.WriteLine();
        output.Text.WriteLine(verdict.Status != Verification.Failed && verdict.Security is { } bits
            ? $"  security {verdict.SecurityPercent} %: {bits.Minimum} bits proven, {bits.WorkBits} of them work"
            : $"  security {verdict.SecurityPercent} %");
        output.Text.WriteLine($"  {Marks.Paint(Printable.Of(target.Sentence), verdict.Status, output)}");
    }

    private static void WriteJson(Utf8JsonWriter json, ReceiptTarget target)
    {
        var verdict = target.Verdict;
        json.WriteString("file", target.Path);
        json.WriteDigest("program", verdict.Program);
        json.WriteDigest("claim", verdict.Claim);
        json.WriteDigest("modelRoot", verdict.ModelRoot);
        json.WriteString("weights", ProgramWeights.Of(target.Receipt.Program));
        json.WriteString("pinnedBy", target.PinnedBy switch { PinnedBy.Caller => "caller", PinnedBy.Store => "store", _ => null });
        json.WriteDigest("expected", target.Expected);
        json.WriteString("verdict", verdict.Status.Text());
        json.WriteString("sentence", target.Sentence);
        json.WriteNumber("security", verdict.SecurityPercent);
        CheckRendering.WriteBits(json, verdict.Security);
        SampleRendering.WriteJson(json, verdict.Sample);
        CheckRendering.WriteSteps(json, verdict.Steps.Select((assurance, i) => (target.Receipt.Program.Steps[i].Name, assurance)));
        json.WriteStartArray("setups");
        for (var i = 0; i < verdict.Setups.Length; i++)
        {
            json.WriteStartObject();
            json.WriteDigest("model", verdict.Setups[i].Model);
            json.WriteNumber("size", target.Receipt.BoundModels[i].Setup.Length);
            json.WriteString("status", verdict.Setups[i].Status.Text());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("proofs");
        for (var i = 0; i < verdict.Proofs.Length; i++)
        {
            json.WriteStartObject();
            json.WriteStartArray("steps");
            foreach (var step in verdict.Proofs[i].Steps)
                json.WriteNumberValue(step);
            json.WriteEndArray();
            json.WriteNumber("size", target.Receipt.Proofs[i].Bytes.Length);
            json.WriteString("status", verdict.Proofs[i].Status.Text());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        CheckRendering.WriteJson(json, verdict.Verdict);
        json.WriteStrings("notChecked", verdict.NotChecked);
    }
}
