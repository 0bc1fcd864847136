using Runproof.Models.Onnx.Graph;

namespace Runproof.Models.Onnx.Analysis;

/// <summary>Counts parameters node by node, each constant where it is first read.</summary>
/// <param name="graph">The graph whose nodes are visited in order.</param>
internal sealed class ParameterCount(OnnxGraph graph)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>Parameters that no node before this one has read; constants inside subgraphs belong to the node that holds them.</summary>
    internal long TakeNew(OnnxNode node)
    {
        var count = OfAttributes(node);
        foreach (var name in node.Reads)
        {
            if (graph.Initializers.TryGetValue(name, out var constant) && _seen.Add(name))
                count = Add(count, Of(constant));
        }

        return count;
    }

    /// <summary>A sum that stops at the largest number, which only a hostile file reaches.</summary>
    internal static long Add(long a, long b) => a > long.MaxValue - b ? long.MaxValue : a + b;

    private static long OfAttributes(OnnxNode node)
    {
        long count = 0;
        foreach (var attribute in node.Attributes.Values)
        {
            if (attribute.Tensor is { } tensor && node.OpType == "Constant")
                count = Add(count, Of(tensor));
            if (attribute.Graphs.IsDefault)
                continue;
            foreach (var body in attribute.Graphs)
            {
                count = body.Initializers.Values.Aggregate(count, (sum, constant) => Add(sum, Of(constant)));
                count = body.Nodes.Aggregate(count, (sum, inner) => Add(sum, OfAttributes(inner)));
            }
        }

        return count;
    }

    private static long Of(OnnxInitializer constant) => constant.IsParameter ? constant.ElementCount : 0;
}
