using System.Collections.Immutable;
using System.Text.Json;

namespace Runproof.Runs.Metadata;

/// <summary>Writes and reads how close circuits come to ONNX Runtime, outside of the metadata.</summary>
public static class FidelityJson
{
    /// <summary>Writes a property: an object, or null where nobody measured.</summary>
    public static void Write(Utf8JsonWriter json, string name, CircuitFidelity? fidelity)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (fidelity is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteNumber("inputs", fidelity.Inputs);
        json.WriteNumber("maxError", fidelity.MaxError);
        json.WriteNumber("meanError", fidelity.MeanError);
        json.WriteNumber("relativeError", fidelity.RelativeError);
        if (fidelity.ClassAgreements is { } agreements)
            json.WriteNumber("classAgreements", agreements);
        else
            json.WriteNull("classAgreements");
        if (fidelity.Histogram is { } histogram)
            Write(json, histogram);
        else
            json.WriteNull("histogram");
        json.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Write(Utf8JsonWriter, string, CircuitFidelity)"/> wrote; null where anything about it does not fit.</summary>
    internal static CircuitFidelity? Read(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || !TryNumber(element, "inputs", out var inputs) || inputs is < 0 or > int.MaxValue
            || !TryNumber(element, "maxError", out var max) || !TryNumber(element, "meanError", out var mean) || !TryNumber(element, "relativeError", out var relative)
            || max < 0 || mean < 0 || relative < 0)
        {
            return null;
        }

        var isKnown = TryNumber(element, "classAgreements", out var agreements) && agreements is >= 0 and <= int.MaxValue;
        return new CircuitFidelity((int)inputs, max, mean, relative, isKnown ? (int)agreements : null)
        {
            Histogram = element.TryGetProperty("histogram", out var histogram) ? ReadHistogram(histogram) : null,
        };
    }

    private static void Write(Utf8JsonWriter json, ErrorHistogram histogram)
    {
        json.WriteStartObject("histogram");
        json.WriteNumber("step", histogram.Step);
        json.WriteStartArray("edges");
        foreach (var edge in histogram.Edges)
            json.WriteNumberValue(edge);
        json.WriteEndArray();
        json.WriteStartArray("counts");
        foreach (var count in histogram.Counts)
            json.WriteNumberValue(count);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static ErrorHistogram? ReadHistogram(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || !TryNumber(element, "step", out var step) || !TryNumbers(element, "edges", out var edges) || !TryNumbers(element, "counts", out var counts))
            return null;
        if (counts.Any(count => count is < 0 or > 1e15 || count != Math.Floor(count)))
            return null;
        var histogram = new ErrorHistogram(step, edges, [.. counts.Select(count => (long)count)]);
        return histogram.IsValid ? histogram : null;
    }

    private static bool TryNumber(JsonElement element, string name, out double number)
    {
        number = 0;
        return element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out number) && double.IsFinite(number);
    }

    private static bool TryNumbers(JsonElement element, string name, out ImmutableArray<double> numbers)
    {
        numbers = [];
        if (!element.TryGetProperty(name, out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > ErrorHistogram.MostBins + 1)
            return false;
        var read = ImmutableArray.CreateBuilder<double>();
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetDouble(out var number))
                return false;
            read.Add(number);
        }

        numbers = read.ToImmutable();
        return true;
    }
}
