using System.Collections.Immutable;
using Runproof.Models.Onnx.Graph;
using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Slicing;

/// <summary>Turns cuts into slices: which nodes, which inputs from where, which outputs.</summary>
internal sealed class SliceBuilder
{
    private readonly OnnxGraph _graph;
    private readonly Dataflow _flow;
    private readonly Func<string, TensorType?> _types;
    private readonly List<int> _cuts;
    private readonly int[] _sliceOf;
    private readonly Dictionary<string, OnnxValueInfo> _inputs;
    private readonly Dictionary<string, OnnxValueInfo> _outputs;
    private readonly HashSet<OnnxNode> _placed = [];

    /// <summary>Prepares for a set of cuts.</summary>
    public SliceBuilder(OnnxGraph graph, Dataflow flow, Func<string, TensorType?> types, List<int> cuts)
    {
        _graph = graph;
        _flow = flow;
        _types = types;
        _cuts = cuts;
        _inputs = graph.Inputs.ToDictionary(info => info.Name, StringComparer.Ordinal);
        _outputs = graph.Outputs.ToDictionary(info => info.Name, StringComparer.Ordinal);
        _sliceOf = new int[flow.Nodes.Count];
        for (int position = 0, slice = 0; position < _sliceOf.Length; position++)
        {
            if (slice < cuts.Count && position == cuts[slice])
                slice++;
            _sliceOf[position] = slice;
        }
    }

    /// <summary>The slice that computes a value from inputs; null for inputs, constants and what depends on constants only.</summary>
    public int? SliceOf(string value) => _flow.Position(value) is { } position ? _sliceOf[position] : null;

    /// <summary>Makes a slice; called once for each, in order, because the last takes what no other has taken.</summary>
    public Slice Build(int index)
    {
        var from = index == 0 ? 0 : _cuts[index - 1];
        var isLast = index == _cuts.Count;
        var to = isLast ? _flow.Nodes.Count : _cuts[index];
        var constants = new HashSet<OnnxNode>();
        var sources = new List<SliceSource>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var parameters = new ParameterCounter(_flow, _graph);
        for (var position = from; position < to; position++)
        {
            parameters.Add(_flow.Nodes[position]);
            foreach (var name in _flow.Nodes[position].Reads)
            {
                _flow.Collect(name, constants);
                AddSource(name, index, sources, seen);
            }
        }

        var outputs = Outputs(from, to, index);
        if (isLast)
        {
            // Whatever the model returns without computing it from inputs, the last slice returns.
            foreach (var output in outputs)
            {
                _flow.Collect(output.Name, constants);
                AddSource(output.Name, index, sources, seen);
            }

            foreach (var node in _flow.ConstantNodes.Where(node => !_placed.Contains(node) && constants.Add(node)))
            {
                foreach (var name in node.Reads)
                    _flow.Collect(name, constants);
            }

            foreach (var node in _flow.ConstantNodes.Where(constants.Contains))
                parameters.Add(node);
        }

        _placed.UnionWith(constants);
        return new Slice
        {
            Index = index,
            Nodes = [.. constants.Concat(_flow.Nodes.Skip(from).Take(to - from)).OrderBy(node => node.Index)],
            Inputs = [.. sources.Select(source => source.Producer is null ? _inputs[source.Value] : Boundary(source.Value))],
            Sources = [.. sources],
            Outputs = outputs,
            Parameters = parameters.Count,
        };
    }

    private void AddSource(string name, int index, List<SliceSource> sources, HashSet<string> seen)
    {
        if (SliceOf(name) == index || !(SliceOf(name) is not null || _inputs.ContainsKey(name)) || !seen.Add(name))
            return;
        sources.Add(new SliceSource(name, SliceOf(name)));
    }

    private ImmutableArray<OnnxValueInfo> Outputs(int from, int to, int index)
    {
        var passed = new List<OnnxValueInfo>();
        for (var position = from; position < to; position++)
        {
            passed.AddRange(_flow.Nodes[position].Outputs
                .Where(name => name.Length != 0 && !_outputs.ContainsKey(name) && _flow.LastRead(name) >= to)
                .Select(Boundary));
        }

        var returned = _graph.Outputs.Where(output => (SliceOf(output.Name) ?? _cuts.Count) == index);
        return [.. passed, .. returned];
    }

    private OnnxValueInfo Boundary(string name) => new(name, _types(name) ?? _outputs.GetValueOrDefault(name)?.Tensor);
}
