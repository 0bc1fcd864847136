using System.Globalization;
using System.Text.Json;
using Runproof.Runs.Planning;
using Runproof.Runs.Results;
using Runproof.Runs.Validation;

namespace Runproof.Cli.Rendering;

/// <summary>The answer of <c>validate</c>, as text and as JSON.</summary>
internal sealed class ValidationRendering(ValidationReport report, AccuracyReport? accuracy)
{
    private const string Nothing = "–";
    private static readonly string NotCompiled = FallbackReason.CircuitNotCompiled.Text();
    private const string Decimals = "0.000000000000";

    /// <summary>Writes the properties of the document.</summary>
    public void WriteJson(Utf8JsonWriter json)
    {
        json.WriteString("model", report.ModelName);
        json.WriteNumber("parameters", report.Parameters);
        json.WriteNumber("slices", report.Slices);
        json.WriteString("status", report.Status.Text());
        json.WriteStartArray("methods");
        foreach (var row in report.Methods)
            WriteMethod(json, row);
        json.WriteEndArray();
        WriteError(json, "errors", report.Errors);
        WriteError(json, "errorsUnoptimized", report.Unoptimized);
        if (report.CircuitErrors is { } circuits)
            WriteError(json, "errorsCircuits", circuits);
        else
            json.WriteNull("errorsCircuits");
        if (accuracy is null)
        {
            json.WriteNull("accuracy");
        }
        else
        {
            json.WriteStartObject("accuracy");
            json.WriteNumber("examples", accuracy.Examples);
            json.WriteNumber("wholeCorrect", accuracy.WholeCorrect);
            json.WriteNumber("slicedCorrect", accuracy.SlicedCorrect);
            json.WriteNumber("agreements", accuracy.Agreements);
            json.WriteNumber("circuits", accuracy.Circuits);
            json.WriteEndObject();
        }

        json.WriteStartArray("gates");
        foreach (var gate in report.Gates)
        {
            json.WriteStartObject();
            json.WriteString("name", gate.Name);
            json.WriteString("status", gate.Status.Text());
            json.WriteString("detail", gate.Detail);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStrings("warnings", report.Warnings);
    }

    /// <summary>Writes the tables and the gates.</summary>
    public void WriteText(Output output)
    {
        foreach (var warning in report.Warnings)
            output.Warn(warning);
        output.Text.WriteLine($"{Printable.Of(report.ModelName)}: {Figure.Of(report.Slices, "slice")}, {Figure.Of(report.Parameters, "parameter")}, "
            + $"{Figure.Of(report.Methods[0].TimedRuns, "timed run")} of each method");
        output.Text.WriteLine();
        WriteMethods(output);
        output.Text.WriteLine();
        WriteErrors(output);
        if (report.CircuitErrors is { } circuits)
            WriteLargest(output, "largest differences, circuits", circuits);
        WriteLargest(output, "largest differences, ONNX slices", report.Errors);
        WriteLargest(output, "largest differences, optimisation off", report.Unoptimized);
        output.Text.WriteLine();
        if (accuracy is not null)
            WriteAccuracy(output, accuracy);
        var gates = new TextTable("", "", "");
        foreach (var gate in report.Gates)
            gates.Add(Marks.Of(gate.Status), gate.Name, gate.Detail);
        gates.WriteTo(output);
    }

    private void WriteMethods(Output output)
    {
        var table = new TextTable("method", ">class", ">security", ">time", ">fastest – slowest", "class error", ">overhead", ">security gain", "circuit sizes");
        foreach (var row in report.Methods)
        {
            table.Add(
                row.Method,
                row.PredictedClass?.ToString(CultureInfo.InvariantCulture) ?? Nothing,
                $"{row.Security} %",
                Figure.Time(row.Median),
                $"{Figure.Time(row.Fastest)} – {Figure.Time(row.Slowest)}",
                row.ClassMatches is { } matches ? (matches ? "✓ none" : "✗ mismatch") : Nothing,
                row.Overhead is { } overhead ? string.Create(CultureInfo.InvariantCulture, $"{overhead:+0.0;-0.0;0.0} %") : Nothing,
                row.SecurityGain is { } gain ? string.Create(CultureInfo.InvariantCulture, $"{gain:+0;-0;0} %") : Nothing,
                row.Circuits == 0 ? (row.FallbackReasons.Contains(NotCompiled) ? "none compiled" : Nothing) : $"[{string.Join(", ", row.CircuitSizes.Select(size => size?.ToString(CultureInfo.InvariantCulture) ?? Nothing))}]");
        }

        table.WriteTo(output);
    }

    private void WriteErrors(Output output)
    {
        var sliced = report.Methods[^1];
        var (optimized, exact) = (report.Errors, report.Unoptimized);
        var circuits = report.CircuitErrors;
        var table = new TextTable("error against the whole model", ">ONNX slices", ">optimisation off", circuits is null ? "" : ">circuits");
        void Add(string what, Func<OutputError, string> text) => table.Add(what, text(optimized), text(exact), circuits is null ? "" : text(circuits));
        Add("max absolute error", error => Exactly(error.Max));
        Add("mean absolute error", error => Exactly(error.Mean));
        Add("sum absolute error", error => Exactly(error.Sum));
        Add("relative error", error => Exactly(error.Relative));
        Add("bit-identical", error => error.BitIdentical ? "yes" : "no");
        table.WriteTo(output);
        output.Text.WriteLine();
        output.Text.WriteLine($"  execution: {Figure.Of(sliced.Circuits, "circuit")}, {Figure.Of(sliced.OnnxSlices, "ONNX slice")}");
        if (sliced.ClassMatches is { } matches)
            output.Text.WriteLine($"  classification: whole {report.Methods[0].PredictedClass}, slices {sliced.PredictedClass}  {(matches ? "✓ match" : "✗ mismatch")}");
    }

    private static void WriteLargest(Output output, string title, OutputError error)
    {
        if (error.Largest.IsEmpty)
            return;
        output.Text.WriteLine();
        var table = new TextTable(title, ">index", ">whole model", ">slices", ">difference");
        for (var i = 0; i < error.Largest.Length; i++)
        {
            var element = error.Largest[i];
            table.Add($"{i + 1}.", Figure.Count(element.Index), Exactly(element.Left), Exactly(element.Right), Exactly(element.AbsoluteError));
        }

        table.WriteTo(output);
    }

    private static void WriteAccuracy(Output output, AccuracyReport accuracy)
    {
        var table = new TextTable("held-out examples", ">right", ">of", ">top-1 accuracy");
        table.Add("whole model", Figure.Count(accuracy.WholeCorrect), Figure.Count(accuracy.Examples), Figure.Percent((double)accuracy.WholeCorrect / accuracy.Examples));
        table.Add(accuracy.Circuits == 0 ? "slices" : $"slices, {Figure.Of(accuracy.Circuits, "circuit")}", Figure.Count(accuracy.SlicedCorrect), Figure.Count(accuracy.Examples), Figure.Percent((double)accuracy.SlicedCorrect / accuracy.Examples));
        table.Add("in agreement", Figure.Count(accuracy.Agreements), Figure.Count(accuracy.Examples), Figure.Percent((double)accuracy.Agreements / accuracy.Examples));
        table.WriteTo(output);
        output.Text.WriteLine();
    }

    private static void WriteMethod(Utf8JsonWriter json, MethodRow row)
    {
        json.WriteStartObject();
        json.WriteString("method", row.Method);
        WriteNullable(json, "predictedClass", row.PredictedClass);
        json.WriteNumber("security", row.Security);
        json.WriteNumber("medianSeconds", row.Median.TotalSeconds);
        json.WriteNumber("fastestSeconds", row.Fastest.TotalSeconds);
        json.WriteNumber("slowestSeconds", row.Slowest.TotalSeconds);
        json.WriteNumber("timedRuns", row.TimedRuns);
        WriteNullable(json, "overheadPercent", row.Overhead);
        WriteNullable(json, "securityGain", row.SecurityGain);
        if (row.ClassMatches is { } matches)
            json.WriteBoolean("classMatches", matches);
        else
            json.WriteNull("classMatches");
        json.WriteNumber("circuits", row.Circuits);
        json.WriteStartArray("circuitSizes");
        foreach (var size in row.CircuitSizes)
        {
            if (size is { } bytes)
                json.WriteNumberValue(bytes);
            else
                json.WriteNullValue();
        }

        json.WriteEndArray();
        json.WriteNumber("onnxSlices", row.OnnxSlices);
        json.WriteStrings("fallbackReasons", row.FallbackReasons);
        json.WriteEndObject();
    }

    private static void WriteError(Utf8JsonWriter json, string key, OutputError error)
    {
        json.WriteStartObject(key);
        WriteNumber(json, "maxAbsolute", error.Max);
        WriteNumber(json, "meanAbsolute", error.Mean);
        WriteNumber(json, "sumAbsolute", error.Sum);
        WriteNumber(json, "relative", error.Relative);
        json.WriteBoolean("bitIdentical", error.BitIdentical);
        json.WriteStartArray("largest");
        foreach (var element in error.Largest)
        {
            json.WriteStartObject();
            json.WriteNumber("index", element.Index);
            WriteNumber(json, "whole", element.Left);
            WriteNumber(json, "sliced", element.Right);
            WriteNumber(json, "difference", element.AbsoluteError);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string key, double value)
    {
        json.WritePropertyName(key);
        TensorValues.WriteNumber(json, value);
    }

    private static void WriteNullable(Utf8JsonWriter json, string key, double? value)
    {
        if (value is { } number)
            WriteNumber(json, key, number);
        else
            json.WriteNull(key);
    }

    private static string Exactly(double value) => value.ToString(Decimals, CultureInfo.InvariantCulture);
}
