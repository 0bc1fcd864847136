using System.Collections.Immutable;
using Runproof.Circuits.Graph;
using Runproof.Circuits.Operators;
using Runproof.Circuits.Tables;
using Runproof.Circuits.Tensors;
using Runproof.Circuits.Tests.Operators;

namespace Runproof.Circuits.Tests.Graph;

/// <summary>A valid circuit with weights, grown node by node at random.</summary>
internal sealed class RandomCircuit
{
    private static readonly FixedScale Scale = new(FixedScale.MinMantissa, 37);

    private readonly Random random;
    private readonly List<CircuitTensor> tensors = [];
    private readonly List<CircuitNode> nodes = [];
    private readonly List<ActivationTable> tables = [];
    private readonly List<ParameterShape> parameters = [];
    private readonly List<LayerWeights> layers = [];
    private readonly List<int> outputs = [];
    private readonly int inputs;

    public RandomCircuit(Random random)
    {
        this.random = random;
        inputs = random.Next(1, 3);
        for (int i = 0; i < inputs; i++)
            tensors.Add(new(CircuitShape.Of(1, random.Next(1, 4), random.Next(1, 9), random.Next(1, 9)), new(random.Next(2) * -128, 127), Scale));
        int steps = random.Next(1, 9);
        for (int i = 0; i < steps || nodes.Count == 0; i++)
            Grow();
        outputs.Add(tensors.Count - 1);
        if (random.Next(2) == 0)
        {
            int source = random.Next(tensors.Count);
            outputs.Add(tensors.Count);
            AddLayer([Term(source, new Elementwise())], AxisValues.Of(random.Next(-1000, 1000)), rounded: false);
        }

        if (random.Next(3) == 0)
            outputs.Add(random.Next(inputs));
        Circuit = new([.. tensors], inputs, [.. nodes], [.. outputs], [.. tables], [.. parameters]);
        Weights = new([.. layers]);
    }

    public Circuit Circuit { get; }

    public CircuitWeights Weights { get; }

    public ReadOnlyMemory<int>[] RandomInputs() =>
        [.. Circuit.Tensors.Take(inputs).Select(type => (ReadOnlyMemory<int>)Laws.Integers(random, type.Shape.Count, type.Range.Min, type.Range.Max))];

    private void Grow()
    {
        int source = random.Next(tensors.Count);
        var type = tensors[source];
        switch (random.Next(6))
        {
            case 0 when type.Shape.Rank == 4 && type.Range.Count <= 1024:
                Pool(source, LinearMapCase.Window(random));
                break;
            case 1 when type.Range.Count <= 1024:
                var table = new ActivationTable((int)type.Range.Min - random.Next(3), [.. Laws.Integers(random, (int)type.Range.Count + 6, -100, 100)]);
                nodes.Add(new Lookup(source, tables.Count));
                tables.Add(table);
                tensors.Add(new(type.Shape, RangeOf(table), Scale));
                break;
            case 2:
                Move(source);
                break;
            case 3:
                int other = tensors.FindLastIndex(tensor => tensor.Shape.Equals(type.Shape));
                AddLayer([Term(source, new Elementwise()), Term(other, new Elementwise())], Along(type.Shape, -1000, 1000, dense: true), rounded: true);
                break;
            default:
                Layer(source);
                break;
        }
    }

    private void Pool(int source, Window window)
    {
        var type = tensors[source];
        if (window.Slide(type.Shape, type.Shape[1], out _) is not { } shape)
            return;
        int most = (int)type.Range.Count - 1;
        nodes.Add(new MaxPool(source, window, tables.Count));
        tables.Add(new(-most, [.. Enumerable.Range(-most, (2 * most) + 1).Select(difference => Math.Max(difference, 0))]));
        tensors.Add(type with { Shape = shape });
    }

    private void Move(int source)
    {
        var type = tensors[source];
        (IndexMap map, int count) = RandomIndexMap.Of(random, type.Shape);
        var shape = map.InferShape([.. Enumerable.Repeat(type.Shape, count)], out _)!;
        if (shape.Rank > 5 || shape.Count > 4000)
            return;
        nodes.Add(new Rearrange([.. Enumerable.Repeat(source, count)], map));
        tensors.Add(new(shape, new(Math.Min(type.Range.Min, map.Constant), Math.Max(type.Range.Max, map.Constant)), Scale));
    }

