using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;
using Runproof.Proofs.Security;
using Runproof.Runs.Planning;

namespace Runproof.Runs.Metadata;

/// <summary>Reads runner metadata and validates every key that the runner relies on.</summary>
internal sealed class MetadataReader
{
    private const int MaxSlices = 100_000;

    private readonly string _subject;
    private Diagnostic? _error;

    private MetadataReader(string subject)
    {
        _subject = subject;
    }

    public static bool TryRead(ReadOnlySpan<byte> json, string subject, [NotNullWhen(true)] out RunnerMetadata? metadata, [NotNullWhen(false)] out Diagnostic? error)
    {
        metadata = null;
        if (!MetadataText.TryParse(json, out var root, out var problem))
        {
            error = new Diagnostic(MetadataErrors.NotJson, Phase.Read, subject, problem, "undoing the last edit, or runproof slice MODEL, which writes it again");
            return false;
        }

        var reader = new MetadataReader(subject);
        var read = reader.Read(root);
        error = reader._error;
        metadata = error is null ? read : null;
        return error is null;
    }

    private RunnerMetadata Read(JsonObject root)
    {
        if (Text(root, "schema", "") is { } schema && schema != RunnerMetadata.Schema)
            Fail("schema", $"is \"{schema}\", and \"{RunnerMetadata.Schema}\" is supported");
        var slices = ReadSlices(root);
        var ids = slices.Select(slice => slice.Id).ToHashSet(StringComparer.Ordinal);
        var verified = Object(root, "verified_slices", "");
        var wanted = ImmutableSortedDictionary.CreateBuilder<string, bool>(StringComparer.Ordinal);
        foreach (var (id, value) in verified)
        {
            if (!ids.Contains(id))
                Fail($"verified_slices.{id}", "names a slice that the model does not have");
            wanted[id] = value is JsonValue flag && flag.TryGetValue(out bool yes) ? yes : Fail($"verified_slices.{id}", "is not true or false", false);
        }

        var digests = ImmutableSortedDictionary.CreateBuilder<string, Digest>(StringComparer.Ordinal);
        var files = Object(root, "digests", "");
        foreach (var (path, _) in files)
        {
            if (!IsPath(path))
                Fail("digests", "names a file that cannot exist");
            digests[path] = DigestAt(files, path, "digests");
        }

        return new RunnerMetadata(root)
        {
            ModelName = Text(root, "model_name", "") ?? "",
            ModelPath = PathAt(root, "original_model_path", ""),
            Digests = digests.ToImmutable(),
            Inputs = [.. List(root, "inputs", "").Select((item, i) => PortAt(item, $"inputs[{i}]"))],
            Outputs = [.. List(root, "outputs", "").Select((item, i) => new ProgramOutput(Text(item, "name", $"outputs[{i}]") ?? "", BindingAt(item, $"outputs[{i}]")))],
            Slices = slices,
            BoundWeights = root[RunnerMetadata.BoundWeightsKey] is null ? null : ReadWeights(Object(root, RunnerMetadata.BoundWeightsKey, ""), RunnerMetadata.BoundWeightsKey),
            Program = DigestAt(root, "program", ""),
            TimeLimit = TimeSpan.FromSeconds(Number(root, RunnerMetadata.TimeLimitKey, least: 0, most: RunnerMetadata.MostSeconds)),
            SizeLimit = (long)Number(root, RunnerMetadata.SizeLimitKey, least: 0, most: RunnerMetadata.MostBytes),
            VerifiedSlices = wanted.ToImmutable(),
            OverallSecurity = (int)Number(root, "overall_security", least: 0, most: 100),
            OutputFidelity = root[CircuitKeys.OutputFidelity] is null ? null : ReadFidelity(Object(root, CircuitKeys.OutputFidelity, ""), CircuitKeys.OutputFidelity),
            TotalParameters = (long)Number(root, "total_parameters", least: 0, most: long.MaxValue / 2),
        };
    }

