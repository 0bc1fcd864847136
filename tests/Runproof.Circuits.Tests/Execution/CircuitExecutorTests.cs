using System.Numerics;
using Runproof.Circuits.Execution;
using Runproof.Circuits.Graph;
using Runproof.Circuits.Operators;
using Runproof.Circuits.Tensors;
using Runproof.Circuits.Tests.Graph;

namespace Runproof.Circuits.Tests.Execution;

public sealed class CircuitExecutorTests
{
    private static readonly FixedScale Scale = new(FixedScale.MinMantissa, 30);

    [Fact]
    public void Random_circuits_are_valid_and_run_as_their_page_says()
    {
        var kinds = new HashSet<Type>();
        Laws.Hold(300, random =>
        {
            var sample = new RandomCircuit(random);
            Assert.True(CircuitValidator.TryValidate(sample.Circuit, sample.Weights, out var invalid), $"{invalid}");
            var inputs = sample.RandomInputs();
            var expected = NaiveExecutor.Run(sample.Circuit, sample.Weights, inputs);
            Assert.NotNull(expected);
            Assert.True(CircuitExecutor.TryExecute(sample.Circuit, sample.Weights, inputs, default, out var execution, out var error), $"{error}");
            for (int tensor = 0; tensor < expected.Length; tensor++)
            {
                int node = tensor - sample.Circuit.InputCount;
                bool rounded = node < 0 || sample.Circuit.Nodes[node] is not Requantize { Table: Requantize.NoTable };
                var actual = rounded ? execution.ValuesOf(tensor).ToArray().Select(value => (BigInteger)value) : execution.SumsOf(node).ToArray().Select(value => (BigInteger)value);
                Assert.Equal(expected[tensor], actual);
                Assert.All(expected[tensor], value => Assert.True(sample.Circuit.Tensors[tensor].Range.Contains((long)value)));
            }

            for (int output = 0; output < sample.Circuit.Outputs.Length; output++)
                Assert.Equal(expected[sample.Circuit.Outputs[output]], execution.Output(output).Select(value => (BigInteger)value));
            foreach (var node in sample.Circuit.Nodes)
            {
                kinds.Add(node.GetType());
                kinds.UnionWith(node is Requantize layer ? layer.Terms.Select(term => term.Map.GetType()) : node is Rearrange move ? [move.Map.GetType()] : []);
            }
        });
        Assert.Equal(4 + 5 + 6, kinds.Count);
    }

    [Fact]
    public void Refuses_inputs_that_are_too_few_too_many_or_of_another_length()
    {
        var circuit = Sum();
        Refused(circuit, [], new(CircuitErrorCode.WrongInputCount, -1, 2, 0));
        Refused(circuit, [new int[3], new int[3], new int[3]], new(CircuitErrorCode.WrongInputCount, -1, 2, 3));
        Refused(circuit, [new int[3], new int[4]], new(CircuitErrorCode.WrongInputCount, 1, 3, 4));
    }

    [Fact]
    public void Names_the_first_input_out_of_range()
    {
        Refused(Sum(), [new int[3], new[] { 0, 128, -129 }], new(CircuitErrorCode.InputOutOfRange, 1, 127, 128));
        Refused(Sum(), [new[] { -129, 0, 0 }, new[] { 0, 128, 0 }], new(CircuitErrorCode.InputOutOfRange, 0, -128, -129));
    }

    [Fact]
    public void Names_the_first_sum_that_leaves_its_table()
    {
        Refused(Sum(), [new[] { 0, 100, 100 }, new[] { 100, 50, 101 }], new(CircuitErrorCode.SumOutOfDomain, 0, 200, 201));
        Refused(Sum(), [new[] { -100, 0, 0 }, new[] { -101, 0, 0 }], new(CircuitErrorCode.SumOutOfDomain, 0, -200, -201));
        Assert.True(CircuitExecutor.TryExecute(Sum(), new([]), [new[] { 100, -100, 1 }, new[] { 100, -100, 1 }], default, out var execution, out _));
        Assert.Equal([127, -128, 2], execution.ValuesOf(2));
    }

    [Fact]
    public void Stops_when_it_is_told_to() =>
        Assert.Throws<OperationCanceledException>(() => CircuitExecutor.TryExecute(Sum(), new([]), [new int[3], new int[3]], new(true), out _, out _));

    private static void Refused(Circuit circuit, ReadOnlyMemory<int>[] inputs, CircuitError expected)
    {
        Assert.False(CircuitExecutor.TryExecute(circuit, new([]), inputs, default, out var execution, out var error));
        Assert.Null(execution);
        Assert.Equal(expected, error);
    }

    /// <summary>Adds two tensors; the table knows sums up to 200 only.</summary>
    private static Circuit Sum()
    {
        var type = new CircuitTensor(CircuitShape.Of(3), new(-128, 127), Scale);
        LinearTerm One(int source) => new(source, new Elementwise(), AxisValues.Of(1 << 24));
        return new(
            [type, type, type],
            2,
            [new Requantize([One(0), One(1)], AxisValues.Zero, 0)],
            [2],
            [new(-200, [.. Enumerable.Range(-200, 401).Select(hi => Math.Clamp(hi, -128, 127))])],
            []);
    }
}
