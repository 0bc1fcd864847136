using System.Collections.Immutable;
using Runproof.Circuits.Graph;
using Runproof.Circuits.Operators;
using Runproof.Circuits.Tensors;
using Runproof.Core.Hashing;

namespace Runproof.Verifier.Tests.Receipts;

/// <summary>Three circuits of a small network whose last layer reads both others: convolution; pool; two dense layers, wide.</summary>
internal static class ExampleCircuits
{
    private static readonly Digest Slice = TaggedHash.Compute(DigestTags.StoreObject, "slice"u8);
    private static readonly IntegerRange Positive = new(0, 127);

    public static readonly FixedScale Scale = new(FixedScale.MinMantissa, 37);
    public static readonly FixedScale WideScale = new(FixedScale.MinMantissa + 12345, 52);

    public static CompiledCircuit Convolution { get; } = Compile(
        new(
            [Tensor(new(-128, 127), 1, 1, 4, 4), Tensor(Positive, 1, 2, 4, 4)],
            1,
            [new Requantize([new(0, new Convolution(0, new(3, 3, 1, 1, 1, 1, 1, 1), 1), new(1, [1 << 16, 1 << 17]))], AxisValues.Zero, 0)],
            [1],
            [new(-1200, [.. Enumerable.Range(-1200, 2401).Select(hi => Math.Clamp(hi, 0, 127))])],
            [new(2, 9, true)]),
        new([new([.. Enumerable.Range(0, 18).Select(i => (sbyte)((i * 37 % 255) - 127))], [1000, -1000])]),
        ["x"], ["a"]);

    public static CompiledCircuit Pool { get; } = Compile(
        new(
            [Tensor(Positive, 1, 2, 4, 4), Tensor(Positive, 1, 2, 2, 2)],
            1,
            [new MaxPool(0, new(2, 2, 2, 2), 0)],
            [1],
            [new(-127, [.. Enumerable.Range(-127, 255).Select(d => Math.Max(d, 0))])],
            []),
        new([]), ["a"], ["b"]);

    public static CompiledCircuit Dense { get; } = Compile(DenseCircuit(Requantize.NoTable), DenseWeights(0), ["b", "a"], ["logits"]);

    /// <summary>The last circuit with other weights.</summary>
    public static CompiledCircuit OtherDense { get; } = Compile(DenseCircuit(Requantize.NoTable), DenseWeights(1), ["b", "a"], ["logits"]);

    /// <summary>The last circuit with a function on its output.</summary>
    public static CompiledCircuit With(OutputFunction function) =>
        new(Dense.Circuit, Dense.Weights!, Dense.Inputs, [new("logits", function)], Slice, CircuitPrecision.A8W8);

    public static CompiledCircuit With(CompiledCircuit compiled, Circuit circuit) =>
        new(circuit, compiled.Weights!, compiled.Inputs, compiled.Outputs, Slice, CircuitPrecision.A8W8);

    public static CompiledCircuit Compile(Circuit circuit, CircuitWeights weights, string[] inputs, string[] outputs)
    {
        Assert.True(CircuitValidator.TryValidate(circuit, weights, out var error), error?.ToString());
        return new(circuit, weights, [.. inputs], [.. outputs.Select(name => new CircuitPort(name, new OutputFunction.None()))], Slice, CircuitPrecision.A8W8);
    }

    private static Circuit DenseCircuit(int table) => new(
        [
            Tensor(Positive, 1, 2, 2, 2), Tensor(Positive, 1, 2, 4, 4), Tensor(Positive, 1, 8), Tensor(Positive, 1, 32),
            new(CircuitShape.Of(1, 3), new(-1L << 54, 1L << 54), WideScale),
        ],
        2,
        [
            new Rearrange([0], new Reshape(CircuitShape.Of(1, 8))),
            new Rearrange([1], new Reshape(CircuitShape.Of(1, 32))),
            new Requantize([new(2, new DenseLayer(0), AxisValues.Of(1 << 22)), new(3, new DenseLayer(1), AxisValues.Of(3))], new(1, [7, -7, 0]), table),
        ],
        [4], [], [new(3, 8, true), new(3, 32, false)]);

    private static CircuitWeights DenseWeights(int change) => new(
        [
            new([.. Enumerable.Range(0, 24).Select(i => (sbyte)(((i + change) * 91 % 255) - 127))], [100, 200, -300]),
            new([.. Enumerable.Range(0, 96).Select(i => (sbyte)((i * 53 % 255) - 127))], []),
        ]);

    private static CircuitTensor Tensor(IntegerRange range, params ImmutableArray<int> dimensions) => new(CircuitShape.TryCreate(dimensions)!, range, Scale);
}
