using Runproof.Circuits.Graph;
using Runproof.Circuits.Operators;
using Runproof.Circuits.Tensors;

namespace Runproof.Circuits.Tests.Operators;

/// <summary>A linear map with weights and an input, at random.</summary>
internal sealed record LinearMapCase(LinearMap Map, CircuitTensor Source, ParameterShape? Parameters, LayerWeights? Weights)
{
    public CircuitShape Output { get; } = Map.InferShape(Source.Shape, Parameters, out string problem) ?? throw new InvalidOperationException(problem);

    public static LinearMapCase Random(Random random)
    {
        // Shapes that do not fit are thrown away; most fit.
        while (true)
        {
            (LinearMap map, CircuitShape shape, ParameterShape? parameters) = random.Next(5) switch
            {
                0 => Dense(random),
                1 => Batched(random),
                2 => (new WindowSum(Window(random)), Image(random, random.Next(1, 4)), null),
                3 => (new Elementwise(), Image(random, 2), null),
                _ => Convolution(random),
            };
            if (map.InferShape(shape, parameters, out _) is null)
                continue;
            long most = random.Next(4) switch { 0 => 127, 1 => 255, 2 => 32767, _ => 1 << 24 };
            var range = new IntegerRange(random.Next(3) == 0 ? 0 : -most - random.Next(2), most);
            var weights = parameters is null ? null : RandomWeights(random, parameters);
            return new(map, new(shape, range, new(FixedScale.MinMantissa, 30)), parameters, weights);
        }
    }

    public static LayerWeights RandomWeights(Random random, ParameterShape parameters) => new(
        [.. Laws.Integers(random, (int)parameters.WeightCount, -127, 127).Select(value => (sbyte)value)],
        parameters.HasBias ? [.. Laws.Integers(random, parameters.Outputs, int.MinValue, int.MaxValue)] : []);

    public static Window Window(Random random)
    {
        int height = random.Next(1, 5), width = random.Next(1, 5), dilationHeight = random.Next(1, 4), dilationWidth = random.Next(1, 4);
        int vertical = ((height - 1) * dilationHeight) + 1, horizontal = ((width - 1) * dilationWidth) + 1;
        return new(
            height, width, random.Next(1, 6), random.Next(1, 6), random.Next(vertical), random.Next(horizontal), random.Next(vertical), random.Next(horizontal), dilationHeight, dilationWidth);
    }

    public int[] RandomInput(Random random) => Laws.Integers(random, Source.Shape.Count, Source.Range.Min, Source.Range.Max);

    public long[] Apply(int[] source)
    {
        var output = new long[Output.Count];
        Map.Apply(source, Source.Shape, Weights, output);
        return output;
    }

    private static CircuitShape Image(Random random, int channels) => CircuitShape.Of(random.Next(1, 3), channels, random.Next(1, 10), random.Next(1, 12));

    private static (LinearMap Map, CircuitShape Shape, ParameterShape? Parameters) Convolution(Random random)
    {
        int groups = random.Next(1, 4), inputs = random.Next(1, 5), outputs = groups * random.Next(1, random.Next(3) == 0 ? 20 : 6);
        var window = Window(random);
        return (new Convolution(0, window, groups), Image(random, groups * inputs), new(outputs, inputs * window.PlaceCount, random.Next(2) == 0));
    }

    private static (LinearMap Map, CircuitShape Shape, ParameterShape? Parameters) Dense(Random random)
    {
        int[] front = [.. Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(1, 4))];
        int inputs = random.Next(1, 70);
        return (new DenseLayer(0), CircuitShape.Of([.. front, inputs]), new(random.Next(1, random.Next(3) == 0 ? 600 : 9), inputs, random.Next(2) == 0));
    }

    private static (LinearMap Map, CircuitShape Shape, ParameterShape? Parameters) Batched(Random random)
    {
        int[] front = [.. Enumerable.Range(0, random.Next(3)).Select(_ => random.Next(1, 4))];
        int inputs = random.Next(1, 40), batches = front.Aggregate(1, (product, dimension) => product * dimension);
        return (new BatchedDense(0), CircuitShape.Of([.. front, random.Next(1, 5), inputs]), new(batches * random.Next(1, 9), inputs, random.Next(2) == 0));
    }
}
