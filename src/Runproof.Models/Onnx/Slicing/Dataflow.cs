using Runproof.Models.Onnx.Graph;
using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Slicing;

/// <summary>
/// What flows past each place where a graph could be cut. Nodes that depend on constants only are set aside: they travel with whoever
/// reads them. The others stand at positions 0 to n - 1, and cut c lies before position c.
/// </summary>
internal sealed class Dataflow
{
    private readonly Dictionary<string, OnnxNode> _constantProducers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _positions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _lastReads = new(StringComparer.Ordinal);
    private readonly int[] _crossings;
    private readonly int[] _obstacles;
    private readonly int[] _ends;

    /// <summary>Follows every value of a graph. Linear time.</summary>
    public Dataflow(OnnxGraph graph, Func<string, TensorType?> types)
    {
        var nodes = new List<OnnxNode>();
        foreach (var node in graph.Nodes)
        {
            var constant = node.Reads.All(name => graph.Initializers.ContainsKey(name) || _constantProducers.ContainsKey(name));
            foreach (var output in node.Outputs.Where(output => output.Length != 0))
            {
                if (constant)
                    _constantProducers.Add(output, node);
                else
                    _positions.Add(output, nodes.Count);
            }

            if (constant)
            {
                ConstantNodes.Add(node);
                continue;
            }

            foreach (var name in node.Reads)
                _lastReads[name] = nodes.Count;
            nodes.Add(node);
        }

        Nodes = nodes;
        Types = types;
        _crossings = new int[nodes.Count + 1];
        _obstacles = new int[nodes.Count + 1];
        _ends = new int[nodes.Count + 1];
        Measure(graph);
    }

    /// <summary>The nodes that depend on inputs, in order.</summary>
    public IReadOnlyList<OnnxNode> Nodes { get; }

    /// <summary>The nodes that depend on constants only, in order.</summary>
    public List<OnnxNode> ConstantNodes { get; } = [];

    /// <summary>Whether the graph returns inputs, constants, or what depends on constants only.</summary>
    public bool ReturnsGiven { get; private set; }

    /// <summary>The type of a value; null where it is not known or not a tensor.</summary>
    public Func<string, TensorType?> Types { get; }

    /// <summary>Whether a value may pass from one slice to another.</summary>
    public static bool IsCarried(TensorType? type) => type is { Element: not (ElementType.Undefined or ElementType.String) };

    /// <summary>How many values cross a cut.</summary>
    public int Crossings(int cut) => _crossings[cut];

    /// <summary>Whether everything that crosses a cut may pass from one slice to another.</summary>
    public bool IsAllowed(int cut) => _obstacles[cut] == 0;

    /// <summary>The last position that reads anything a node returns; the number of nodes for outputs of the graph, -1 where nobody does.</summary>
    public int End(int position) => _ends[position];

    /// <summary>A value that crosses a cut and may not pass; null where there is none.</summary>
    public string? Obstacle(int cut) => Nodes.Take(cut)
        .SelectMany(node => node.Outputs)
        .FirstOrDefault(name => name.Length != 0 && _lastReads.GetValueOrDefault(name, -1) >= cut && !IsCarried(Types(name)));

    /// <summary>Where the node that produces a value stands; null for inputs and constants.</summary>
    public int? Position(string value) => _positions.TryGetValue(value, out var position) ? position : null;

    /// <summary>The last position that reads a value; -1 where none does.</summary>
    public int LastRead(string value) => _lastReads.GetValueOrDefault(value, -1);

    /// <summary>The node that produces a value from constants only; null for every other value.</summary>
    public OnnxNode? ConstantProducer(string value) => _constantProducers.GetValueOrDefault(value);

    /// <summary>Adds a node that depends on constants only, and those that it needs, to a set.</summary>
    public void Collect(string value, HashSet<OnnxNode> into)
    {
        var open = new Stack<string>([value]);
        while (open.TryPop(out var name))
        {
            if (ConstantProducer(name) is not { } node || !into.Add(node))
                continue;
            foreach (var read in node.Reads)
                open.Push(read);
        }
    }

    private void Measure(OnnxGraph graph)
    {
        ReturnsGiven = graph.Outputs.Any(output => !_positions.ContainsKey(output.Name));
        var returned = graph.Outputs.Select(output => output.Name).ToHashSet(StringComparer.Ordinal);
        for (var position = 0; position < Nodes.Count; position++)
        {
            _ends[position] = -1;
            foreach (var output in Nodes[position].Outputs.Where(output => output.Length != 0))
            {
                var end = LastRead(output);
                _ends[position] = Math.Max(_ends[position], returned.Contains(output) ? Nodes.Count : end);
                if (end < 0)
                    continue;
                _crossings[position + 1]++;
                _crossings[end + 1]--;
                if (IsCarried(Types(output)))
                    continue;
                _obstacles[position + 1]++;
                _obstacles[end + 1]--;
            }
        }

        for (var cut = 1; cut <= Nodes.Count; cut++)
        {
            _crossings[cut] += _crossings[cut - 1];
            _obstacles[cut] += _obstacles[cut - 1];
        }
    }
}
