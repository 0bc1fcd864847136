using System.Numerics;
using Runproof.Circuits.Graph;
using Runproof.Circuits.Operators;
using Runproof.Circuits.Tensors;
using Runproof.Circuits.Wiring;
using Runproof.Proofs.Fields;

namespace Runproof.Circuits.Tests.Operators;

/// <summary>What holds a map, its bounds and its adjoints together, for every map and any shape.</summary>
public sealed class LinearMapLaws
{
    private const int Tests = 400;

    [Fact]
    public void A_map_is_what_its_words_say() => Laws.Hold(Tests, random =>
    {
        var layer = LinearMapCase.Random(random);
        int[] source = layer.RandomInput(random);
        Assert.Equal(NaiveLinearMap.Apply(layer, source), layer.Apply(source).Select(value => new BigInteger(value)));
    });

    [Fact]
    public void The_vector_paths_equal_the_reference() => Laws.Hold(Tests, random =>
    {
        var layer = LinearMapCase.Random(random);
        int[] source = layer.RandomInput(random);
        var expected = new long[layer.Output.Count];
        if (layer.Map is Convolution convolution)
            convolution.ApplyReference(source, layer.Source.Shape, layer.Weights!, expected);
        else if (layer.Map is DenseLayer)
            MatrixProduct.ApplyReference(source, layer.Parameters!.Inputs, layer.Weights!.Weights.AsSpan(), layer.Weights.Biases.AsSpan(), expected);
        else
            return;
        Assert.Equal(expected, layer.Apply(source));
    });

    [Fact]
    public void The_adjoint_moves_weights_from_the_output_to_the_input()
    {
        Laws.Hold(Tests, Pull<Goldilocks2>);
        Laws.Hold(Tests, Pull<Goldilocks3>);
    }

    [Fact]
    public void The_adjoint_is_linear_in_the_weights_of_the_layer()
    {
        Laws.Hold(Tests, PullToWeights<Goldilocks2>);
        Laws.Hold(Tests, PullToWeights<Goldilocks3>);
    }

    [Fact]
    public void Bounds_bound_and_are_attained_where_a_row_reads_values_of_its_own() => Laws.Hold(Tests, random =>
    {
        var layer = LinearMapCase.Random(random);
        var bounds = layer.Map.Bounds(layer.Source, layer.Parameters, layer.Weights);
        int axis = layer.Map.ChannelAxis(layer.Output);
        int Index(int output) => axis == AxisValues.Single ? 0 : output / layer.Output.CountOf(axis + 1, layer.Output.Rank) % layer.Output[axis];
        Assert.Equal(axis == AxisValues.Single ? 1 : layer.Output[axis], bounds.Length);
        if (layer.Parameters is not null)
        {
            var loose = Assert.Single(layer.Map.Bounds(layer.Source, layer.Parameters, null));
            Assert.All(bounds, bound => Assert.True(loose.Min <= bound.Min && bound.Max <= loose.Max));
        }

        bool complete = layer.Map is DenseLayer or Elementwise;
        for (int output = 0; output < Math.Min(layer.Output.Count, 8); output++)
        {
            long most = layer.Apply(Extreme(layer, output, 1))[output], least = layer.Apply(Extreme(layer, output, -1))[output];
            (Int128 min, Int128 max) = bounds[Index(output)];
            Assert.True(complete ? least == min && most == max : least >= min && most <= max);
        }
    });

    [Fact]
    public void Bounds_of_a_window_inside_are_attained()
    {
        var parameters = new ParameterShape(2, 18, true);
        var layer = new LinearMapCase(
            new Convolution(0, new(3, 3), 1),
            new(CircuitShape.Of(1, 2, 3, 3), new(-128, 127), default),
            parameters,
            LinearMapCase.RandomWeights(new Random(3), parameters));
        var bounds = layer.Map.Bounds(layer.Source, parameters, layer.Weights);
        for (int o = 0; o < 2; o++)
            Assert.Equal(bounds[o], (layer.Apply(Extreme(layer, o, -1))[o], layer.Apply(Extreme(layer, o, 1))[o]));
        Assert.Equal(-((Int128)(18 * 127 * 128) + (1L << 31)), layer.Map.Bounds(layer.Source, parameters, null)[0].Min);
    }

    /// <summary>The input that makes one output as large, or as small, as it can be; found by the weights that the adjoint puts on it.</summary>
    private static int[] Extreme(LinearMapCase layer, int output, int sign)
    {
        var factors = layer.Output.Dimensions.Select((dimension, axis) =>
        {
            var indicator = new Goldilocks2[dimension];
            indicator[output / layer.Output.CountOf(axis + 1, layer.Output.Rank) % dimension] = Goldilocks2.One;
            return indicator;
        });
        var weights = new Goldilocks2[layer.Source.Shape.Count];
        layer.Map.Pull(new ProductWeights<Goldilocks2>(layer.Output, [.. factors]), layer.Source.Shape, layer.Weights, weights);
        return [.. weights.Select(weight =>
            (int)((weight[0].Value > Goldilocks.Modulus / 2 ? -1 : 1) * sign > 0 ? layer.Source.Range.Max : layer.Source.Range.Min))];
    }

    private static ProductWeights<E> RandomOutputWeights<E>(LinearMapCase layer, Random random)
        where E : struct, IExtensionField<E, Goldilocks> => new(layer.Output, [.. layer.Output.Dimensions.Select(dimension => Laws.Elements<E>(random, dimension))]);

    private static E Sum<E>(IEnumerable<E> values, IEnumerable<long> integers)
        where E : struct, IExtensionField<E, Goldilocks> =>
        values.Zip(integers).Aggregate(E.Zero, (sum, pair) => sum + (pair.First * Goldilocks.FromInt64(pair.Second)));

    private static void Pull<E>(Random random)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        var layer = LinearMapCase.Random(random);
        int[] source = layer.RandomInput(random);
        var weights = RandomOutputWeights<E>(layer, random);
        var dense = new E[layer.Output.Count];
        weights.AddTo(dense);
        var start = Laws.Elements<E>(random, source.Length);
        var pulled = start.ToArray();
        E constant = layer.Map.Pull(weights, layer.Source.Shape, layer.Weights, pulled);

        var expected = Sum(dense, layer.Apply(source));
        Assert.Equal(expected, Sum(pulled.Zip(start, (after, before) => after - before), source.Select(value => (long)value)) + constant);
    }

    private static void PullToWeights<E>(Random random)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        var layer = LinearMapCase.Random(random);
        if (layer.Parameters is null)
            return;
        var output = RandomOutputWeights<E>(layer, random);
        var coefficients = Laws.Elements<E>(random, layer.Source.Shape.Count);
        var pulled = new E[coefficients.Length];
        E constant = layer.Map.Pull(output, layer.Source.Shape, layer.Weights, pulled);
        var weights = new E[layer.Parameters.WeightCount];
        var biases = new E[layer.Weights!.Biases.Length];
        layer.Map.PullToWeights(output, layer.Source.Shape, coefficients, weights, biases);

        Assert.Equal(E.InnerProduct(coefficients, pulled), Sum(weights, layer.Weights.Weights.Select(value => (long)value)));
        Assert.Equal(constant, Sum(biases, layer.Weights.Biases.Select(value => (long)value)));
    }
}
