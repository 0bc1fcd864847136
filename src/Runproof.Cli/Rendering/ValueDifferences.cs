using System.Globalization;
using System.Text.Json;
using Runproof.Core.Traces;
using Runproof.Runs.Diff;
using Runproof.Runs.Results;

namespace Runproof.Cli.Rendering;

/// <summary>The field-level view of values that differ, as <c>diff</c> and <c>replay</c> show it.</summary>
internal static class ValueDifferences
{
    /// <summary>Writes each value with its largest differences.</summary>
    public static void WriteText(Output output, IEnumerable<ValueDifference> values, string left, string right)
    {
        foreach (var value in values)
        {
            output.Text.WriteLine($"  value {value.Port}");
            var facts = new TextTable("", "", "");
            facts.Add("", left, $"{value.LeftType ?? "not at hand"} {value.Left}");
            facts.Add("", right, $"{value.RightType ?? "not at hand"} {value.Right}");
            if (value.Elements is { } elements)
            {
                facts.Add("", "differing", $"{Figure.Count(elements.Differing)} of {Figure.Count(elements.Count)} elements");
                if (elements.MaxAbsoluteError is { } max)
                    facts.Add("", "difference", $"max {Figure.Difference(max)}, mean {Figure.Difference(elements.MeanAbsoluteError ?? 0)}");
            }

            facts.WriteTo(output);
            if (!value.Fields.IsEmpty)
            {
                var fields = new TextTable("", "field", left, right);
                foreach (FieldDifference field in value.Fields)
                    fields.Add("", field.Path.Length == 0 ? "(the value)" : field.Path, field.Left ?? "–", field.Right ?? "–");
                fields.WriteTo(output);
            }

            if (value.Elements is not { Largest.IsEmpty: false } listed)
                continue;
            var table = new TextTable("", ">index", $">{left}", $">{right}", ">difference");
            foreach (var element in listed.Largest)
                table.Add("", Figure.Count(element.Index), Number(element.Left), Number(element.Right), Figure.Difference(element.AbsoluteError));
            table.WriteTo(output);
        }
    }

    /// <summary>Writes the property <c>first</c>: where two runs diverge, or null.</summary>
    public static void WriteDivergence(Utf8JsonWriter json, Divergence? first)
    {
        if (first is null)
        {
            json.WriteNull("first");
            return;
        }

        json.WriteStartObject("first");
        json.WriteString("reason", Text(first.Reason));
        json.WriteNumber("step", first.Step);
        json.WriteString("coordinates", first.Coordinates.ToString());
        json.WriteString("name", first.Name);
        json.WriteEndObject();
    }

    /// <summary>Writes the property <c>values</c>.</summary>
    public static void WriteJson(Utf8JsonWriter json, IEnumerable<ValueDifference> values, string left, string right)
    {
        json.WriteStartArray("values");
        foreach (var value in values)
        {
            json.WriteStartObject();
            json.WriteNumber("port", value.Port);
            json.WriteDigest(left, value.Left);
            json.WriteDigest(right, value.Right);
            json.WriteString($"{left}Type", value.LeftType);
            json.WriteString($"{right}Type", value.RightType);
            if (value.Elements is { } elements)
                WriteElements(json, elements, left, right);
            else
                json.WriteNull("elements");
            json.WriteStartArray("fields");
            foreach (FieldDifference field in value.Fields)
            {
                json.WriteStartObject();
                json.WriteString("path", field.Path);
                json.WriteString(left, field.Left);
                json.WriteString(right, field.Right);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>For example <c>output</c>.</summary>
    public static string Text(DivergenceReason reason) => reason switch
    {
        DivergenceReason.Length => "length",
        DivergenceReason.Step => "step",
        DivergenceReason.Artifact => "artifact",
        DivergenceReason.Input => "input",
        DivergenceReason.Output => "output",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };

    private static void WriteElements(Utf8JsonWriter json, TensorDifference elements, string left, string right)
    {
        json.WriteStartObject("elements");
        json.WriteNumber("count", elements.Count);
        json.WriteNumber("differing", elements.Differing);
        WriteNumber(json, "maxAbsoluteError", elements.MaxAbsoluteError);
        WriteNumber(json, "meanAbsoluteError", elements.MeanAbsoluteError);
        json.WriteStartArray("largest");
        foreach (var element in elements.Largest)
        {
            json.WriteStartObject();
            json.WriteNumber("index", element.Index);
            WriteNumber(json, left, element.Left);
            WriteNumber(json, right, element.Right);
            WriteNumber(json, "absoluteError", element.AbsoluteError);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        json.WritePropertyName(name);
        if (value is { } number)
            TensorValues.WriteNumber(json, number);
        else
            json.WriteNullValue();
    }

    private static string Number(double value) => value.ToString("G9", CultureInfo.InvariantCulture);
}
