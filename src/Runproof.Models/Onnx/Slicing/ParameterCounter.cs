using Runproof.Models.Onnx.Graph;

namespace Runproof.Models.Onnx.Slicing;

/// <summary>Counts the parameters that a growing set of nodes uses, each constant once.</summary>
internal sealed class ParameterCounter(Dataflow flow, OnnxGraph graph)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>Parameters counted so far; stops at the largest number.</summary>
    public long Count { get; private set; }

    /// <summary>How many values were looked at.</summary>
    public long Steps { get; private set; }

    /// <summary>Adds what a node uses, directly or through nodes that depend on constants only.</summary>
    public void Add(OnnxNode node)
    {
        AddAttributes(node);
        var open = new Stack<string>(node.Reads);
        while (open.TryPop(out var name))
        {
            Steps++;
            if (!_seen.Add(name))
                continue;
            if (graph.Initializers.TryGetValue(name, out var constant))
            {
                Add(constant);
            }
            else if (flow.ConstantProducer(name) is { } producer)
            {
                AddAttributes(producer);
                foreach (var read in producer.Reads)
                    open.Push(read);
            }
        }
    }

    private void AddAttributes(OnnxNode node)
    {
        foreach (var attribute in node.Attributes.Values)
        {
            if (attribute.Tensor is { } tensor && node.OpType == "Constant")
                Add(tensor);
            if (!attribute.Graphs.IsDefault)
            {
                foreach (var subgraph in attribute.Graphs)
                    AddGraph(subgraph);
            }
        }
    }

    private void AddGraph(OnnxGraph subgraph)
    {
        foreach (var constant in subgraph.Initializers.Values)
            Add(constant);
        foreach (var inner in subgraph.Nodes)
            AddAttributes(inner);
    }

    private void Add(OnnxInitializer constant)
    {
        if (constant.IsParameter)
            Count = constant.ElementCount > long.MaxValue - Count ? long.MaxValue : Count + constant.ElementCount;
    }
}
