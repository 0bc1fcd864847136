using System.Globalization;
using System.Text;
using Runproof.Models.Formats.Onnx;
using Runproof.Models.Onnx.Graph;

namespace Runproof.Models.Tests.Formats.Onnx;

/// <summary>Everything that a graph says, as text, so that two graphs can be compared.</summary>
internal static class GraphText
{
    /// <summary>The text of a model; constants that nothing reads are left out.</summary>
    public static string Of(OnnxModel model)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"ir {model.IrVersion} {string.Join(',', model.Opsets.OrderBy(pair => pair.Key, StringComparer.Ordinal))}\n");
        Append(text, model.Graph);
        return text.ToString();
    }

    private static void Append(StringBuilder text, OnnxGraph graph)
    {
        text.Append(CultureInfo.InvariantCulture, $"graph {graph.Name} {string.Join(';', graph.Inputs)} -> {string.Join(';', graph.Outputs)}\n");
        var used = graph.Nodes.SelectMany(node => node.Reads).Concat(graph.Outputs.Select(output => output.Name)).ToHashSet();
        foreach (var constant in graph.Initializers.Values.Where(constant => used.Contains(constant.Name)).OrderBy(constant => constant.Name, StringComparer.Ordinal))
            Append(text, constant);
        foreach (var node in graph.Nodes)
        {
            text.Append(CultureInfo.InvariantCulture, $"{node.Index} {node.Domain} {node} {string.Join(',', node.Inputs)} -> {string.Join(',', node.Outputs)} captures {string.Join(',', node.Captures)}\n");
            foreach (var attribute in node.Attributes.Values.OrderBy(attribute => attribute.Name, StringComparer.Ordinal))
                Append(text, attribute);
        }
    }

    private static void Append(StringBuilder text, OnnxAttribute attribute)
    {
        text.Append(CultureInfo.InvariantCulture, $"  {attribute.Name} {attribute.Int} {attribute.Float:R} {attribute.String}");
        text.Append(CultureInfo.InvariantCulture, $" {Join(attribute.Ints)} {Join(attribute.Floats)} {Join(attribute.Strings)}\n");
        if (attribute.Tensor is { } tensor)
            Append(text, tensor);
        foreach (var graph in attribute.Graphs.IsDefault ? [] : attribute.Graphs)
            Append(text, graph);
    }

    private static void Append(StringBuilder text, OnnxInitializer constant) =>
        text.Append(CultureInfo.InvariantCulture, $"  {constant.Name} {constant.Type} {Convert.ToHexString((constant.Load()?.Data ?? default).Span)}\n");

    private static string Join<T>(System.Collections.Immutable.ImmutableArray<T> values) => values.IsDefault ? "" : $"[{string.Join(',', values)}]";
}
