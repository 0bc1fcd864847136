using Runproof.Circuits.Graph;
using Runproof.Compiler.Models.Graph;

namespace Runproof.Compiler.Models.Quantization;

/// <summary>The type of every value of a program. Values that moves and pooling join have one type; what crosses a slice's border has the type of its name.</summary>
internal sealed class TypePlan
{
    private readonly Dictionary<LayerValue, LayerValue> _group = [];
    private readonly Dictionary<LayerValue, ValueType> _types = [];
    private readonly TensorStatistics _statistics;
    private readonly CompileOptions _options;

    private TypePlan(TensorStatistics statistics, CompileOptions options)
    {
        (_statistics, _options) = (statistics, options);
    }

    /// <summary>The type of a value that is not public logits.</summary>
    public ValueType this[LayerValue value] => _types[_group.GetValueOrDefault(value, value)];

    /// <summary>The type that an output has for whoever reads it: that of its name, where another slice does.</summary>
    public ValueType OfOutput(LayerOutput output) => output.IsPublic
        ? this[output.Value]
        : TypeChooser.Choose(_statistics[output.Name]!, _options.PrecisionOf(output.Name), _options.Ranges);

    /// <summary>Plans the types; null where statistics are missing.</summary>
    /// <param name="program">The program.</param>
    /// <param name="logits">Outputs that need no type, since they are sums themselves.</param>
    /// <param name="statistics">The statistics of the model.</param>
    /// <param name="options">The precision.</param>
    /// <param name="missing">The tensor that nobody has observed.</param>
    public static TypePlan? Make(LayerProgram program, IReadOnlySet<LayerValue> logits, TensorStatistics statistics, CompileOptions options, out string? missing)
    {
        var plan = new TypePlan(statistics, options);
        missing = plan.Fill(program, logits);
        return missing is null ? plan : null;
    }

    private string? Fill(LayerProgram program, IReadOnlySet<LayerValue> logits)
    {
        var inputs = program.Inputs.ToHashSet();
        foreach (var input in program.Inputs)
        {
            if (_statistics[input.Name] is not { } observed)
                return input.Name;
            _types[input] = TypeChooser.Choose(observed, _options.PrecisionOf(input.Name), _options.Ranges);
        }

        var adopted = new Dictionary<LayerValue, LayerValue>();
        foreach (var layer in program.Layers)
            _group[layer.Result] = layer.Result;
        foreach (var layer in program.Layers.Where(layer => layer is MoveLayer or MaxPoolLayer))
        {
            foreach (var source in layer.Sources)
            {
                if (inputs.Contains(source))
                    adopted[layer.Result] = source;
                else
                    Join(source, layer.Result);
            }
        }

        foreach (var output in program.Outputs.Where(output => !logits.Contains(output.Value)))
        {
            var root = Root(output.Value);
            string name = output.Function is OutputFunction.None ? output.Name : output.Value.Name;
            if (_statistics[name] is not { } observed)
                return name;
            if (!_types.ContainsKey(root))
                _types[root] = TypeChooser.Choose(observed, _options.PrecisionOf(name), _options.Ranges);
        }

        foreach (var (value, input) in adopted)
            _types.TryAdd(Root(value), _types[input]);

        // The last member of a group is the widest: what pooling or joining makes.
        foreach (var layer in program.Layers.Reverse().Where(layer => !logits.Contains(layer.Result)))
        {
            var root = Root(layer.Result);
            if (_types.ContainsKey(root))
                continue;
            if (_statistics[layer.Result.Name] is not { } observed)
                return layer.Result.Name;
            _types[root] = TypeChooser.Choose(observed, _options.Precision, _options.Ranges);
        }

        foreach (var value in _group.Keys.ToArray())
            _group[value] = Root(value);
        return null;
    }

    private LayerValue Root(LayerValue value)
    {
        while (_group.TryGetValue(value, out var parent) && parent != value)
            value = parent;
        return value;
    }

    private void Join(LayerValue a, LayerValue b) => _group[Root(a)] = Root(b);
}
