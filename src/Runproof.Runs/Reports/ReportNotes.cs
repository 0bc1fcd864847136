using System.Collections.Immutable;
using System.Text.Json;
using Runproof.Runs.Metadata;

namespace Runproof.Runs.Reports;

/// <summary>What a trace notes beside its claim. Anyone may have written it, so that whatever does not fit is left out.</summary>
/// <param name="Infer">Which backends were allowed; null where the notes do not tell.</param>
/// <param name="OnnxRuntime">Version of ONNX Runtime.</param>
/// <param name="Total">Wall time of the run.</param>
/// <param name="Error">Why the run failed.</param>
/// <param name="Times">Wall time of each step, by position.</param>
/// <param name="Fallbacks">Reason for falling back of each step, by position.</param>
/// <param name="Fidelities">How close the circuit of each step comes to ONNX Runtime, by position.</param>
/// <param name="OutputFidelity">How close all circuits together come to the model's output.</param>
internal sealed record ReportNotes(
    string? Infer,
    string? OnnxRuntime,
    TimeSpan? Total,
    string? Error,
    ImmutableArray<TimeSpan?> Times,
    ImmutableArray<string?> Fallbacks,
    ImmutableArray<CircuitFidelity?> Fidelities,
    CircuitFidelity? OutputFidelity)
{
    private const double MostSeconds = 1e9;

    private static readonly ReportNotes None = new(null, null, null, null, [], [], [], null);

    /// <summary>Reads notes; none, and notes that are not JSON, tell nothing.</summary>
    public static ReportNotes Read(ReadOnlyMemory<byte>? json)
    {
        if (json is not { } bytes)
            return None;
        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 8 });
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement) : None;
        }
        catch (JsonException)
        {
            return None;
        }
    }

    private static ReportNotes Read(JsonElement root)
    {
        var times = ImmutableArray.CreateBuilder<TimeSpan?>();
        var fallbacks = ImmutableArray.CreateBuilder<string?>();
        var fidelities = ImmutableArray.CreateBuilder<CircuitFidelity?>();
        if (root.TryGetProperty("steps", out var steps) && steps.ValueKind == JsonValueKind.Array)
        {
            foreach (var step in steps.EnumerateArray())
            {
                var isObject = step.ValueKind == JsonValueKind.Object;
                times.Add(isObject ? Seconds(step, "seconds") : null);
                fallbacks.Add(isObject ? Text(step, "fallbackReason") : null);
                fidelities.Add(isObject && step.TryGetProperty("fidelity", out var fidelity) ? FidelityJson.Read(fidelity) : null);
            }
        }

        return new ReportNotes(
            Text(root, "infer"),
            Text(root, "onnxRuntime"),
            Seconds(root, "totalSeconds"),
            Text(root, "error"),
            times.ToImmutable(),
            fallbacks.ToImmutable(),
            fidelities.ToImmutable(),
            root.TryGetProperty("outputFidelity", out var whole) ? FidelityJson.Read(whole) : null);
    }

    private static string? Text(JsonElement element, string name)
    {
        if (!element.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // The text has half of a surrogate pair.
            return null;
        }
    }

    private static TimeSpan? Seconds(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
        && value.TryGetDouble(out var seconds) && seconds is >= 0 and <= MostSeconds
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
