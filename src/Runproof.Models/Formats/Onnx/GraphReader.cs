using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using Runproof.Models.Formats.Onnx.Wire;
using Runproof.Models.Onnx.Graph;

namespace Runproof.Models.Formats.Onnx;

/// <summary>
/// Turns one graph of a file, with its subgraphs, into a validated graph. Subgraphs come first: what they read and do not define is
/// looked for in the graph around them, and so on outwards.
/// </summary>
internal sealed class GraphReader
{
    private const int GivenValue = -1;

    private readonly GraphProto _wire;
    private readonly ReadContext _context;
    private readonly Dictionary<string, int> _producers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OnnxInitializer> _initializers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _free = new(StringComparer.Ordinal);

    private GraphReader(GraphProto wire, ReadContext context)
    {
        _wire = wire;
        _context = context;
    }

    /// <summary>Reads a graph; null after an error.</summary>
    public static GraphReading? Read(GraphProto wire, ReadContext context) => new GraphReader(wire, context).Run();

    private GraphReading? Run()
    {
        if (!ReadInitializers() || ReadInputs() is not { } inputs || ReadNodes() is not { } drafts || Sort(drafts) is not { } order)
            return null;
        if (ReadOutputs() is not { } outputs || ReadValueInfos() is not { } valueInfos)
            return null;

        var graph = new OnnxGraph
        {
            Name = _wire.Name,
            Inputs = inputs,
            Outputs = outputs,
            Nodes = MakeNodes(drafts, order),
            Initializers = _initializers.ToFrozenDictionary(StringComparer.Ordinal),
            ValueInfos = valueInfos,
        };
        return new GraphReading(graph, [.. order.Select(index => _wire.Node[index])], _free);
    }

    private bool ReadInitializers()
    {
        if (_wire.SparseInitializer.Count != 0)
            return _context.Fail(OnnxErrors.Unsupported, $"the graph has the sparse constant '{_wire.SparseInitializer[0].Values?.Name}', which Runproof does not read", "exporting the model with dense constants");
        foreach (var wire in _wire.Initializer)
        {
            _context.CancellationToken.ThrowIfCancellationRequested();
            if (wire.Name.Length == 0)
                return _context.Fail(OnnxErrors.Incomplete, "the graph has a constant without a name", "exporting the model again");
            if (!_producers.TryAdd(wire.Name, GivenValue))
                return _context.Fail(OnnxErrors.Duplicate, $"the constant '{wire.Name}' is defined twice", "exporting the model again");
            if (TensorReader.Read(wire, $"the constant '{wire.Name}'", _context) is not { } initializer)
                return false;
            _initializers.Add(wire.Name, initializer);
        }

        return true;
    }

    private ImmutableArray<OnnxValueInfo>? ReadInputs()
    {
        var inputs = ImmutableArray.CreateBuilder<OnnxValueInfo>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var wire in _wire.Input)
        {
            if (ValueInfoReader.Read(wire, "input", _context) is not { } info)
                return null;
            if (!seen.Add(info.Name))
            {
                _context.Fail(OnnxErrors.Duplicate, $"the input '{info.Name}' is declared twice", "exporting the model again");
                return null;
            }

            // An input that has an initializer is a constant: older files must list all of them as inputs.
            if (_producers.TryAdd(info.Name, GivenValue))
                inputs.Add(info);
        }