    private ImmutableArray<SliceEntry> ReadSlices(JsonObject root)
    {
        var slices = Object(root, "slices", "");
        var chain = Object(root, "execution_chain", "");
        var nodes = Object(chain, "nodes", "execution_chain");
        Object(chain, "fallback_map", "execution_chain");
        var order = ImmutableArray.CreateBuilder<SliceEntry>();
        for (var id = Text(chain, "head", "execution_chain"); id is not null && _error is null;)
        {
            var expected = $"slice_{order.Count}";
            if (id != expected || order.Count > MaxSlices)
            {
                Fail("execution_chain", $"comes to {id} where {expected} stands next");
                break;
            }

            order.Add(ReadSlice(Object(slices, id, "slices"), id));
            var node = Object(nodes, id, "execution_chain.nodes");
            id = node.TryGetPropertyValue("next", out var next) && next is null ? null : Text(node, "next", $"execution_chain.nodes.{id}");
        }

        if (_error is null && order.Count != slices.Count)
            Fail("execution_chain", $"has {order.Count} slices, and \"slices\" has {slices.Count}");
        if (_error is null && (int)Number(root, "num_slices", 0, MaxSlices) != order.Count)
            Fail("num_slices", $"is not {order.Count}, the number of slices");
        return order.DrainToImmutable();
    }

    private SliceEntry ReadSlice(JsonObject slice, string id)
    {
        var where = $"slices.{id}";
        var inputs = List(slice, "inputs", where);
        long? macs = slice["macs"] is null ? null : (long)Number(slice, "macs", 0, long.MaxValue / 2, where);
        var provable = slice["provable"] is JsonValue flag && flag.TryGetValue(out bool yes) ? yes : Fail($"{where}.provable", "is not true or false", false);
        return new SliceEntry(
            id,
            PathAt(slice, "path", where),
            DigestAt(slice, "digest", where),
            [.. inputs.Select((item, i) => PortAt(item, $"{where}.inputs[{i}]"))],
            [.. inputs.Select((item, i) => BindingAt(item, $"{where}.inputs[{i}]"))],
            [.. List(slice, "outputs", where).Select((item, i) => PortAt(item, $"{where}.outputs[{i}]"))],
            (long)Number(slice, "parameters", 0, long.MaxValue / 2, where),
            macs,
            provable ? null : Text(slice, "why_not", where) ?? "")
        {
            Backend = Text(slice, "backend", where) ?? "",
            Circuit = slice["circuit_path"] is null ? null : ReadCircuit(slice, where),
        };
    }

    private CircuitEntry ReadCircuit(JsonObject slice, string where) => new(
        PathAt(slice, "circuit_path", where),
        DigestAt(slice, "circuit_digest", where),
        (long)Number(slice, "circuit_size", 0, RunnerMetadata.MostBytes, where),
        Text(slice, "precision", where) ?? "",
        DigestAt(slice, "circuit_recipe", where),
        slice["fidelity"] is null ? null : ReadFidelity(Object(slice, "fidelity", where), $"{where}.fidelity"))
    {
        Weights = slice["weights"] is null ? WeightsKind.Public : Choice(slice, "weights", where, kind => kind.Text(), WeightsKind.Public, WeightsKind.Bound),
    };

    private BoundWeightsEntry ReadWeights(JsonObject weights, string where) => new(
        PathAt(weights, "path", where),
        DigestAt(weights, "digest", where),
        DigestAt(weights, "model", where),
        Choice(weights, "profile", where, profile => profile.Text(), SecurityProfile.P100, SecurityProfile.P128));

    private CircuitFidelity ReadFidelity(JsonObject fidelity, string where) => new(
        (int)Number(fidelity, "inputs", 0, int.MaxValue, where),
        Number(fidelity, "max_error", 0, double.MaxValue, where),
        Number(fidelity, "mean_error", 0, double.MaxValue, where),
        Number(fidelity, "relative_error", 0, double.MaxValue, where),
        fidelity["class_agreements"] is null ? null : (int)Number(fidelity, "class_agreements", 0, int.MaxValue, where))
    {
        Histogram = fidelity["histogram"] is null ? null : ReadHistogram(Object(fidelity, "histogram", where), $"{where}.histogram"),
    };

