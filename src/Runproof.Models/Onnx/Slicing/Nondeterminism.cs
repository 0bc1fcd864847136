using System.Collections.Frozen;
using Runproof.Models.Formats.Onnx;
using Runproof.Models.Formats.Onnx.Wire;
using Runproof.Models.Onnx.Graph;
using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Slicing;

/// <summary>Finds operators whose result is drawn at random.</summary>
internal static class Nondeterminism
{
    private const long DropoutWithoutMode = 7;
    private const long DropoutWithTrainingInput = 12;

    private static readonly FrozenSet<string> Random = FrozenSet.ToFrozenSet(
        ["RandomNormal", "RandomNormalLike", "RandomUniform", "RandomUniformLike", "Multinomial", "Bernoulli"], StringComparer.Ordinal);

    /// <summary>The first such node in words; null where the model has none.</summary>
    public static string? Find(OnnxModel model)
    {
        if (Find(model.Graph, model.Opset, []) is { } node)
            return node.ToString();
        foreach (var function in model.Wire.Functions)
        {
            if (Find(function.Node) is { } op)
                return $"{op} in the function {function.Name}";
        }

        return null;
    }

    private static OnnxNode? Find(OnnxGraph graph, long opset, List<Scope> around)
    {
        around.Add(new Scope(graph));
        foreach (var node in graph.Nodes)
        {
            if (node.IsStandard && (Random.Contains(node.OpType) || IsTraining(node, opset, around)))
                return node;
            foreach (var subgraph in node.Attributes.Values.Where(attribute => !attribute.Graphs.IsDefault).SelectMany(attribute => attribute.Graphs))
            {
                if (Find(subgraph, opset, around) is { } inner)
                    return inner;
            }
        }

        around.RemoveAt(around.Count - 1);
        return null;
    }

    /// <summary>Function bodies are not read into graphs: there a Dropout that may be told to train counts as random.</summary>
    private static string? Find(IEnumerable<NodeProto> nodes)
    {
        var open = new Stack<NodeProto>(nodes);
        while (open.TryPop(out var node))
        {
            if (OnnxDomains.Normalize(node.Domain).Length == 0
                && (Random.Contains(node.OpType) || (node.OpType == "Dropout" && node.Input.Count > 2 && node.Input[2].Length != 0)))
                return node.OpType;
            foreach (var inner in node.Attribute.SelectMany(attribute => attribute.Graphs.Append(attribute.G)).Where(graph => graph is not null).SelectMany(graph => graph.Node))
                open.Push(inner);
        }

        return null;
    }

    private static bool IsTraining(OnnxNode node, long opset, List<Scope> around)
    {
        if (node.OpType != "Dropout")
            return false;
        if (opset < DropoutWithoutMode)
            return node.Int("is_test", 0) == 0;
        if (opset < DropoutWithTrainingInput || node.Input(2) is not { } flag)
            return false;
        foreach (var scope in around)
        {
            if (scope.Constant(flag) is { Element: ElementType.Bool, ElementCount: 1 } constant)
                return constant.Load()!.Data.Span[0] != 0;
        }

        return true;
    }

    /// <summary>A graph, and the values of its Constant nodes once somebody asks.</summary>
    private sealed class Scope(OnnxGraph graph)
    {
        private Dictionary<string, OnnxInitializer>? _constants;

        public OnnxInitializer? Constant(string name) => graph.Initializers.GetValueOrDefault(name) ?? (_constants ??= Constants()).GetValueOrDefault(name);

        private Dictionary<string, OnnxInitializer> Constants()
        {
            var constants = new Dictionary<string, OnnxInitializer>(StringComparer.Ordinal);
            foreach (var node in graph.Nodes.Where(node => node.IsStandard && node.OpType == "Constant" && node.Outputs.Length == 1))
            {
                if (node.Attributes.GetValueOrDefault("value")?.Tensor is { } value)
                    constants.TryAdd(node.Outputs[0], value);
            }

            return constants;
        }
    }
}