        return inputs.ToImmutable();
    }

    private List<Draft>? ReadNodes()
    {
        var drafts = new List<Draft>(_wire.Node.Count);
        foreach (var wire in _wire.Node)
        {
            _context.CancellationToken.ThrowIfCancellationRequested();
            if (wire.OpType.Length == 0)
            {
                _context.Fail(OnnxErrors.Incomplete, $"{Describe(drafts.Count)} has no operator", "exporting the model again");
                return null;
            }

            foreach (var output in wire.Output)
            {
                if (output.Length == 0 || _producers.TryAdd(output, drafts.Count))
                    continue;
                var first = _producers[output];
                var other = first != GivenValue ? Describe(first) : _initializers.ContainsKey(output) ? "a constant" : "an input";
                _context.Fail(OnnxErrors.Duplicate, $"the value '{output}' is defined by {other} and by {Describe(drafts.Count)}", "exporting the model again");
                return null;
            }

            if (ReadDraft(wire, drafts.Count) is not { } draft)
                return null;
            drafts.Add(draft);
        }

        return drafts;
    }

    private Draft? ReadDraft(NodeProto wire, int index)
    {
        if (wire.Attribute.Count == 0)
            return new Draft(wire, FrozenDictionary<string, OnnxAttribute>.Empty, null);
        var attributes = new Dictionary<string, OnnxAttribute>(wire.Attribute.Count, StringComparer.Ordinal);
        SortedDictionary<string, string>? captures = null;
        var description = Describe(index);
        foreach (var attribute in wire.Attribute)
        {
            if (AttributeReader.Read(attribute, description, ReadSubgraph, _context) is not { } read)
                return null;
            if (!attributes.TryAdd(read.Name, read))
            {
                _context.Fail(OnnxErrors.Duplicate, $"{description} has the attribute '{read.Name}' twice", "exporting the model again");
                return null;
            }
        }

        return new Draft(wire, attributes.ToFrozenDictionary(StringComparer.Ordinal), captures);

        OnnxGraph? ReadSubgraph(GraphProto subgraph)
        {
            if (Read(subgraph, _context) is not { } reading)
                return null;
            captures ??= new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var (name, reader) in reading.Free)
                captures.TryAdd(name, reader);
            return reading.Graph;
        }
    }

    /// <summary>The nodes' positions in topological order, and in <see cref="_free"/> what none of them defines; null after an error.</summary>
    private int[]? Sort(List<Draft> drafts)
    {
        var order = new NodeOrder();
        for (var i = 0; i < drafts.Count; i++)
        {
            foreach (var input in drafts[i].Wire.Input)
            {
                if (input.Length != 0)
                    Depend(input, i, null);
            }

            foreach (var (capture, reader) in drafts[i].Captures ?? [])
                Depend(capture, i, reader);
            order.EndNode();
        }

        if (order.TrySort(out var sorted, out var onCycle))
            return sorted;
        _context.Fail(OnnxErrors.Cycle, $"{Describe(onCycle)} depends on its own output", "exporting the model again");
        return null;

        void Depend(string value, int node, string? reader)
        {
            if (!_producers.TryGetValue(value, out var producer))
                _free.TryAdd(value, reader ?? Describe(node));
            else if (producer != GivenValue)
                order.DependsOn(producer);
        }
    }

    private ImmutableArray<OnnxValueInfo>? ReadOutputs()
    {
        var outputs = ImmutableArray.CreateBuilder<OnnxValueInfo>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var wire in _wire.Output)
        {
            if (ValueInfoReader.Read(wire, "output", _context) is not { } info)
                return null;
            if (!seen.Add(info.Name))
            {
                _context.Fail(OnnxErrors.Duplicate, $"the output '{info.Name}' is declared twice", "exporting the model again");
                return null;
            }

            if (!_producers.ContainsKey(info.Name))
                _free.TryAdd(info.Name, $"an output of the graph '{_wire.Name}'");
            outputs.Add(info);
        }

        return outputs.ToImmutable();
    }

    private FrozenDictionary<string, OnnxValueInfo>? ReadValueInfos()
    {
        var infos = new Dictionary<string, OnnxValueInfo>(StringComparer.Ordinal);
        foreach (var wire in _wire.ValueInfo)
        {
            if (ValueInfoReader.Read(wire, "value", _context) is not { } info)
                return null;
            infos.TryAdd(info.Name, info);
        }

        return infos.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static ImmutableArray<OnnxNode> MakeNodes(List<Draft> drafts, int[] order)
    {
        var names = new string?[order.Length];
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < order.Length; i++)
        {
            var name = drafts[order[i]].Wire.Name;
            if (name.Length != 0 && taken.Add(name))
                names[i] = name;
        }

        var nodes = ImmutableArray.CreateBuilder<OnnxNode>(order.Length);
        for (var i = 0; i < order.Length; i++)
        {
            var (wire, attributes, captures) = drafts[order[i]];
            nodes.Add(new OnnxNode
            {
                Index = i,
                Name = names[i] ?? NewName(wire, i),
                OpType = wire.OpType,
                Domain = OnnxDomains.Normalize(wire.Domain),
                Inputs = [.. wire.Input],
                Outputs = [.. wire.Output],
                Attributes = attributes,
                Captures = captures is null ? [] : [.. captures.Keys],
            });
        }

        return nodes.MoveToImmutable();

        string NewName(NodeProto wire, int index)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{(wire.Name.Length != 0 ? wire.Name : wire.OpType)}_{index}");
            while (!taken.Add(name))
                name += "_";
            return name;
        }
    }

    private string Describe(int index)
    {
        var wire = _wire.Node[index];
        var position = string.Create(CultureInfo.InvariantCulture, $"node {index}");
        return wire.Name.Length != 0 ? $"{wire.OpType} '{wire.Name}'" : wire.OpType.Length != 0 ? $"{wire.OpType} ({position})" : position;
    }

    private sealed record Draft(NodeProto Wire, FrozenDictionary<string, OnnxAttribute> Attributes, SortedDictionary<string, string>? Captures);
}
