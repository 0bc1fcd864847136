using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Runproof.Runs.Planning;

namespace Runproof.Runs.Metadata;

/// <summary>The keys of the metadata that say which circuits there are.</summary>
internal static class CircuitKeys
{
    /// <summary>How close all circuits together come to the model's output; null unless every slice has one.</summary>
    public const string OutputFidelity = "output_fidelity";

    private const string NoCircuits = "no circuits: every slice runs on ONNX Runtime";

    /// <summary>Writes the keys of one slice.</summary>
    /// <param name="root">The metadata.</param>
    /// <param name="slice">The slice, such as <c>slice_0</c>.</param>
    /// <param name="circuit">Its circuit; null where it has none.</param>
    public static void Set(JsonObject root, string slice, CircuitEntry? circuit)
    {
        var json = (JsonObject)root["slices"]![slice]!;
        if (json["circuit_path"] is JsonValue path && path.TryGetValue(out string? old))
            ((JsonObject)root["digests"]!).Remove(old);
        json["backend"] = circuit is null ? SliceEntry.OnnxBackend : SliceEntry.CircuitBackend;
        json["fidelity"] = circuit?.Fidelity is { } fidelity ? Of(fidelity) : null;
        json["circuit_size"] = circuit?.Size;
        json["circuit_path"] = circuit?.Path;
        json["circuit_digest"] = circuit?.Digest.ToString();
        json["circuit_recipe"] = circuit?.Recipe.ToString();
        json["precision"] = circuit?.Precision;
        json["weights"] = circuit?.Weights.Text();
        if (circuit is not null)
            root["digests"]![circuit.Path] = circuit.Digest.ToString();
        Summarize(root);
    }

    /// <summary>Writes where the bound weights are; a model without any has no such key.</summary>
    public static void Set(JsonObject root, BoundWeightsEntry? weights)
    {
        root.Remove(RunnerMetadata.BoundWeightsKey);
        if (weights is null)
            return;
        root[RunnerMetadata.BoundWeightsKey] = new JsonObject
        {
            ["path"] = weights.Path,
            ["digest"] = weights.Digest.ToString(),
            ["model"] = weights.Model.ToString(),
            ["profile"] = weights.Profile.Text(),
        };
    }

    /// <summary>Takes over the circuits of older metadata whose slices are the same files.</summary>
    public static void Take(JsonObject root, ImmutableArray<SliceEntry> slices, JsonObject old)
    {
        if (!RunnerMetadata.TryRead(MetadataWriter.Text(old), "", out var before, out _))
            return;
        foreach (var slice in slices)
        {
            if (before.Slices.FirstOrDefault(entry => entry.Id == slice.Id && entry.Digest == slice.Digest)?.Circuit is { } circuit)
                Set(root, slice.Id, circuit);
        }
    }

    /// <summary>Writes the keys that follow from those of the slices.</summary>
    public static void Summarize(JsonObject root)
    {
        var slices = ((JsonObject)root["slices"]!).ToArray();
        var compiled = slices.Count(slice => slice.Value!["circuit_path"] is not null);
        root["precircuit"] = compiled switch
        {
            0 => NoCircuits,
            _ when compiled == slices.Length => $"circuits compiled and ready: all {compiled} slices; a run trusts none without its digest, and counts none that it did not verify",
            _ => $"circuits compiled for {compiled} of {slices.Length} slices; the others run on ONNX Runtime",
        };
        if (compiled != slices.Length || root[OutputFidelity] is null)
            root[OutputFidelity] = null;
        var chain = (JsonObject)root["execution_chain"]!;
        foreach (var (slice, entry) in slices)
        {
            if (chain["nodes"]?[slice] is not JsonObject node)
                continue;
            var path = entry!["circuit_path"];
            node["primary"] = (path ?? entry["path"])?.DeepClone();
            node["use_circuit"] = path is not null;
            node["circuit_path"] = path?.DeepClone();
        }
    }

    /// <summary>The value of a key <c>fidelity</c>.</summary>
    public static JsonObject Of(CircuitFidelity fidelity) => new()
    {
        ["inputs"] = fidelity.Inputs,
        ["max_error"] = fidelity.MaxError,
        ["mean_error"] = fidelity.MeanError,
        ["relative_error"] = fidelity.RelativeError,
        ["class_agreements"] = fidelity.ClassAgreements,
        ["histogram"] = fidelity.Histogram is { } histogram ? Of(histogram) : null,
    };
    private static JsonObject Of(ErrorHistogram histogram) => new()
    {
        ["step"] = histogram.Step,
        ["edges"] = new JsonArray([.. histogram.Edges.Select(edge => (JsonNode?)edge)]),
        ["counts"] = new JsonArray([.. histogram.Counts.Select(count => (JsonNode?)count)]),
    };
}
