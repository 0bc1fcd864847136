using System.Collections.Immutable;
using Runproof.Circuits.Graph;
using Runproof.Circuits.Tensors;
using Runproof.Compiler.Models.Graph;
using Runproof.Compiler.Models.Quantization;
using Runproof.Core.Programs;
using ValueType = Runproof.Compiler.Models.Quantization.ValueType;

namespace Runproof.Compiler.Models.Emission;

/// <summary>Writes a program of real layers as a circuit of integers.</summary>
internal sealed class CircuitEmitter
{
    private readonly LayerProgram _program;
    private readonly TypePlan _types;
    private readonly IReadOnlySet<LayerValue> _logits;
    private readonly TensorStatistics _statistics;
    private readonly TableSet _tables = new();
    private readonly Dictionary<LayerValue, int> _index = [];
    private readonly Dictionary<(LayerValue, ValueType), int> _converted = [];
    private readonly List<CircuitTensor> _tensors = [];
    private readonly List<CircuitNode> _nodes = [];
    private readonly List<ParameterShape> _parameters = [];
    private readonly List<LayerWeights> _weights = [];
    private readonly WeightsKind _kind;
    private string? _problem;

    private CircuitEmitter(LayerProgram program, TypePlan types, IReadOnlySet<LayerValue> logits, TensorStatistics statistics, WeightsKind kind)
    {
        (_program, _types, _logits, _statistics, _kind) = (program, types, logits, statistics, kind);
    }

    /// <summary>Writes the circuit and its weights; null where integers would grow too large.</summary>
    /// <param name="program">The program, simplified.</param>
    /// <param name="types">The types of its values.</param>
    /// <param name="logits">Outputs that are sums themselves.</param>
    /// <param name="statistics">The statistics of the model.</param>
    /// <param name="kind">What others get of the weights.</param>
    /// <param name="problem">What grows too large, in words.</param>
    public static (Circuit Circuit, CircuitWeights Weights)? Emit(
        LayerProgram program, TypePlan types, IReadOnlySet<LayerValue> logits, TensorStatistics statistics, WeightsKind kind, out string? problem)
    {
        var emitter = new CircuitEmitter(program, types, logits, statistics, kind);
        var result = emitter.Run();
        problem = emitter._problem;
        return problem is null ? result : null;
    }

    private (Circuit Circuit, CircuitWeights Weights) Run()
    {
        foreach (var input in _program.Inputs)
        {
            _index[input] = _tensors.Count;
            _tensors.Add(new(input.Shape, _types[input].Range, _types[input].Scale));
        }

        foreach (var layer in _program.Layers.TakeWhile(_ => _problem is null))
        {
            switch (layer)
            {
                case AffineLayer affine:
                    Emit(affine);
                    break;
                case ActivationLayer activation:
                    EmitLookup(activation.Source, activation.Activation, activation.Result, _types[activation.Result]);
                    break;
                case MaxPoolLayer pool:
                    var range = _types[pool.Result].Range;
                    var differences = new IntegerRange(range.Min - range.Max, range.Max - range.Min);
                    int table = _tables.Add(differences, difference => (int)Math.Max(difference, 0), new(0, differences.Max));
                    Add(pool.Result, new MaxPool(IndexOf(pool.Source, _types[pool.Result]), pool.Window, table), _types[pool.Result]);
                    break;
                case MoveLayer move:
                    var type = _types[move.Result];
                    var map = move.Map(type.Quantize(move.Constant));
                    Add(move.Result, new Rearrange([.. move.Inputs.Select(source => IndexOf(source, type))], map), type);
                    break;
                default:
                    throw new InvalidOperationException($"no circuit for {layer.GetType().Name}");
            }
        }

        ImmutableArray<int> outputs = _problem is null ? [.. _program.Outputs.Select(IndexOf)] : [];
        return (new Circuit([.. _tensors], _program.Inputs.Length, [.. _nodes], outputs, _tables.All, [.. _parameters]), new CircuitWeights([.. _weights]));
    }

    private void Emit(AffineLayer layer)
    {
        if (_logits.Contains(layer.Result))
        {
            EmitLogits(layer);
            return;
        }

        var type = _types[layer.Result];
        if (layer is { Terms: [{ IsIdentity: true, Multipliers.IsSingle: true } term], Offset.IsSingle: true })
        {
            // A scaling of one tensor is a table of its integers.
            EmitLookup(term.Source, Activation.Affine(term.Multipliers.Values[0], layer.Offset.Values[0]).Then(layer.Activation), layer.Result, type);
            return;
        }

        var domain = HiDomain.Choose(layer.Activation, type, _statistics[layer.Sum]);
        if (Sum(layer, domain.Step) is { } sum)
        {
            int table = _tables.Add(domain.RangeFor(layer.Activation, type), hi => type.Quantize(layer.Activation.Apply(hi * domain.Step)), type.Range);
            Add(layer.Result, sum with { Table = table }, type);
        }
    }