    private ErrorHistogram? ReadHistogram(JsonObject histogram, string where)
    {
        var read = new ErrorHistogram(
            Number(histogram, "step", 0, double.MaxValue, where), [.. Numbers(histogram, "edges", where)], [.. Numbers(histogram, "counts", where).Select(count => (long)Math.Clamp(count, -1, 1e15))]);
        if (read.IsValid)
            return read;
        Fail(where, "has no step above 0, no ascending edges, or not one count between each two of them");
        return null;
    }

    private List<double> Numbers(JsonObject parent, string key, string where)
    {
        if (parent[key] is JsonArray array && array.All(item => item is JsonValue value && value.TryGetValue(out double _)))
            return [.. array.Select(item => item!.GetValue<double>())];
        Fail(Join(where, key), "is missing or not a list of numbers");
        return [];
    }

    private Port PortAt(JsonObject item, string where) => new(Text(item, "name", where) ?? "", Text(item, "type", where) ?? "");

    private Binding BindingAt(JsonObject item, string where)
    {
        if (BindingText.Parse(Text(item, "source", where) ?? "") is { } binding)
            return binding;
        Fail($"{where}.source", "is not of the form input:0 or slice_2:0");
        return default;
    }

    private Digest DigestAt(JsonObject parent, string key, string where)
    {
        if (Digest.TryParse(Text(parent, key, where), out var digest))
            return digest;
        Fail(Join(where, key), "is not a digest of 64 lower-case hex digits");
        return default;
    }

    private JsonObject Object(JsonObject parent, string key, string where)
    {
        if (parent[key] is JsonObject child)
            return child;
        Fail(Join(where, key), "is missing or not an object");
        return [];
    }

    private List<JsonObject> List(JsonObject parent, string key, string where)
    {
        if (parent[key] is JsonArray array && array.All(item => item is JsonObject))
            return [.. array.Select(item => (JsonObject)item!)];
        Fail(Join(where, key), "is missing or not a list of objects");
        return [];
    }

    private string? Text(JsonObject parent, string key, string where)
    {
        if (parent[key] is JsonValue value && value.TryGetValue(out string? text))
            return text;
        Fail(Join(where, key), "is missing or not text");
        return null;
    }

    private T Choice<T>(JsonObject parent, string key, string where, Func<T, string> name, params T[] choices)
    {
        var text = Text(parent, key, where);
        var found = Array.FindIndex(choices, choice => name(choice) == text);
        if (found < 0)
            Fail(Join(where, key), $"is not {string.Join(" or ", choices.Select(name))}");
        return choices[Math.Max(found, 0)];
    }

    private string PathAt(JsonObject parent, string key, string where)
    {
        var path = Text(parent, key, where) ?? "";
        if (!IsPath(path))
            Fail(Join(where, key), "is not the path of a file");
        return path;
    }

    private static bool IsPath(string path) => path.Length != 0 && !path.Contains('\0', StringComparison.Ordinal);

    private double Number(JsonObject parent, string key, double least, double most, string where = "")
    {
        if (parent[key] is JsonValue value && value.TryGetValue(out double number) && number >= least && number <= most)
            return number;
        Fail(Join(where, key), $"is missing or not a number from {least} to {most}");
        return least;
    }

    private bool Fail(string key, string problem, bool value)
    {
        Fail(key, problem);
        return value;
    }

    private void Fail(string key, string problem) => _error ??= new Diagnostic(
        MetadataErrors.Invalid, Phase.Read, _subject, $"key {key} {problem}", "undoing the last edit, or runproof slice MODEL, which writes it again");

    private static string Join(string where, string key) => where.Length == 0 ? key : $"{where}.{key}";
}
