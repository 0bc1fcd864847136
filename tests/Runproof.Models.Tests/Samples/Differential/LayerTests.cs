using Runproof.TrainSamples;
using Runproof.TrainSamples.Layers;
using Runproof.TrainSamples.Training;

namespace Runproof.Models.Tests.Samples.Differential;

/// <summary>What the trainer computes equals slower and simpler ways to compute it.</summary>
public sealed class LayerTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(4, 16, 9)]
    [InlineData(5, 17, 3)]
    [InlineData(7, 49, 20)]
    [InlineData(3, 15, 288)]
    public void The_vector_product_equals_the_scalar_one_bit_for_bit(int rows, int columns, int inner)
    {
        var random = new SampleRandom(1, (ulong)(rows * columns));
        var (a, b) = (Floats(random, rows * inner), Floats(random, inner * columns));
        foreach (var accumulate in (bool[])[false, true])
        {
            foreach (var transposed in (bool[])[false, true])
            {
                var left = transposed ? new Matrix(a, inner, rows).Transposed : new Matrix(a, rows, inner);
                var right = transposed ? new Matrix(b, columns, inner).Transposed : new Matrix(b, inner, columns);
                var expected = Floats(new SampleRandom(2, 0), rows * columns);
                var actual = expected.ToArray();
                Gemm.MultiplyScalar(left, right, expected, accumulate);
                Gemm.Multiply(left, right, actual, accumulate);
                Assert.Equal(expected, actual);
            }
        }
    }

    [Fact]
    public void A_convolution_equals_its_definition()
    {
        var network = new Network(2, new Convolution("conv", 3, 7, 5, kernel: 3, stride: 2, padding: 1));
        network.Initialize(new SampleRandom(3, 0));
        var (weight, bias) = (network.Parameters.First().Values, network.Parameters.Last().Values);
        Floats(new SampleRandom(4, 0), bias.Length).CopyTo(bias, 0);
        var inputs = Floats(new SampleRandom(5, 0), 2 * 3 * 7 * 7);
        var outputs = network.Forward(inputs);
        for (var i = 0; i < outputs.Length; i++)
        {
            var (n, c, oy, ox) = (i / 80, i / 16 % 5, i / 4 % 4, i % 4);
            double sum = bias[c];
            for (var tap = 0; tap < 27; tap++)
            {
                var (y, x) = (oy * 2 + tap / 3 % 3 - 1, ox * 2 + tap % 3 - 1);
                if (y is >= 0 and < 7 && x is >= 0 and < 7)
                    sum += (double)weight[c * 27 + tap] * inputs[((n * 3 + tap / 9) * 7 + y) * 7 + x];
            }

            Assert.Equal(sum, outputs[i], 1e-5);
        }
    }

    /// <summary>Finite differences of the loss, for some values of every parameter of a network with every kind of layer.</summary>
    [Fact]
    public void Gradients_equal_finite_differences()
    {
        const float Delta = 1f / 512;
        byte[] labels = [2, 0, 1];
        var network = new Network(
            3,
            new Convolution("conv1", 2, 8, 4, kernel: 3, stride: 1, padding: 1),
            new Relu("relu1", 256),
            new MaxPool("pool1", 4, 8),
            new Convolution("conv2", 4, 4, 3, kernel: 3, stride: 2, padding: 1),
            new Flatten("flatten", 12),
            new Linear("fc", 12, 3));
        network.Initialize(new SampleRandom(6, 0));
        var inputs = Floats(new SampleRandom(7, 0), 3 * network.Layers[0].InputSize);
        var gradient = new float[9];
        CrossEntropy.Gradient(network.Forward(inputs), labels, gradient);
        network.Backward(gradient);
        foreach (var parameter in network.Parameters)
        {
            for (var i = 0; i < parameter.Values.Length; i += 1 + parameter.Values.Length / 7)
            {
                var value = parameter.Values[i];
                parameter.Values[i] = value + Delta;
                var above = Loss(network.Forward(inputs), labels);
                parameter.Values[i] = value - Delta;
                var below = Loss(network.Forward(inputs), labels);
                parameter.Values[i] = value;
                Assert.Equal((above - below) / (2 * Delta), parameter.Gradient[i], 2e-3);
            }
        }
    }

    [Fact]
    public void The_own_exponential_equals_the_platforms()
    {
        for (var x = 0.0; x > -60; x -= 0.37)
            Assert.Equal(1, CrossEntropy.Exp(x) / Math.Exp(x), 1e-13);
    }

    private static double Loss(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels)
    {
        var loss = 0.0;
        for (var n = 0; n < labels.Length; n++)
        {
            var row = logits.Slice(n * 3, 3);
            loss += (Math.Log(Math.Exp(row[0]) + Math.Exp(row[1]) + Math.Exp(row[2])) - row[labels[n]]) / labels.Length;
        }

        return loss;
    }

    private static float[] Floats(SampleRandom random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.Between(-1f, 1f))];
}
