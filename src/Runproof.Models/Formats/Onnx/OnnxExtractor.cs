using Google.Protobuf;
using Runproof.Core.Diagnostics;
using Runproof.Models.Formats.Onnx.Wire;
using Runproof.Models.Onnx.Graph;
using Runproof.Models.Tensors;

namespace Runproof.Models.Formats.Onnx;

/// <summary>Writes a part of a model as an ONNX file of its own.</summary>
public sealed class OnnxExtractor
{
    /// <summary>Leaves room below the format's limit of 2^31 - 1 bytes for declarations.</summary>
    private const long MaxSize = 2_000_000_000;

    private readonly OnnxModel _model;
    private readonly GraphProto _graph;
    private readonly HashSet<string> _initializers = new(StringComparer.Ordinal);
    private long _size;

    private OnnxExtractor(OnnxModel model, string graphName)
    {
        _model = model;
        _graph = new GraphProto { Name = graphName };
    }

    /// <summary>
    /// The bytes of a file with some nodes of a model, the constants and functions that they use, and the model's versions. Nodes are
    /// written as they were read, except that each carries its unique name; external data moves into the file. Equal calls give equal bytes.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="nodes">Nodes of the model's graph, in its order.</param>
    /// <param name="inputs">What the nodes read and neither produce nor find among the model's constants.</param>
    /// <param name="outputs">What the part returns; may name constants and inputs.</param>
    /// <param name="graphName">Name of the new graph.</param>
    /// <exception cref="RunproofException">The part does not fit in one file of 2 GB (<see cref="OnnxErrors.TooLarge"/>).</exception>
    /// <exception cref="IOException">External data cannot be read any more.</exception>
    public static byte[] Extract(
        OnnxModel model,
        IReadOnlyList<OnnxNode> nodes,
        IReadOnlyList<OnnxValueInfo> inputs,
        IReadOnlyList<OnnxValueInfo> outputs,
        string graphName)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new OnnxExtractor(model, graphName).Run(nodes, inputs, outputs);
    }

    private byte[] Run(IReadOnlyList<OnnxNode> nodes, IReadOnlyList<OnnxValueInfo> inputs, IReadOnlyList<OnnxValueInfo> outputs)
    {
        _graph.Input.AddRange(inputs.Select(Declare));
        var given = inputs.Select(info => info.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            AddNode(node);
            foreach (var name in node.Reads)
                AddConstant(name, given);
        }

        foreach (var output in outputs)
        {
            AddConstant(output.Name, given);
            _graph.Output.Add(Declare(output));
        }

        AddDeclarations(nodes, inputs, outputs);
        var file = new ModelProto
        {
            IrVersion = _model.IrVersion,
            ProducerName = _model.Wire.ProducerName,
            ProducerVersion = _model.Wire.ProducerVersion,
            Graph = _graph,
        };
        file.OpsetImport.AddRange(_model.Wire.OpsetImport);
        file.Functions.AddRange(UsedFunctions(_graph.Node));
        return file.ToByteArray();
    }

    private void AddNode(OnnxNode node)
    {
        Reserve(_model.WireNodes[node.Index].CalculateSize());
        var wire = _model.WireNodes[node.Index].Clone();
        wire.Name = node.Name;
        foreach (var attribute in wire.Attribute)
            Inline(attribute);
        _graph.Node.Add(wire);
    }

    private void AddConstant(string name, HashSet<string> given)
    {
        if (given.Contains(name) || !_model.WireInitializers.TryGetValue(name, out var original) || !_initializers.Add(name))
            return;
        Reserve(original.CalculateSize());
        _graph.Initializer.Add(Inline(original));

        // Before version 4 of the format every constant is also an input.
        if (_model.IrVersion < 4)
            _graph.Input.Add(WireTypes.ToWire(name, _model.Graph.Initializers[name].Type));
    }

    private void AddDeclarations(IReadOnlyList<OnnxNode> nodes, IReadOnlyList<OnnxValueInfo> inputs, IReadOnlyList<OnnxValueInfo> outputs)
    {
        var declared = inputs.Concat(outputs).Select(info => info.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var name in nodes.SelectMany(node => node.Outputs))
        {
            if (_model.WireDeclarations.TryGetValue(name, out var wire) && declared.Add(name))
                _graph.ValueInfo.Add(wire);
        }

        var present = declared.Concat(_initializers).Concat(nodes.SelectMany(node => node.Outputs)).ToHashSet(StringComparer.Ordinal);
        _graph.QuantizationAnnotation.AddRange(_model.Wire.Graph.QuantizationAnnotation.Where(annotation => present.Contains(annotation.TensorName)));
    }

    /// <summary>A tensor is declared as the caller says; what is not a tensor as the model declares it.</summary>
    private ValueInfoProto Declare(OnnxValueInfo info) =>
        info.Tensor is null && _model.WireDeclarations.TryGetValue(info.Name, out var wire) ? wire : WireTypes.ToWire(info.Name, info.Tensor);

    private List<FunctionProto> UsedFunctions(IEnumerable<NodeProto> nodes)
    {
        if (_model.Wire.Functions.Count == 0)
            return [];
        var byName = _model.Wire.Functions.ToDictionary(function => OnnxModelReader.FunctionName(function.Domain, function.Name, function.Overload), StringComparer.Ordinal);
        var used = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<NodeProto>(nodes);
        while (open.TryPop(out var node))
        {
            foreach (var inner in node.Attribute.SelectMany(attribute => attribute.Graphs.Append(attribute.G)).Where(graph => graph is not null).SelectMany(graph => graph.Node))
                open.Push(inner);
            var name = OnnxModelReader.FunctionName(node.Domain, node.OpType, node.Overload);
            if (!byName.TryGetValue(name, out var function) || !used.Add(name))
                continue;
            foreach (var inner in function.Node)
                open.Push(inner);
        }

        var functions = new List<FunctionProto>();
        foreach (var (name, original) in byName.Where(entry => used.Contains(entry.Key)).OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            Reserve(original.CalculateSize());
            var function = original.Clone();
            foreach (var attribute in function.Node.SelectMany(node => node.Attribute).Concat(function.AttributeProto))
                Inline(attribute);
            functions.Add(function);
        }

        return functions;
    }

    private void Inline(AttributeProto attribute)
    {
        if (attribute.T is not null)
            attribute.T = Inline(attribute.T);
        for (var i = 0; i < attribute.Tensors.Count; i++)
            attribute.Tensors[i] = Inline(attribute.Tensors[i]);
        foreach (var graph in attribute.Graphs.Append(attribute.G).Where(graph => graph is not null))
        {
            for (var i = 0; i < graph.Initializer.Count; i++)
                graph.Initializer[i] = Inline(graph.Initializer[i]);
            foreach (var inner in graph.Node.SelectMany(node => node.Attribute))
                Inline(inner);
        }
    }

    /// <summary>The same constant with its elements in the message.</summary>
    private TensorProto Inline(TensorProto original)
    {
        if (original.DataLocation != TensorProto.Types.DataLocation.External)
            return original;
        var context = new ReadContext(_model.Subject, _model.Directory, CancellationToken.None);
        if (TensorReader.Read(original, $"the constant '{original.Name}'", context) is not { } initializer)
            throw new IOException(context.Error!.ToString());
        Reserve(initializer.Element.ByteCount(initializer.ElementCount));
        var wire = original.Clone();
        wire.ExternalData.Clear();
        wire.ClearDataLocation();
        wire.RawData = UnsafeByteOperations.UnsafeWrap(initializer.Load()!.Data);
        return wire;
    }

    /// <summary>Counts bytes that will be written, before they are made.</summary>
    private void Reserve(long bytes)
    {
        _size += bytes;
        if (_size > MaxSize)
        {
            throw new RunproofException(new Diagnostic(
                OnnxErrors.TooLarge,
                Phase.Slice,
                _model.Subject,
                $"the part '{_graph.Name}' with its constants does not fit in one file of {MaxSize} bytes",
                "cutting the model into smaller slices"));
        }
    }
}
