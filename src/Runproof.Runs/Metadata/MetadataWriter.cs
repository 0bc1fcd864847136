using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;
using Runproof.Models.Onnx.Analysis;
using Runproof.Models.Tensors;
using Runproof.Runs.Planning;

namespace Runproof.Runs.Metadata;

/// <summary>Makes the JSON of runner metadata. What a person may have edited, and keys that are not ours, are taken over from the JSON that is replaced.</summary>
internal static class MetadataWriter
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, IndentSize = 2, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Text(JsonObject json)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Indented))
            json.WriteTo(writer);
        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    /// <summary>The metadata of a freshly sliced model.</summary>
    public static JsonObject Make(
        ModelLocation location,
        ModelAnalysis analysis,
        ImmutableArray<Port> inputs,
        ImmutableArray<ProgramOutput> outputs,
        ImmutableArray<SliceEntry> slices,
        Digest program,
        ImmutableSortedDictionary<string, Digest> digests,
        JsonObject? old)
    {
        var json = old is null ? [] : (JsonObject)old.DeepClone();
        json["schema"] = RunnerMetadata.Schema;
        json["model_name"] = location.Name;
        json["model_type"] = "onnx";
        json["original_model_path"] = location.Relative(location.ModelFile);
        json["Analyzer"] = true;
        json["Reconstruct"] = true;
        json["match"] = true;
        json["num_slices"] = slices.Length;
        json["ezkl_compatible"] = false;
        json["overall_security"] = 0;
        Keep(json, RunnerMetadata.TimeLimitKey, RunnerMetadata.MostSeconds, RunPolicy.DefaultTimeLimit.TotalSeconds);
        Keep(json, RunnerMetadata.SizeLimitKey, RunnerMetadata.MostBytes, RunPolicy.DefaultSizeLimit);
        json["total_parameters"] = analysis.Parameters;
        json["input_shape"] = Shapes(inputs);
        json["output_shape"] = Shapes(analysis.Outputs.Select(output => output.Type?.Shape));
        json["node_count"] = analysis.NodeCount;
        json["io_paths"] = new JsonObject { ["input_path"] = location.Relative(location.InputFile), ["output_path"] = null, ["model_path"] = location.Relative(location.ModelFile) };
        json["inputs"] = new JsonArray([.. inputs.Select(port => Named(port))]);
        json["outputs"] = new JsonArray([.. outputs.Select(output => new JsonObject { ["name"] = output.Name, ["source"] = BindingText.Of(output.Source) })]);
        json["slices"] = new JsonObject(slices.Select(slice => KeyValuePair.Create(slice.Id, (JsonNode?)OfSlice(slice))));
        json["execution_chain"] = Chain(slices);
        json["verified_slices"] = Wanted(slices, old?["verified_slices"] as JsonObject);
        json["program"] = program.ToString();
        json["digests"] = new JsonObject(digests.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value.ToString())));
        json["workflow_ready"] = true;
        if (old is not null)
        {
            TakeUnknownKeys(json, old, slices);
            CircuitKeys.Take(json, slices, old);
        }

        CircuitKeys.Summarize(json);
        return json;
    }

    // The top level was cloned. Of the parts that were made anew, those that stand for the same thing take over what somebody added.
    private static void TakeUnknownKeys(JsonObject json, JsonObject old, ImmutableArray<SliceEntry> slices)
    {
        TakeUnknownKeys(json["io_paths"], old["io_paths"]);
        TakeUnknownKeys(json["execution_chain"], old["execution_chain"]);
        foreach (var slice in slices)
        {
            TakeUnknownKeys(json["slices"]![slice.Id], (old["slices"] as JsonObject)?[slice.Id]);
            TakeUnknownKeys(json["execution_chain"]!["nodes"]![slice.Id], ((old["execution_chain"] as JsonObject)?["nodes"] as JsonObject)?[slice.Id]);
        }
    }

    private static void TakeUnknownKeys(JsonNode? made, JsonNode? old)
    {
        if (made is not JsonObject target || old is not JsonObject source)
            return;
        foreach (var (key, value) in source)
            target.TryAdd(key, value?.DeepClone());
    }

    private static JsonObject OfSlice(SliceEntry slice) => new()
    {
        ["path"] = slice.Path,
        ["digest"] = slice.Digest.ToString(),
        ["input_shape"] = Shapes(slice.Inputs),
        ["output_shape"] = Shapes(slice.Outputs),
        ["inputs"] = new JsonArray([.. slice.Inputs.Zip(slice.Sources, (port, source) => Named(port, source))]),
        ["outputs"] = new JsonArray([.. slice.Outputs.Select(port => Named(port))]),
        ["parameters"] = slice.Parameters,
        ["macs"] = slice.Macs,
        ["dependencies"] = new JsonArray([.. slice.Sources.Where(s => s.Step is not null).Select(s => s.Step!.Value).Distinct().Order().Select(s => JsonValue.Create($"slice_{s}"))]),
        ["backend"] = SliceEntry.OnnxBackend,
        ["provable"] = slice.Provable,
        ["why_not"] = slice.WhyNot,
        ["precision"] = null,
        ["weights"] = null,
        ["fidelity"] = null,
        ["ezkl_compatible"] = false,
        ["ezkl"] = false,
        ["circuit_size"] = null,
        ["circuit_path"] = null,
        ["circuit_digest"] = null,
        ["circuit_recipe"] = null,
        ["proof_path"] = null,
        ["vk_path"] = null,
        ["pk_path"] = null,
        ["witness_path"] = null,
    };

    private static JsonObject Chain(ImmutableArray<SliceEntry> slices)
    {
        var nodes = new JsonObject();
        for (var i = 0; i < slices.Length; i++)
        {
            nodes[slices[i].Id] = new JsonObject
            {
                ["slice_id"] = slices[i].Id,
                ["primary"] = slices[i].Path,
                ["fallback"] = slices[i].Path,
                ["use_circuit"] = false,
                ["next"] = i + 1 < slices.Length ? slices[i + 1].Id : null,
                ["circuit_path"] = null,
                ["onnx_path"] = slices[i].Path,
            };
        }

        return new JsonObject
        {
            ["head"] = slices[0].Id,
            ["nodes"] = nodes,
            ["fallback_map"] = new JsonObject(slices.Select(slice => KeyValuePair.Create(slice.Id, (JsonNode?)slice.Path))),
        };
    }

    private static JsonObject Wanted(ImmutableArray<SliceEntry> slices, JsonObject? old) => new(slices.Select(slice =>
        KeyValuePair.Create(slice.Id, (JsonNode?)(old?[slice.Id] is JsonValue value && value.TryGetValue(out bool wanted) ? wanted : true))));

    private static void Keep(JsonObject json, string key, double most, JsonNode otherwise)
    {
        if (json[key] is not JsonValue value || !value.TryGetValue(out double number) || number < 0 || number > most)
            json[key] = otherwise;
    }

    private static JsonObject Named(Port port, Binding? source = null)
    {
        var json = new JsonObject { ["name"] = port.Name, ["type"] = port.Type };
        if (source is { } binding)
            json["source"] = BindingText.Of(binding);
        return json;
    }

    private static JsonNode? Shapes(ImmutableArray<Port> ports) =>
        Shapes(ports.Select(port => TensorType.TryParse(port.Type, out var type) ? type.Shape : null));

    // One port gives its shape, as in [1,3,32,32]; several give a list of shapes. An open dimension is null.
    private static JsonNode? Shapes(IEnumerable<TensorShape?> shapes)
    {
        var all = shapes.Select(shape => shape is null
            ? null
            : (JsonNode)new JsonArray([.. shape.Dimensions.Select(d => d.IsKnown ? JsonValue.Create(d.Value) : null)])).ToList();
        return all.Count == 1 ? all[0] : new JsonArray([.. all]);
    }
}
