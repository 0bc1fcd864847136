using System.Collections.Immutable;
using Runproof.Circuits.Graph;
using Runproof.Circuits.Operators;
using Runproof.Circuits.Tables;
using Runproof.Circuits.Tensors;

namespace Runproof.Circuits.Tests.Graph;

/// <summary>A small network with every kind of node: convolution, pool, lookup, reshape, dense layer.</summary>
internal static class SampleCircuit
{
    public static readonly FixedScale Scale = new(FixedScale.MinMantissa, 37);

    public static ActivationTable Relu { get; } = new(-1000, [.. Enumerable.Range(-1000, 2001).Select(hi => Math.Clamp(hi, 0, 127))]);

    public static ActivationTable Halves { get; } = new(0, [.. Enumerable.Range(0, 128).Select(x => x / 2)]);

    public static ActivationTable PositivePart { get; } = new(-127, [.. Enumerable.Range(-127, 255).Select(d => Math.Max(d, 0))]);

    public static Circuit Sample { get; } = new(
        [
            Tensor(new(-128, 127), 1, 2, 4, 4),
            Tensor(new(0, 127), 1, 3, 4, 4),
            Tensor(new(0, 127), 1, 3, 2, 2),
            Tensor(new(0, 63), 1, 3, 2, 2),
            Tensor(new(0, 63), 1, 12),
            Tensor(new(-1L << 40, 1L << 40), 1, 5),
        ],
        1,
        [
            new Requantize([new(0, new Convolution(0, new(3, 3, 1, 1, 1, 1, 1, 1), 1), new(1, [1 << 18, 1 << 19, -1 << 18]))], AxisValues.Zero, 0),
            new MaxPool(1, new(2, 2, 2, 2), 2),
            new Lookup(2, 1),
            new Rearrange([3], new Reshape(CircuitShape.Of(1, 12))),
            new Requantize([new(4, new DenseLayer(1), AxisValues.Of(3))], new(AxisValues.Dense, [1, 2, 3, 4, 5]), Requantize.NoTable),
        ],
        [5],
        [Relu, Halves, PositivePart],
        [new(3, 18, true), new(5, 12, false)]);

    public static CircuitWeights Weights { get; } = new(
        [
            new([.. Enumerable.Range(0, 54).Select(i => (sbyte)((i * 37 % 255) - 127))], [1000, -1000, 5]),
            new([.. Enumerable.Range(0, 60).Select(i => (sbyte)((i * 91 % 255) - 127))], []),
        ]);

    public static Circuit With(int node, CircuitNode value) => Sample with { Nodes = Sample.Nodes.SetItem(node, value) };

    public static Circuit With(int tensor, CircuitTensor value) => Sample with { Tensors = Sample.Tensors.SetItem(tensor, value) };

    public static Requantize Layer(int node) => (Requantize)Sample.Nodes[node];

    public static Requantize WithTerm(int node, Func<LinearTerm, LinearTerm> change) =>
        Layer(node) with { Terms = [.. Layer(node).Terms.Select(change)] };

    private static CircuitTensor Tensor(IntegerRange range, params ImmutableArray<int> dimensions) => new(CircuitShape.TryCreate(dimensions)!, range, Scale);
}
