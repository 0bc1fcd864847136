using System.Collections.Immutable;
using Runproof.Circuits.Graph;
using Runproof.Circuits.Tensors;
using Runproof.Compiler.Models.Operators;
using Runproof.Models.Formats.Onnx;
using Runproof.Models.Onnx.Graph;
using Runproof.Models.Onnx.Shapes;
using Runproof.Models.Tensors;

namespace Runproof.Compiler.Models.Graph;

/// <summary>Turns the nodes of a model into layers, one after the other.</summary>
internal sealed class GraphLowering
{
    private static readonly HashSet<string> TailOperators = new(["Softmax", "LogSoftmax", "ArgMax", "Identity", "Reshape", "Flatten", "Squeeze", "Unsqueeze"], StringComparer.Ordinal);

    private readonly OnnxGraph _graph;
    private readonly ShapeTable _shapes;
    private readonly HashSet<string> _public;
    private readonly Dictionary<string, List<OnnxNode>> _readers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _tails = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (LayerValue Value, OutputFunction? Function)> _values = new(StringComparer.Ordinal);
    private readonly List<Layer> _layers = [];

    /// <summary>Prepares the lowering of a graph.</summary>
    /// <param name="model">The model or slice.</param>
    /// <param name="shapes">What inference found for it.</param>
    /// <param name="publicOutputs">Names of the outputs that end the model.</param>
    public GraphLowering(OnnxModel model, ShapeTable shapes, IEnumerable<string> publicOutputs)
    {
        (_graph, _shapes, Opset) = (model.Graph, shapes, model.Opset);
        Constants = new(model, shapes);
        _public = new(publicOutputs, StringComparer.Ordinal);
        foreach (var node in _graph.Nodes)
        {
            foreach (string name in node.Reads.Distinct(StringComparer.Ordinal))
            {
                if (!_readers.TryGetValue(name, out var readers))
                    _readers.Add(name, readers = []);
                readers.Add(node);
            }
        }

        var outputs = _graph.Outputs.Select(output => output.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var node in _graph.Nodes.Reverse())
        {
            foreach (string name in node.Outputs.Where(name => name.Length != 0))
            {
                var readers = _readers.GetValueOrDefault(name) ?? [];
                _tails[name] = (readers.Count != 0 || outputs.Contains(name)) && (!outputs.Contains(name) || _public.Contains(name))
                    && readers.All(reader => TailOperators.Contains(reader.OpType) && reader.Outputs.All(output => _tails.GetValueOrDefault(output)));
            }
        }
    }

    /// <summary>The graph's constants.</summary>
    public ConstantValues Constants { get; }

    /// <summary>Version of ONNX's own operator set.</summary>
    public long Opset { get; }

    /// <summary>Whether nothing but functions outside of the proof stands between a value and the end of the model.</summary>
    public bool IsTail(string name) => _tails.GetValueOrDefault(name);

    /// <summary>What stands for a value that depends on the inputs; made where nothing has defined it yet.</summary>
    public LayerValue Value(string name)
    {
        if (!_values.TryGetValue(name, out var entry))
            _values[name] = entry = (new LayerValue(name, ShapeOf(name)!), null);
        return entry.Value;
    }

    /// <summary>The function outside of the proof that a value is the result of; null where there is none.</summary>
    public OutputFunction? FunctionOf(string name) => _values.GetValueOrDefault(name).Function;

    /// <summary>Adds a layer.</summary>
    public LayerValue Add(Layer layer)
    {
        _layers.Add(layer);
        return layer.Result;
    }

    /// <summary>Says what stands for an output of a node.</summary>
    public void Define(string name, LayerValue value, OutputFunction? function = null) => _values[name] = (value, function);

    /// <summary>Why a circuit cannot compute a node, in words; null where it can, and its layers are added.</summary>
    public string? Lower(OnnxNode node)
    {
        if (node.Outputs.All(name => name.Length == 0 || Constants.IsConstant(name)))
            return null;
        if (!node.IsStandard)
            return $"there is no circuit for operators of the domain '{node.Domain}'";
        if (OperatorCatalog.Find(node.OpType) is not { } rule)
            return $"there is no circuit for {node.OpType}";
        foreach (string name in node.Reads.Where(name => !Constants.IsConstant(name)))
        {
            if (WhyNot(name) is { } problem)
                return problem;
            if (FunctionOf(name) is not null && !TailOperators.Contains(node.OpType))
                return $"it reads '{name}', which is computed outside of the proof";
        }

        if (node.Input(0) is null || node.Outputs is not [{ Length: > 0 } first, ..])
            return $"the {node.OpType} has no input or no result";
        if (node.Outputs.Skip(1).FirstOrDefault(IsRead) is { } second)
            return $"there is no circuit for the further result '{second}' of {node.OpType}";
        if (WhyNot(first, node.OpType == "ArgMax" ? ElementType.Int64 : ElementType.Float) is { } reason)
            return reason;
        return rule.Lower(new OperatorCall(this, node, ShapeOf(first)!));
    }

    /// <summary>Lowers the whole graph.</summary>
    /// <param name="problem">The node that cannot be lowered, and why.</param>
    public LayerProgram? Run(out (string Subject, string WhyNot)? problem)
    {
        var inputs = _graph.Inputs.Where(input => !Constants.IsConstant(input.Name)).ToArray();
        foreach (var input in inputs)
        {
            if (WhyNot(input.Name) is { } why)
            {
                problem = (input.Name, why);
                return null;
            }
        }

        ImmutableArray<LayerValue> values = [.. inputs.Select(input => Value(input.Name))];
        foreach (var node in _graph.Nodes)
        {
            if (Lower(node) is { } why)
            {
                problem = (node.Name, why);
                return null;
            }
        }

        foreach (var output in _graph.Outputs)
        {
            if (!_values.ContainsKey(output.Name))
            {
                problem = (output.Name, "the output does not depend on the input");
                return null;
            }
        }

        problem = null;
        return new(values, [.. _layers], [.. _graph.Outputs.Select(output => (output.Name, Entry: _values[output.Name]))
            .Select(output => new LayerOutput(output.Name, output.Entry.Value, output.Entry.Function ?? new OutputFunction.None(), _public.Contains(output.Name)))]);
    }

    private bool IsRead(string name) => name.Length != 0 && (_readers.ContainsKey(name) || _graph.Outputs.Any(output => output.Name == name));

    /// <summary>Why a value cannot be a tensor of a circuit; null where it can.</summary>
    private string? WhyNot(string name, ElementType element = ElementType.Float)
    {
        if (_shapes[name] is not { } type)
            return $"'{name}' is not a tensor whose type is known";
        if (!type.IsStatic)
            return $"the type of '{name}' is not known before the model runs: {_shapes.Reasons.GetValueOrDefault(name) ?? "its shape is open"}";
        if (type.Element != element)
            return $"'{name}' holds {type.Element.OnnxName()} values, and circuits stand for float only";
        if (type.Shape!.Rank == 0 && element == ElementType.Float)
            return $"'{name}' is a single number without dimensions";
        return ShapeOf(name) is null ? $"'{name}' has the shape {type.Shape}, which has too many dimensions, an empty one or too many values for a circuit" : null;
    }

    private CircuitShape? ShapeOf(string name)
    {
        var dimensions = _shapes[name]!.Shape!.ToArray();
        return dimensions.Any(dimension => dimension > 1 << CircuitShape.MaxLogSize) ? null : CircuitShape.TryCreate([.. dimensions.Select(dimension => (int)dimension)]);
    }
}
