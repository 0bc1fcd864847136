using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Runproof.Compiler.Models;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;
using Runproof.Models.Formats.Onnx;
using Runproof.Models.Onnx.Analysis;
using Runproof.Models.Onnx.Graph;
using Runproof.Models.Onnx.Shapes;
using Runproof.Models.Onnx.Slicing;
using Runproof.Runs.Backends;
using Runproof.Runs.Files;
using Runproof.Runs.Recording;

namespace Runproof.Runs.Metadata;

/// <summary>Analyses a model, cuts it, writes the slices and then the metadata. The metadata comes last, so that an interrupted run leaves the old one or none.</summary>
internal static class MetadataGenerator
{
    /// <summary>Reads a model.</summary>
    /// <exception cref="RunproofException">The file is malformed.</exception>
    public static OnnxModel ReadModel(string path, CancellationToken cancellation) =>
        OnnxModel.TryRead(path, out var model, out var error, cancellation) ? model : throw new RunproofException(error);

    public static RunnerMetadata Generate(ModelLocation location, SliceRequest request, CancellationToken cancellation) =>
        Slice(location, request, cancellation).Metadata;

    public static SlicedModel Slice(ModelLocation location, SliceRequest request, CancellationToken cancellation)
    {
        var model = ReadModel(location.ModelFile, cancellation);
        var analysis = ModelAnalysis.Analyze(model, new ShapeOptions(), CircuitProvability.For);
        var shapes = ShapeInference.Infer(model, new ShapeOptions { Batch = null });
        var options = new SliceOptions { Cuts = request.Cuts, MaxParameters = request.MaxParameters };
        if (!ModelSlicer.TryPlan(model, name => shapes[name], options, out var plan, out var error))
            throw new RunproofException(error);

        var macs = analysis.Nodes.ToDictionary(node => node.Index, node => node);
        var entries = ImmutableArray.CreateBuilder<SliceEntry>();
        var digests = ImmutableSortedDictionary.CreateBuilder<string, Digest>(StringComparer.Ordinal);
        AddModelDigests(location, model, digests);
        foreach (var slice in plan.Slices)
        {
            cancellation.ThrowIfCancellationRequested();
            var path = $"{location.SlicesFolder}/{slice.Name}/{slice.Name}.onnx";
            var bytes = OnnxExtractor.Extract(model, slice.Nodes, slice.Inputs, slice.Outputs, slice.Name);
            AtomicFile.Write(Path.Combine(location.Folder, path), bytes);
            digests[path] = TaggedHash.Compute(DigestTags.StoreObject, bytes);
            entries.Add(Entry(slice, plan, model.Graph, path, digests[path], slice.Nodes.Select(node => macs[node.Index])));
        }

        var slices = entries.DrainToImmutable();
        var inputs = model.Graph.Inputs.Select(PortOf).ToImmutableArray();
        var outputs = plan.Outputs.Select((source, i) => new ProgramOutput(model.Graph.Outputs[i].Name, BindingOf(source, plan, model.Graph))).ToImmutableArray();
        var program = SliceProgram.Of(location.Name, inputs, slices, outputs, UnitToolchain.For(GraphOptimization.All));
        var json = MetadataWriter.Make(location, analysis, inputs, outputs, slices, program.Digest, digests.ToImmutable(), ReadOld(location));
        var text = MetadataWriter.Text(json);
        if (!RunnerMetadata.TryRead(text, location.MetadataFile, out var metadata, out var invalid))
            throw new InvalidOperationException($"the metadata that was just made is not valid: {invalid}");
        AtomicFile.Write(location.MetadataFile, text);
        return new SlicedModel(location, metadata, plan);
    }

    /// <summary>Digests of the model file and of the files that hold its external data.</summary>
    public static void AddModelDigests(ModelLocation location, OnnxModel model, ImmutableSortedDictionary<string, Digest>.Builder digests)
    {
        digests[location.Relative(location.ModelFile)] = TaggedHash.Compute(DigestTags.StoreObject, model.Bytes.Span);
        foreach (var file in model.ExternalFiles)
        {
            var path = Path.Combine(location.ModelFolder, file);
            digests[location.Relative(path)] = FileDigest.Of(path);
        }
    }

    private static SliceEntry Entry(Slice slice, SlicePlan plan, OnnxGraph graph, string path, Digest digest, IEnumerable<NodeAnalysis> nodes)
    {
        long? macs = 0;
        string? whyNot = null;
        foreach (var node in nodes)
        {
            macs += node.Macs;
            whyNot ??= node.Provable ? null : $"{node.Name}: {node.WhyNot}";
        }

        return new SliceEntry(
            slice.Name,
            path,
            digest,
            [.. slice.Inputs.Select(PortOf)],
            [.. slice.Sources.Select(source => BindingOf(source, plan, graph))],
            [.. slice.Outputs.Select(PortOf)],
            slice.Parameters,
            macs,
            whyNot);
    }

    private static Port PortOf(OnnxValueInfo value) => new(value.Name, value.Tensor?.CanonicalText ?? value.OtherKind ?? "?");

    private static Binding BindingOf(SliceSource source, SlicePlan plan, OnnxGraph graph) => source.Producer is { } producer
        ? Binding.Output((uint)producer, (uint)IndexOf(plan.Slices[producer].Outputs, source.Value))
        : Binding.External((uint)IndexOf(graph.Inputs, source.Value));

    private static int IndexOf(ImmutableArray<OnnxValueInfo> values, string name)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i].Name == name)
                return i;
        }

        throw new InvalidOperationException($"the slice plan names {name}, which nothing provides");
    }

    // The limits and wishes of readable old metadata survive; metadata that cannot be read is replaced.
    private static JsonObject? ReadOld(ModelLocation location)
    {
        if (!File.Exists(location.MetadataFile))
            return null;
        return MetadataText.TryParse(File.ReadAllBytes(location.MetadataFile), out var old, out _) ? old : null;
    }
}