    private void EmitLogits(AffineLayer layer)
    {
        double largest = layer.Terms.Max(term => TermQuantizer.LargestFactor(term, _types[term.Source].Unit));
        double wanted = largest > 0 ? largest * 2 : 1;
        var scale = Scales.Nearest(Math.ScaleB(wanted, -Requantize.Shift));
        if (Sum(layer, Math.ScaleB(Scales.ToDouble(scale), Requantize.Shift)) is not { } sum)
            return;
        var bounds = SumBounds.Of(sum, layer.Result.Shape, _tensors, _parameters, _kind == WeightsKind.Public ? _weights : null);
        if (bounds is not { } range)
        {
            _problem ??= $"the sum '{layer.Sum}' may grow beyond 62 bits";
            return;
        }

        _index[layer.Result] = _tensors.Count;
        _tensors.Add(new(layer.Result.Shape, range, scale));
        _nodes.Add(sum);
    }

    private Requantize? Sum(AffineLayer layer, double step)
    {
        var shape = layer.Result.Shape;
        var terms = ImmutableArray.CreateBuilder<LinearTerm>();
        var offset = layer.Offset;
        bool biasFits = layer.Terms.Count(term => term.Weights is not null) == 1;
        foreach (var term in layer.Terms)
        {
            double unit = _types[term.Source].Unit;
            if (term.Weights is null)
            {
                if (TermQuantizer.Multipliers(term, unit, step) is not { } factors)
                    return Fail($"the factors of '{layer.Sum}' are too large for its range");
                terms.Add(new(_index[term.Source], term.Map(-1), factors));
                continue;
            }

            if (TermQuantizer.Weights(term, unit, step, shape) is not var (multipliers, units, weights))
                return Fail($"the weights of '{layer.Sum}' are too large for its range");
            ImmutableArray<int> biases = [];
            if (biasFits && Biases(offset, term.Map(0).ChannelAxis(shape), units, term.Weights.Shape.Outputs) is { } fitting)
                (biases, offset) = (fitting, RealValues.Zero);
            terms.Add(new(_index[term.Source], term.Map(_parameters.Count), multipliers));
            _parameters.Add(term.Weights.Shape with { HasBias = !biases.IsEmpty });
            _weights.Add(new(weights, biases));
        }

        return TermQuantizer.Offsets(offset, step) is { } offsets
            ? new Requantize(terms.ToImmutable(), offsets, Requantize.NoTable)
            : Fail($"what is added to '{layer.Sum}' is too large for its range");
    }

    /// <summary>The offset as biases in units of the accumulator; null where it is none of these.</summary>
    private static ImmutableArray<int>? Biases(RealValues offset, int axis, double[] units, int rows)
    {
        if ((!offset.IsSingle && offset.Axis != axis) || offset.Values.All(value => value == 0))
            return null;
        var biases = Enumerable.Range(0, rows).Select(row => Math.Round(offset.Values[offset.IsSingle ? 0 : row % units.Length] / units[row % units.Length])).ToArray();
        return biases.All(bias => Math.Abs(bias) <= int.MaxValue) ? [.. biases.Select(bias => (int)bias)] : null;
    }

    private void EmitLookup(LayerValue source, Activation function, LayerValue result, ValueType type)
    {
        int index = AddLookup(_index[source], _types[source], function, result.Shape, type);
        _index[result] = index;
    }

    private int AddLookup(int source, ValueType from, Activation function, CircuitShape shape, ValueType to)
    {
        int table = _tables.Add(from.Range, value => to.Quantize(function.Apply(value * from.Unit)), to.Range);
        _tensors.Add(new(shape, to.Range, to.Scale));
        _nodes.Add(new Lookup(source, table));
        return _tensors.Count - 1;
    }

    /// <summary>The tensor of an output, of the type that its name has where other slices read it.</summary>
    private int IndexOf(LayerOutput output) => _logits.Contains(output.Value) ? _index[output.Value] : IndexOf(output.Value, _types.OfOutput(output));

    /// <summary>The tensor of a value as another type; converted where it has one of its own.</summary>
    private int IndexOf(LayerValue value, ValueType type)
    {
        if (_types[value] == type)
            return _index[value];
        if (!_converted.TryGetValue((value, type), out int index))
            _converted[(value, type)] = index = AddLookup(_index[value], _types[value], Activation.None, value.Shape, type);
        return index;
    }

    private void Add(LayerValue result, CircuitNode node, ValueType type)
    {
        _index[result] = _tensors.Count;
        _tensors.Add(new(result.Shape, type.Range, type.Scale));
        _nodes.Add(node);
    }

    private Requantize? Fail(string problem)
    {
        _problem ??= problem;
        return null;
    }
}
