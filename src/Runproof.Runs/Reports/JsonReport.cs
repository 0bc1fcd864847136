using System.Collections.Immutable;
using System.Text.Json;
using Runproof.Core.Diagnostics;
using Runproof.Runs.Metadata;
using Runproof.Runs.Results;

namespace Runproof.Runs.Reports;

/// <summary>Writes a report as JSON: the properties of the schema <c>runproof.report/1</c>.</summary>
public static class JsonReport
{
    /// <summary>Name and version of the document's shape.</summary>
    public const string Schema = "runproof.report/1";

    /// <summary>Writes the properties that follow the schema into an object that is open.</summary>
    public static void Write(Utf8JsonWriter json, RunReport report)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(report);
        json.WriteString("run", report.RunId);
        json.WriteString("target", report.Target);
        json.WriteString("producer", report.Producer);
        json.WriteString("startedAt", report.StartedAt);
        json.WriteString("mode", report.Mode.Text());
        json.WriteString("outcome", report.Outcome.Text());
        json.WriteString("error", report.Error);
        json.WriteString("program", report.Program.ToString());
        json.WriteString("weights", report.Weights);
        json.WriteString("claim", report.Claim?.ToString());
        json.WriteString("infer", report.Infer);
        json.WriteString("onnxRuntime", report.OnnxRuntime);
        WriteSeconds(json, "totalSeconds", report.Total);
        json.WriteNumber("security", report.Security);
        WriteNumber(json, "macs", report.Macs);
        if (report.PredictedClass is { } predicted)
            json.WriteNumber("predictedClass", predicted);
        else
            json.WriteNull("predictedClass");
        WriteNumbers(json, "logits", report.Logits);
        WriteNumbers(json, "probabilities", report.Probabilities);
        WriteValues(json, "inputs", report.Inputs);
        WriteValues(json, "outputs", report.Outputs);
        WriteSteps(json, report);
        FidelityJson.Write(json, "outputFidelity", report.OutputFidelity);
        WriteEdges(json, report);
        WriteVerdict(json, report);
    }

    private static void WriteSteps(Utf8JsonWriter json, RunReport report)
    {
        json.WriteStartArray("steps");
        foreach (var step in report.Steps)
        {
            json.WriteStartObject();
            json.WriteString("name", step.Name);
            json.WriteString("backend", step.Backend is null ? null : ReportWords.Of(step.Backend));
            json.WriteString("outcome", step.Outcome.Text());
            json.WriteString("assurance", step.Assurance.Text());
            json.WriteString("fallbackReason", step.FallbackReason);
            WriteSeconds(json, "seconds", step.Time);
            WriteNumber(json, "macs", step.Macs);
            FidelityJson.Write(json, "fidelity", step.Fidelity);
            json.WriteString("unit", step.Unit.ToString());
            json.WriteString("artifact", step.Artifact.ToString());
            WriteValues(json, "inputs", step.Inputs);
            WriteValues(json, "outputs", step.Outputs);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteEdges(Utf8JsonWriter json, RunReport report)
    {
        json.WriteStartArray("edges");
        foreach (var edge in report.Edges)
        {
            json.WriteStartObject();
            WriteNumber(json, "from", (ulong?)edge.From);
            WriteNumber(json, "to", (ulong?)edge.To);
            json.WriteString("type", edge.Type);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteVerdict(Utf8JsonWriter json, RunReport report)
    {
        json.WriteString("verdict", report.Verdict.Verdict.Status.Text());
        json.WriteString("sentence", report.Verdict.Sentence);
        json.WriteString("assurance", report.Verdict.Assurance.Text());
        json.WriteStartArray("checks");
        foreach (var check in report.Verdict.Verdict.Checks)
        {
            json.WriteStartObject();
            json.WriteString("name", check.Name);
            json.WriteString("status", check.Status.Text());
            json.WriteNumber("count", check.Count);
            WriteWhy(json, check.Why);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("notChecked");
        foreach (var gap in report.Verdict.NotChecked)
            json.WriteStringValue(gap);
        json.WriteEndArray();
    }

    private static void WriteWhy(Utf8JsonWriter json, Diagnostic? why)
    {
        if (why is null)
        {
            json.WriteNull("why");
            return;
        }

        json.WriteStartObject("why");
        json.WriteString("code", why.Code.Name);
        json.WriteString("message", why.Message);
        json.WriteString("subject", why.Subject);
        json.WriteString("hint", why.Hint);
        if (why.Offset is { } offset)
            json.WriteNumber("offset", offset);
        json.WriteEndObject();
    }

    private static void WriteValues(Utf8JsonWriter json, string name, ImmutableArray<ReportValue> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStartObject();
            json.WriteString("name", value.Name);
            json.WriteString("type", value.Type);
            json.WriteString("digest", value.Digest?.ToString());
            WriteNumber(json, "elements", (ulong?)value.Elements);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, ImmutableArray<double> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            TensorValues.WriteNumber(json, value);
        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, ulong? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }

    private static void WriteSeconds(Utf8JsonWriter json, string name, TimeSpan? time)
    {
        if (time is { } known)
            json.WriteNumber(name, known.TotalSeconds);
        else
            json.WriteNull(name);
    }
}
