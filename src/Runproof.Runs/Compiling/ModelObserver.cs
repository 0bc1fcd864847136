using System.Collections.Immutable;
using Runproof.Models.Formats.Onnx;
using Runproof.Models.Onnx.Graph;
using Runproof.Models.Onnx.Shapes;
using Runproof.Models.Tensors;
using Runproof.Runs.Backends;

namespace Runproof.Runs.Compiling;

/// <summary>Runs a model on ONNX Runtime such that every tensor of floats can be seen, not only its outputs.</summary>
internal sealed class ModelObserver : IDisposable
{
    private readonly OnnxRuntimeSession _session;
    private readonly ImmutableArray<string> _inputs;
    private readonly ImmutableArray<string> _observed;

    private ModelObserver(OnnxRuntimeSession session, ImmutableArray<string> inputs, ImmutableArray<string> observed)
    {
        _session = session;
        _inputs = inputs;
        _observed = observed;
    }

    /// <summary>Loads a model, with the results of all its nodes as outputs.</summary>
    public static ModelObserver Open(OnnxModel model)
    {
        var shapes = ShapeInference.Infer(model, new ShapeOptions { Batch = null });
        var graph = model.Graph;
        ImmutableArray<OnnxValueInfo> outputs =
        [
            .. from node in graph.Nodes
               from name in node.Outputs
               where name.Length != 0 && shapes[name] is { Element: ElementType.Float }
               select new OnnxValueInfo(name, shapes[name]),
        ];
        var bytes = OnnxExtractor.Extract(model, graph.Nodes, graph.Inputs, outputs, graph.Name);

        // What is fused is not computed one by one, so that nothing is.
        var session = OnnxRuntimeSession.Open(bytes, new OnnxSessionOptions { Level = GraphOptimization.None }, model.Subject);
        return new ModelObserver(session, [.. graph.Inputs.Select(input => input.Name)], [.. outputs.Select(output => output.Name)]);
    }

    /// <summary>The inputs and all tensors of floats that the model makes of them, by name.</summary>
    public Dictionary<string, Tensor> Run(IReadOnlyList<Tensor> inputs, CancellationToken cancellation)
    {
        var results = _session.Run(inputs, cancellation);
        var values = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        for (var i = 0; i < _inputs.Length; i++)
            values[_inputs[i]] = inputs[i];
        for (var i = 0; i < _observed.Length; i++)
            values[_observed[i]] = results[i];
        return values;
    }

    public void Dispose() => _session.Dispose();
}
