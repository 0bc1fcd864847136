using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Runproof.Core.Diagnostics;
using Runproof.Models.Formats.Onnx.Wire;
using Runproof.Models.Onnx.Graph;

namespace Runproof.Models.Formats.Onnx;

/// <summary>An ONNX file that was read and found valid: opset 1 to 23, IR version 3 to 12.</summary>
public sealed class OnnxModel
{
    private readonly Lazy<Dictionary<string, TensorProto>> _wireInitializers;
    private readonly Lazy<Dictionary<string, ValueInfoProto>> _wireDeclarations;

    internal OnnxModel(ModelProto wire, GraphReading reading, ReadOnlyMemory<byte> bytes, ReadContext context)
    {
        Wire = wire;
        WireNodes = reading.WireNodes;
        Graph = reading.Graph;
        Bytes = bytes;
        Subject = context.Subject;
        Directory = context.Directory;
        ExternalFiles = [.. context.ExternalFiles];
        _wireInitializers = new(() => wire.Graph.Initializer.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal));
        _wireDeclarations = new(() => Declarations(wire.Graph));
    }

    /// <summary>The main graph.</summary>
    public OnnxGraph Graph { get; }

    /// <summary>Version of ONNX's own operator set; 0 where the model imports none, which only a model without standard nodes may do.</summary>
    public long Opset => Opsets.GetValueOrDefault("");

    /// <summary>Version of every imported operator set, by domain; ONNX's own has the empty domain.</summary>
    public required FrozenDictionary<string, long> Opsets { get; init; }

    /// <summary>Version of the file format.</summary>
    public long IrVersion => Wire.IrVersion;

    /// <summary>The program that wrote the file, with its version; empty where the file does not say.</summary>
    public string Producer => $"{Wire.ProducerName} {Wire.ProducerVersion}".Trim();

    /// <summary>The file, as diagnostics name it.</summary>
    public string Subject { get; }

    /// <summary>The bytes of the file.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Names of the files that hold external data, relative to the model's directory, sorted.</summary>
    public ImmutableArray<string> ExternalFiles { get; }

    /// <summary>The model's own functions as <c>domain:name</c> or <c>domain:name:overload</c>, sorted.</summary>
    public required ImmutableArray<string> FunctionNames { get; init; }

    /// <summary>The message, unchanged.</summary>
    internal ModelProto Wire { get; }

    /// <summary>The message of each node, at the node's index.</summary>
    internal ImmutableArray<NodeProto> WireNodes { get; }

    /// <summary>The message of each constant, by name.</summary>
    internal IReadOnlyDictionary<string, TensorProto> WireInitializers => _wireInitializers.Value;

    /// <summary>The first declaration of each value, by name.</summary>
    internal IReadOnlyDictionary<string, ValueInfoProto> WireDeclarations => _wireDeclarations.Value;

    /// <summary>Where external data lies; null where there is no such place.</summary>
    internal string? Directory { get; }

    /// <summary>Reads a model file. External data is looked for beside it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">The model; null after an error.</param>
    /// <param name="error">What is wrong with the file; null on success.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static bool TryRead(
        string path,
        [NotNullWhen(true)] out OnnxModel? model,
        [NotNullWhen(false)] out Diagnostic? error,
        CancellationToken cancellationToken = default)
    {
        var subject = Path.GetFileName(path);
        var length = new FileInfo(path).Length;
        if (length > Array.MaxLength)
        {
            model = null;
            error = new Diagnostic(
                OnnxErrors.TooLarge,
                Phase.Read,
                subject,
                $"the file has {length} bytes, and the format allows at most {int.MaxValue}",
                "saving the model with external data");
            return false;
        }

        return TryRead(File.ReadAllBytes(path), subject, Path.GetDirectoryName(Path.GetFullPath(path)), out model, out error, cancellationToken);
    }

    /// <summary>Reads a model from memory.</summary>
    /// <param name="bytes">The file's content; must not be changed afterwards.</param>
    /// <param name="subject">The file, as diagnostics are to name it.</param>
    /// <param name="directory">Where external data lies; null where there is no such place.</param>
    /// <param name="model">The model; null after an error.</param>
    /// <param name="error">What is wrong with the bytes; null on success.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static bool TryRead(
        ReadOnlyMemory<byte> bytes,
        string subject,
        string? directory,
        [NotNullWhen(true)] out OnnxModel? model,
        [NotNullWhen(false)] out Diagnostic? error,
        CancellationToken cancellationToken = default)
    {
        model = OnnxModelReader.Read(bytes, new ReadContext(subject, directory, cancellationToken), out error);
        if (model is null && error is null)
            throw new InvalidOperationException("a model was refused without a diagnostic");
        return model is not null;
    }

    private static Dictionary<string, ValueInfoProto> Declarations(GraphProto graph)
    {
        var declarations = new Dictionary<string, ValueInfoProto>(StringComparer.Ordinal);
        foreach (var info in graph.Input.Concat(graph.Output).Concat(graph.ValueInfo))
            declarations.TryAdd(info.Name, info);
        return declarations;
    }
}
