using System.Collections.Frozen;
using Google.Protobuf;
using Runproof.Core.Diagnostics;
using Runproof.Models.Formats.Onnx.Wire;
using Runproof.Models.Onnx.Graph;

namespace Runproof.Models.Formats.Onnx;

/// <summary>Reads a whole file: the bytes, the message, the versions, the graph.</summary>
internal sealed class OnnxModelReader
{
    /// <summary>Oldest and newest version of the format that is read.</summary>
    public const long MinIrVersion = 3, MaxIrVersion = 12;

    /// <summary>Oldest and newest version of ONNX's own operator set that is read.</summary>
    public const long MinOpset = 1, MaxOpset = 23;

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly ReadContext _context;

    private OnnxModelReader(ReadOnlyMemory<byte> bytes, ReadContext context)
    {
        _bytes = bytes;
        _context = context;
    }

    /// <summary>Reads a model; null, with the error in the context, where that is not possible.</summary>
    public static OnnxModel? Read(ReadOnlyMemory<byte> bytes, ReadContext context, out Diagnostic? error)
    {
        error = WireScanner.Scan(bytes.Span, context.Subject, context.CancellationToken);
        if (error is not null)
            return null;
        var model = new OnnxModelReader(bytes, context).Run();
        error = context.Error;
        return model;
    }

    private OnnxModel? Run()
    {
        ModelProto wire;
        try
        {
            wire = ModelProto.Parser.ParseFrom(_bytes.Span);
        }
        catch (InvalidProtocolBufferException exception)
        {
            // The scanner accepts nothing that the parser refuses; should it ever, the caller still gets a diagnostic.
            _context.Fail(OnnxErrors.Wire, $"the file is not a valid message: {exception.Message}", "the original file");
            return null;
        }

        if (!CheckVersions(wire) || ReadOpsets(wire) is not { } opsets || ReadFunctions(wire) is not { } functions)
            return null;
        if (wire.Graph is null)
        {
            _context.Fail(OnnxErrors.Incomplete, "the model has no graph", "a file that holds an ONNX model");
            return null;
        }

        if (GraphReader.Read(wire.Graph, _context) is not { } reading)
            return null;
        foreach (var (name, reader) in reading.Free)
        {
            _context.Fail(OnnxErrors.MissingValue, $"'{name}' is read by {reader}, and nothing defines it", "exporting the model again");
            return null;
        }

        if (reading.Graph.Outputs.IsEmpty)
        {
            _context.Fail(OnnxErrors.Incomplete, "the graph has no outputs", "exporting the model again");
            return null;
        }

        if (!opsets.ContainsKey("") && StandardNode(reading.Graph) is { } standard)
        {
            _context.Fail(OnnxErrors.Opset, $"the model does not say which version of ONNX's operator set it uses, and {standard} needs it", "exporting the model again");
            return null;
        }

        return new OnnxModel(wire, reading, _bytes, _context)
        {
            Opsets = opsets,
            FunctionNames = [.. functions],
        };
    }

    private static OnnxNode? StandardNode(OnnxGraph graph)
    {
        foreach (var node in graph.Nodes)
        {
            if (node.IsStandard)
                return node;
            foreach (var subgraph in node.Attributes.Values.Where(attribute => !attribute.Graphs.IsDefault).SelectMany(attribute => attribute.Graphs))
            {
                if (StandardNode(subgraph) is { } inner)
                    return inner;
            }
        }

        return null;
    }

    private bool CheckVersions(ModelProto wire) => wire.IrVersion is >= MinIrVersion and <= MaxIrVersion
        || _context.Fail(OnnxErrors.IrVersion, $"the file has IR version {wire.IrVersion}, and {MinIrVersion} to {MaxIrVersion} are supported", "converting the model with onnx.version_converter");

    private FrozenDictionary<string, long>? ReadOpsets(ModelProto wire)
    {
        var opsets = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var import in wire.OpsetImport)
        {
            var domain = OnnxDomains.Normalize(import.Domain);
            if (!opsets.TryAdd(domain, import.Version) && opsets[domain] != import.Version)
            {
                _context.Fail(OnnxErrors.Opset, $"the operator set '{domain}' is imported with the versions {opsets[domain]} and {import.Version}", "exporting the model again");
                return null;
            }
        }

        if (!opsets.TryGetValue("", out var version) || version is >= MinOpset and <= MaxOpset)
            return opsets.ToFrozenDictionary(StringComparer.Ordinal);
        _context.Fail(OnnxErrors.Opset, $"the model uses opset {version}, and {MinOpset} to {MaxOpset} are supported", "converting the model with onnx.version_converter");
        return null;
    }

    private List<string>? ReadFunctions(ModelProto wire)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var function in wire.Functions)
        {
            var name = FunctionName(function.Domain, function.Name, function.Overload);
            if (function.Name.Length == 0)
                _context.Fail(OnnxErrors.Incomplete, "the model has a function without a name", "exporting the model again");
            else if (!names.Add(name))
                _context.Fail(OnnxErrors.Duplicate, $"the function '{name}' is defined twice", "exporting the model again");
            else
                continue;
            return null;
        }

        return [.. names.Order(StringComparer.Ordinal)];
    }

    /// <summary>How a function is called: domain, name and, where there is one, overload.</summary>
    internal static string FunctionName(string domain, string name, string overload) =>
        $"{OnnxDomains.Normalize(domain)}:{name}{(overload.Length == 0 ? "" : ":" + overload)}";
}