    private void Layer(int source)
    {
        var shape = tensors[source].Shape;
        int last = shape[shape.Rank - 1];
        int parameter = parameters.Count;
        var window = LinearMapCase.Window(random);
        (LinearMap map, ParameterShape? needed) = random.Next(4) switch
        {
            0 => ((LinearMap)new DenseLayer(parameter), new ParameterShape(random.Next(1, 9), last, random.Next(2) == 0)),
            1 when shape.Rank > 1 => (new BatchedDense(parameter), new(shape.CountOf(0, shape.Rank - 2) * random.Next(1, 4), last, random.Next(2) == 0)),
            2 => (new WindowSum(window), null),
            _ when shape.Rank == 4 => (new Convolution(parameter, window, 1), new(random.Next(1, 5), shape[1] * window.PlaceCount, random.Next(2) == 0)),
            _ => (new Elementwise(), null),
        };
        if (map.InferShape(shape, needed, out _) is null)
            return;
        if (needed is not null)
        {
            parameters.Add(needed);
            var weights = LinearMapCase.RandomWeights(random, needed);
            layers.Add(weights with { Biases = [.. weights.Biases.Select(bias => bias >> 16)] });
        }

        AddLayer([Term(source, map)], AxisValues.Of(random.NextInt64(-1L << 30, 1L << 30)), rounded: true);
    }

    private LinearTerm Term(int source, LinearMap map)
    {
        var type = tensors[source];
        bool plain = map.Parameter < 0;
        var shape = map.InferShape(type.Shape, plain ? null : parameters[^1], out _)!;
        var most = map.Bounds(type, plain ? null : parameters[^1], plain ? null : layers[^1]).Max(bound => Int128.Max(bound.Max, -bound.Min));
        long largest = (long)Int128.Clamp((1L << 38) / Int128.Max(most, 1), 1, 1L << 31);
        return new(source, map, Along(shape, -largest, largest, map is Elementwise));
    }

    private AxisValues Along(CircuitShape shape, long min, long max, bool dense)
    {
        int axis = random.Next(dense ? -2 : -1, shape.Rank);
        int count = new AxisValues(axis, []).ExpectedCount(shape);
        return new(axis, [.. Enumerable.Range(0, count).Select(_ => random.NextInt64(min, max + 1))]);
    }

    private void AddLayer(ImmutableArray<LinearTerm> terms, AxisValues offsets, bool rounded)
    {
        var shape = terms[0].Map.InferShape(tensors[terms[0].Source].Shape, terms[0].Map.Parameter < 0 ? null : parameters[^1], out _)!;
        var circuit = new Circuit([.. tensors], inputs, [.. nodes], [], [], [.. parameters]);
        (Int128 min, Int128 max) = AxisBounds.OfSum(circuit, new(terms, offsets, 0), new([.. layers]), shape);
        if (!rounded)
        {
            nodes.Add(new Requantize(terms, offsets, Requantize.NoTable));
            tensors.Add(new(shape, new(Math.Min(0, (long)min), Math.Max(0, (long)max)), Scale));
            return;
        }

        int first = (int)Math.Min(0, ((long)min + Requantize.Half) >> Requantize.Shift), last = (int)Math.Max(0, ((long)max + Requantize.Half) >> Requantize.Shift);
        nodes.Add(new Requantize(terms, offsets, tables.Count));
        int bend = random.Next(3);
        tables.Add(new(first, [.. Enumerable.Range(first, last - first + 1).Select(hi => bend == 0 ? Math.Clamp(hi, 0, 127) : bend == 1 ? Math.Clamp(hi, -128, 127) : hi / 3)]));
        tensors.Add(new(shape, RangeOf(tables[^1]), Scale));
    }

    private static IntegerRange RangeOf(ActivationTable table) => new(Math.Min(0, table.Values.Min()), Math.Max(0, table.Values.Max()));
}
