using System.Collections.Immutable;
using Runproof.Core.Diagnostics;
using Runproof.Models.Formats.Onnx;
using Runproof.Models.Onnx.Graph;
using Runproof.Models.Onnx.Shapes;

namespace Runproof.Models.Onnx.Analysis;

/// <summary>What is known of a model before it runs.</summary>
/// <param name="ModelName">Name of the file without its extension.</param>
/// <param name="Opset">Version of ONNX's own operator set.</param>
/// <param name="Producer">The program that wrote the file; may be empty.</param>
/// <param name="Inputs">What a caller supplies.</param>
/// <param name="Outputs">What the model returns.</param>
/// <param name="Nodes">The nodes in topological order.</param>
/// <param name="Parameters">Parameters of all nodes together; a constant that several nodes read counts once.</param>
/// <param name="Macs">Multiply-accumulate operations of all nodes together; null where those of a node are not known.</param>
/// <param name="Diagnostics">Contradictions in the model.</param>
public sealed record ModelAnalysis(
    string ModelName,
    long Opset,
    string Producer,
    ImmutableArray<AnalyzedValue> Inputs,
    ImmutableArray<AnalyzedValue> Outputs,
    ImmutableArray<NodeAnalysis> Nodes,
    long Parameters,
    long? Macs,
    ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>Number of nodes, subgraphs not counted.</summary>
    public int NodeCount => Nodes.Length;

    /// <summary>Analyses a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">What is known of the inputs; batch 1 where it is null.</param>
    /// <param name="provability">
    /// Makes, for a model and its shapes, what answers for a node: why it has no circuit, or null. The compiler of circuits does; where nobody is asked, no
    /// node counts as provable.
    /// </param>
    /// <exception cref="IOException">A small constant lies in another file that cannot be read any more.</exception>
    public static ModelAnalysis Analyze(
        OnnxModel model, ShapeOptions? options = null, Func<OnnxModel, ShapeTable, Func<OnnxNode, string?>>? provability = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        var graph = model.Graph;
        var shapes = ShapeInference.Infer(model, options);
        var parameters = new ParameterCount(graph);
        var whyNot = provability?.Invoke(model, shapes) ?? (static _ => "no compiler of circuits was asked");
        AnalyzedValue Value(string name) => new(name, name.Length == 0 ? null : shapes[name], shapes.Reasons.GetValueOrDefault(name));

        var nodes = ImmutableArray.CreateBuilder<NodeAnalysis>(graph.Nodes.Length);
        foreach (var node in graph.Nodes)
        {
            string? reason = whyNot(node);
            nodes.Add(new NodeAnalysis(
                node.Index,
                node.Name,
                node.IsStandard ? node.OpType : $"{node.Domain}:{node.OpType}",
                [.. node.Inputs.Select(Value)],
                [.. node.Outputs.Select(Value)],
                parameters.TakeNew(node),
                MultiplyAccumulates.Of(node, shapes),
                reason is null,
                reason));
        }

        return new ModelAnalysis(
            Path.GetFileNameWithoutExtension(model.Subject),
            model.Opset,
            model.Producer,
            [.. graph.Inputs.Select(i => Value(i.Name))],
            [.. graph.Outputs.Select(o => Value(o.Name))],
            nodes.ToImmutable(),
            nodes.Aggregate(0L, (sum, n) => ParameterCount.Add(sum, n.Parameters)),
            nodes.Aggregate((long?)0, (sum, n) => sum is { } a && n.Macs is { } b && a <= long.MaxValue - b ? a + b : null),
            [.. shapes.Problems]);
    }
}
