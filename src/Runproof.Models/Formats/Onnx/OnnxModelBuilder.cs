using Google.Protobuf;
using Runproof.Models.Formats.Onnx.Wire;
using Runproof.Models.Onnx.Graph;
using Runproof.Models.Tensors;

namespace Runproof.Models.Formats.Onnx;

/// <summary>Writes an ONNX file node by node. Equal calls give equal bytes; what is written is not validated before it is read.</summary>
public sealed class OnnxModelBuilder
{
    private readonly ModelProto _model;

    /// <summary>Starts a model.</summary>
    /// <param name="graphName">Name of the graph.</param>
    /// <param name="opset">Version of ONNX's own operator set.</param>
    /// <param name="irVersion">Version of the format; null for one that fits the operator set.</param>
    public OnnxModelBuilder(string graphName = "graph", long opset = 17, long? irVersion = null)
    {
        _model = new ModelProto
        {
            IrVersion = irVersion ?? (opset >= 21 ? 10 : opset >= 19 ? 9 : 8),
            ProducerName = "runproof",
            Graph = new GraphProto { Name = graphName },
        };
        _model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = opset });
    }

    /// <summary>Declares what a caller must supply.</summary>
    public OnnxModelBuilder AddInput(string name, TensorType type)
    {
        _model.Graph.Input.Add(WireTypes.ToWire(name, type));
        return this;
    }

    /// <summary>Declares what the graph returns; a null type leaves it to be inferred.</summary>
    public OnnxModelBuilder AddOutput(string name, TensorType? type)
    {
        _model.Graph.Output.Add(WireTypes.ToWire(name, type));
        return this;
    }

    /// <summary>Declares the type of an intermediate value.</summary>
    public OnnxModelBuilder AddValueInfo(string name, TensorType type)
    {
        _model.Graph.ValueInfo.Add(WireTypes.ToWire(name, type));
        return this;
    }

    /// <summary>Adds a constant. Its elements are not copied before <see cref="Build"/>.</summary>
    public OnnxModelBuilder AddInitializer(string name, Tensor value)
    {
        _model.Graph.Initializer.Add(WireTypes.ToWire(name, value));
        return this;
    }

    /// <summary>Imports a further operator set.</summary>
    public OnnxModelBuilder AddOpset(string domain, long version)
    {
        _model.OpsetImport.Add(new OperatorSetIdProto { Domain = domain, Version = version });
        return this;
    }

    /// <summary>Adds an operator call; attributes are made with <see cref="OnnxAttribute"/>'s <c>Of</c>.</summary>
    /// <param name="opType">Operator, such as <c>Conv</c>.</param>
    /// <param name="inputs">Names of the inputs; an empty name is an absent optional input.</param>
    /// <param name="outputs">Names of the outputs.</param>
    /// <param name="name">The node's name; may be empty.</param>
    /// <param name="attributes">Attributes of a simple kind.</param>
    /// <exception cref="ArgumentException">An attribute holds a subgraph or nothing.</exception>
    public OnnxModelBuilder AddNode(
        string opType,
        ReadOnlySpan<string> inputs,
        ReadOnlySpan<string> outputs,
        string name = "",
        params ReadOnlySpan<OnnxAttribute> attributes)
    {
        var node = new NodeProto { OpType = opType };
        node.Input.AddRange(inputs.ToArray());
        node.Output.AddRange(outputs.ToArray());
        if (name.Length != 0)
            node.Name = name;
        foreach (var attribute in attributes)
            node.Attribute.Add(WireTypes.ToWire(attribute));
        _model.Graph.Node.Add(node);
        return this;
    }

    /// <summary>The bytes of the file.</summary>
    public byte[] Build() => _model.ToByteArray();

    /// <summary>A copy of the message as it stands, for what the methods above do not offer.</summary>
    internal ModelProto ToProto() => _model.Clone();
}
