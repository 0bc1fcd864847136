using System.Globalization;
using Runproof.Circuits.Graph;
using Runproof.Circuits.Operators;
using Runproof.Circuits.Tensors;
using Runproof.Circuits.Wiring;
using Runproof.Proofs.Fields;

namespace Runproof.Bench;

/// <summary>What the linear layers of circuits cost: executing them, and pulling weights on their outputs back to their inputs.</summary>
internal static class OperatorsArea
{
    public static void Run(TextWriter output)
    {
        output.WriteLine("microseconds, one thread; medians of interleaved rounds; execute = integers, pull = weights of the adjoint at a random point, in the field of p100");
        output.WriteLine($"{"layer",-38} {"MACs",12} {"execute",10} {"pull",10}");
        var window = new Window(3, 3, 1, 1, 1, 1, 1, 1);
        var strided = window with { StrideHeight = 2, StrideWidth = 2 };
        Measure(output, "3x3, 64 to 64 channels, 32x32", new Convolution(0, window, 1), CircuitShape.Of(1, 64, 32, 32), new(64, 576, true));
        Measure(output, "3x3 depthwise, 64 channels, 32x32", new Convolution(0, window, 64), CircuitShape.Of(1, 64, 32, 32), new(64, 9, true));
        Measure(output, "3x3 depthwise, stride 2", new Convolution(0, strided, 64), CircuitShape.Of(1, 64, 32, 32), new(64, 9, true));
        Measure(output, "3x3, 16 groups of 4, 32x32", new Convolution(0, window, 16), CircuitShape.Of(1, 64, 32, 32), new(64, 36, true));
        Measure(output, "1x1, 64 to 128 channels, 32x32", new Convolution(0, new Window(1, 1, 1, 1, 0, 0, 0, 0), 1), CircuitShape.Of(1, 64, 32, 32), new(128, 64, true));
        Measure(output, "dense, 1024 to 1024", new DenseLayer(0), CircuitShape.Of(1, 1024), new(1024, 1024, true));
    }

    private static void Measure(TextWriter output, string name, LinearMap map, CircuitShape source, ParameterShape parameters)
    {
        var random = new Random(1);
        var target = map.InferShape(source, parameters, out string problem) ?? throw new InvalidOperationException(problem);
        LayerWeights weights = new(
            [.. Enumerable.Range(0, parameters.Outputs * parameters.Inputs).Select(_ => (sbyte)random.Next(-127, 128))],
            [.. Enumerable.Range(0, parameters.Outputs).Select(_ => random.Next(-1000, 1000))]);
        int[] values = [.. Enumerable.Range(0, source.Count).Select(_ => random.Next(0, 256))];
        var sums = new long[target.Count];
        var factors = Enumerable.Range(0, target.Rank).Select(axis => Enumerable.Range(0, target[axis]).Select(_ => Draw(random)).ToArray()).ToArray();
        ProductWeights<Goldilocks2> pulled = new(target, factors);
        var input = new Goldilocks2[source.Count];
        double[] times = Interleaved.Medians(3, () => map.Apply(values, source, weights, sums), () => map.Pull(pulled, source, weights, input.AsSpan()));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-38} {map.CountProducts(source, target),12:N0} {times[0],10:F0} {times[1],10:F0}"));
    }

    private static Goldilocks2 Draw(Random random) => new(Goldilocks.FromUInt64((ulong)random.NextInt64()), Goldilocks.FromUInt64((ulong)random.NextInt64()));
}
