using System.Collections.Immutable;
using Runproof.Models.Formats.Onnx;

namespace Runproof.Compiler.Models.Quantization;

/// <summary>Gathers statistics while somebody runs a model on sample inputs. The order of observations does not matter to the result.</summary>
public sealed class StatisticsCollector
{
    private readonly SortedDictionary<string, ValueObserver> _observers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _inputs;
    private readonly HashSet<string> _nonNegative;

    /// <summary>Starts for a model.</summary>
    /// <param name="model">The whole model, of which slices are to be compiled.</param>
    public StatisticsCollector(OnnxModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        _inputs = model.Graph.Inputs.Select(input => input.Name).ToHashSet(StringComparer.Ordinal);
        _nonNegative = NonNegativeValues.Of(model.Graph);
        Names = [.. model.Graph.Inputs.Select(input => input.Name), .. model.Graph.Nodes.SelectMany(node => node.Outputs).Where(name => name.Length != 0)];
    }

    /// <summary>The tensors to observe, those of them that hold floats: inputs, then results of nodes.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>Takes in the values of a tensor for one input.</summary>
    public void Observe(string name, ReadOnlySpan<float> values)
    {
        if (!_observers.TryGetValue(name, out var observer))
            _observers.Add(name, observer = new ValueObserver(watchGrid: _inputs.Contains(name)));
        observer.Add(values);
    }

    /// <summary>What was gathered so far.</summary>
    public TensorStatistics Finish() => new(_observers.ToImmutableSortedDictionary(
        entry => entry.Key,
        entry => entry.Value.Finish(_inputs.Contains(entry.Key) ? null : _nonNegative.Contains(entry.Key)),
        StringComparer.Ordinal));
}
