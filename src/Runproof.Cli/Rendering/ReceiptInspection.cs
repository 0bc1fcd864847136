using System.Text.Json;
using Runproof.Cli.Targets;
using Runproof.Core.Verdicts;
using Runproof.Proofs.Security;
using Runproof.Runs.Planning;
using Runproof.Runs.Results;

namespace Runproof.Cli.Rendering;

/// <summary>The answer of <c>inspect</c> about a receipt: what it holds, and the proven bits of every proof, term by term.</summary>
internal static class ReceiptInspection
{
    private const double OneBit = 1L << 32;

    /// <summary>Writes facts and terms.</summary>
    public static void WriteText(Output output, ReceiptTarget target)
    {
        var (receipt, verdict) = (target.Receipt, target.Verdict);
        var facts = new TextTable("", "");
        facts.Add("file", target.Path);
        facts.Add("format", "receipt");
        facts.Add("size", Figure.Bytes(new FileInfo(target.Path).Length));
        facts.Add("program", $"{verdict.Program} ({receipt.Program.Name})");
        facts.Add("claim", verdict.Claim.ToString());
        facts.Add("weights", $"{ProgramWeights.Of(receipt.Program)}: {verdict.ModelRoot?.ToString() ?? "not all of them are named"}");
        facts.Add("steps", $"{receipt.Steps.Length}, {receipt.Circuits.Length} of them circuits, {receipt.Circuits.Count(circuit => circuit.File is not null)} of these in the file");
        facts.Add("values", $"{receipt.Values.Length} shown");
        facts.WriteTo(output);
        for (var i = 0; i < receipt.BoundModels.Length; i++)
        {
            var bound = receipt.BoundModels[i];
            output.Text.WriteLine();
            output.Text.WriteLine($"setup proof of bound weights {verdict.Setups[i].Model.ToShortString()}: {Figure.Bytes(bound.Setup.Length)}, {bound.Profile.Text()}, {verdict.Setups[i].Status.Text()}");
            if (verdict.Setups[i].Report is { } report)
                WriteTerms(output, report);
        }

        for (var i = 0; i < receipt.Proofs.Length; i++)
        {
            var proof = receipt.Proofs[i];
            output.Text.WriteLine();
            output.Text.WriteLine($"proof {i} of {string.Join(", ", proof.Steps.Select(step => receipt.Program.Steps[step].Name))}: {Figure.Bytes(proof.Bytes.Length)}, {proof.Profile.Text()}, {verdict.Proofs[i].Status.Text()}");
            if (verdict.Proofs[i].Report is { } report)
                WriteTerms(output, report);
        }
    }

    /// <summary>Writes the properties of the document.</summary>
    public static void WriteJson(Utf8JsonWriter json, ReceiptTarget target)
    {
        var (receipt, verdict) = (target.Receipt, target.Verdict);
        json.WriteString("file", target.Path);
        json.WriteNumber("size", new FileInfo(target.Path).Length);
        json.WriteString("name", receipt.Program.Name);
        json.WriteDigest("program", verdict.Program);
        json.WriteDigest("claim", verdict.Claim);
        json.WriteDigest("modelRoot", verdict.ModelRoot);
        json.WriteString("weights", ProgramWeights.Of(receipt.Program));
        json.WriteNumber("steps", receipt.Steps.Length);
        json.WriteNumber("circuits", receipt.Circuits.Length);
        json.WriteNumber("values", receipt.Values.Length);
        json.WriteStartArray("setups");
        for (var i = 0; i < receipt.BoundModels.Length; i++)
        {
            var (bound, setup) = (receipt.BoundModels[i], verdict.Setups[i]);
            json.WriteStartObject();
            json.WriteDigest("model", setup.Model);
            WriteProof(json, bound.Profile, bound.Setup.Length, setup.Status, setup.Report);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("proofs");
        for (var i = 0; i < receipt.Proofs.Length; i++)
        {
            var (proof, result) = (receipt.Proofs[i], verdict.Proofs[i]);
            json.WriteStartObject();
            json.WriteStartArray("steps");
            foreach (var step in proof.Steps)
                json.WriteNumberValue(step);
            json.WriteEndArray();
            WriteProof(json, proof.Profile, proof.Bytes.Length, result.Status, result.Report);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteProof(Utf8JsonWriter json, SecurityProfile profile, int size, Verification status, SecurityReport? report)
    {
        json.WriteString("profile", profile.Text());
        json.WriteNumber("size", size);
        json.WriteString("status", status.Text());
        json.WriteStartArray("terms");
        foreach (var term in report?.Terms ?? [])
        {
            json.WriteStartObject();
            json.WriteString("name", term.Name);
            json.WriteNumber("bits", Math.Floor(term.Bits.Raw / OneBit * 100) / 100);
            json.WriteNumber("workBits", term.WorkBits);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTerms(Output output, SecurityReport report)
    {
        var table = new TextTable("term", ">bits", ">of them work");
        foreach (var term in report.Terms)
            table.Add(term.Name, term.Bits.ToString(), term.WorkBits == 0 ? "" : $"{term.WorkBits}");
        table.Add("weakest", report.Minimum.ToString(), "");
        table.Add("all together", report.Union.ToString(), "");
        table.WriteTo(output);
    }
}
