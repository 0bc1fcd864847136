using Runproof.Circuits.Graph;
using Runproof.Circuits.Operators;
using Runproof.Circuits.Tables;
using Runproof.Circuits.Tensors;
using static Runproof.Circuits.Tests.Graph.SampleCircuit;

namespace Runproof.Circuits.Tests.Graph;

/// <summary>Each test changes one thing of a valid circuit.</summary>
public sealed class CircuitValidatorTests
{
    [Fact]
    public void Accepts_the_sample_with_public_and_with_bound_weights()
    {
        Assert.True(CircuitValidator.TryValidate(Sample, SampleCircuit.Weights, out _));
        Assert.True(CircuitValidator.TryValidate(Sample, null, out _));
    }

    [Fact]
    public void Refuses_counts()
    {
        Refused(Sample with { Nodes = [.. Enumerable.Repeat(Sample.Nodes[0], CircuitLimits.Nodes + 1)] }, CircuitErrorCode.TooMany, -1);
        Refused(Sample with { InputCount = CircuitLimits.Ports + 1 }, CircuitErrorCode.TooMany, -1);
        Refused(Sample with { InputCount = int.MaxValue }, CircuitErrorCode.TooMany, -1);
        Refused(Sample with { Outputs = [.. Enumerable.Repeat(5, CircuitLimits.Ports + 1)] }, CircuitErrorCode.TooMany, -1);
        Refused(Sample with { Tables = [.. Enumerable.Repeat(Relu, CircuitLimits.Tables + 1)] }, CircuitErrorCode.TooMany, -1);
        Refused(Sample with { Parameters = [.. Enumerable.Repeat(new ParameterShape(1, 1, false), CircuitLimits.Parameters + 1)] }, CircuitErrorCode.TooMany, -1);
        Refused(Sample with { InputCount = 0 }, CircuitErrorCode.WrongTensorCount, -1);
        Refused(Sample with { InputCount = -1 }, CircuitErrorCode.WrongTensorCount, -1);
        Refused(Sample with { InputCount = 2 }, CircuitErrorCode.WrongTensorCount, -1);
        Refused(Sample with { Outputs = [] }, CircuitErrorCode.WrongTensorCount, -1);
        Refused(Sample with { Nodes = [], Tensors = Sample.Tensors[..1] }, CircuitErrorCode.WrongTensorCount, -1);
    }

    [Fact]
    public void Refuses_tensors()
    {
        var input = Sample.Tensors[0];
        Refused(With(0, input with { Shape = CircuitShape.Of() }), CircuitErrorCode.NoDimensions, 0);
        Refused(With(0, input with { Range = new(1, 127) }), CircuitErrorCode.InvalidRange, 0);
        Refused(With(0, input with { Range = new(-128, -1) }), CircuitErrorCode.InvalidRange, 0);
        Refused(With(0, input with { Range = new(long.MinValue, 0) }), CircuitErrorCode.InvalidRange, 0);
        Refused(With(0, input with { Range = new(0, 1L << 31) }), CircuitErrorCode.InvalidRange, 0);
        Refused(With(5, Sample.Tensors[5] with { Range = new(long.MinValue, long.MaxValue) }), CircuitErrorCode.InvalidRange, 5);
        Refused(With(3, Sample.Tensors[3] with { Scale = default }), CircuitErrorCode.InvalidScale, 3);
        Refused(With(3, Sample.Tensors[3] with { Scale = new(1 << 30, 191) }), CircuitErrorCode.InvalidScale, 3);
    }

    [Fact]
    public void Refuses_tables_and_parameters()
    {
        Refused(WithTable(1, new(0, [])), CircuitErrorCode.InvalidTable, 1);
        Refused(WithTable(1, new(1, [1, 2])), CircuitErrorCode.InvalidTable, 1);
        Refused(WithTable(1, new(-2, [1, 2])), CircuitErrorCode.InvalidTable, 1);
        Refused(WithTable(1, new(0, [.. new int[ActivationTable.MaxRows + 1]])), CircuitErrorCode.InvalidTable, 1);
        var largest = new ActivationTable(0, [.. new int[ActivationTable.MaxRows]]);
        Refused(Sample with { Tables = [.. Enumerable.Repeat(largest, 17)] }, CircuitErrorCode.InvalidTable, 16);
        Refused(WithParameter(new(0, 18, true)), CircuitErrorCode.InvalidParameters, 0);
        Refused(WithParameter(new(3, -18, true)), CircuitErrorCode.InvalidParameters, 0);
        Refused(WithParameter(new(int.MaxValue, int.MaxValue, true)), CircuitErrorCode.InvalidParameters, 0);
    }

    [Fact]
    public void Refuses_weights()
    {
        var (first, second) = (SampleCircuit.Weights.Layers[0], SampleCircuit.Weights.Layers[1]);
        RefusedWeights(new([first]), -1);
        RefusedWeights(new([first, second, second]), -1);
        RefusedWeights(new([second, second]), 0);
        RefusedWeights(new([first with { Biases = [] }, second]), 0);
        RefusedWeights(new([first, second with { Biases = [1, 2, 3, 4, 5] }]), 1);
        RefusedWeights(new([first with { Weights = first.Weights.SetItem(53, -128) }, second]), 0);
    }

    [Fact]
    public void Refuses_what_is_not_there()
    {
        Refused(With(2, new Lookup(3, 1)), CircuitErrorCode.UnknownTensor, 2);
        Refused(With(2, new Lookup(-1, 1)), CircuitErrorCode.UnknownTensor, 2);
        Refused(With(0, WithTerm(0, term => term with { Source = 1 })), CircuitErrorCode.UnknownTensor, 0);
        Refused(Sample with { Outputs = [6] }, CircuitErrorCode.UnknownTensor, -1);
        Refused(Sample with { Outputs = [-1] }, CircuitErrorCode.UnknownTensor, -1);
        Refused(With(0, Layer(0) with { Table = 3 }), CircuitErrorCode.UnknownTable, 0);
        Refused(With(0, Layer(0) with { Table = -2 }), CircuitErrorCode.UnknownTable, 0);
        Refused(With(1, new MaxPool(1, new(2, 2, 2, 2), 3)), CircuitErrorCode.UnknownTable, 1);
        Refused(With(2, new Lookup(2, int.MinValue)), CircuitErrorCode.UnknownTable, 2);
        Refused(With(4, WithTerm(4, term => term with { Map = new DenseLayer(2) })), CircuitErrorCode.UnknownParameter, 4);
        Refused(With(4, WithTerm(4, term => term with { Map = new DenseLayer(-2) })), CircuitErrorCode.UnknownParameter, 4);
        Refused(With(4, WithTerm(4, term => term with { Map = new DenseLayer(-1) })), CircuitErrorCode.WrongShape, 4);
    }

    [Fact]
    public void Refuses_shapes()
    {
        Refused(With(0, Layer(0) with { Terms = [] }), CircuitErrorCode.WrongShape, 0);
        Refused(With(0, WithTerm(0, term => term with { Map = new WindowSum(new(3, 3)) })), CircuitErrorCode.WrongShape, 0);
        Refused(With(1, Sample.Tensors[1] with { Shape = CircuitShape.Of(1, 3, 16) }), CircuitErrorCode.WrongShape, 0);
        Refused(With(2, Sample.Tensors[2] with { Shape = CircuitShape.Of(1, 3, 4) }), CircuitErrorCode.WrongShape, 1);
        Refused(With(3, Sample.Tensors[3] with { Shape = CircuitShape.Of(1, 3, 4) }), CircuitErrorCode.WrongShape, 2);
        Refused(With(4, Sample.Tensors[4] with { Shape = CircuitShape.Of(12) }), CircuitErrorCode.WrongShape, 3);
        Refused(With(3, new Rearrange([], new Concat(0))), CircuitErrorCode.WrongShape, 3);
    }

    [Fact]
    public void Refuses_multipliers_and_offsets()
    {
        LinearTerm Scaled(LinearTerm term, AxisValues multipliers) => term with { Multipliers = multipliers };
        Refused(With(0, WithTerm(0, term => Scaled(term, new(1, [1, 2])))), CircuitErrorCode.WrongMultipliers, 0);
        Refused(With(0, WithTerm(0, term => Scaled(term, new(4, [1])))), CircuitErrorCode.WrongMultipliers, 0);
        Refused(With(0, WithTerm(0, term => Scaled(term, new(-3, [1])))), CircuitErrorCode.WrongMultipliers, 0);
        Refused(With(0, WithTerm(0, term => Scaled(term, new(AxisValues.Single, [])))), CircuitErrorCode.WrongMultipliers, 0);
        Refused(With(0, WithTerm(0, term => Scaled(term, new(AxisValues.Dense, [.. new long[48]])))), CircuitErrorCode.WrongMultipliers, 0);
        Refused(With(0, WithTerm(0, term => Scaled(term, AxisValues.Of((1L << 31) + 1)))), CircuitErrorCode.WrongMultipliers, 0);
        Refused(With(0, WithTerm(0, term => Scaled(term, AxisValues.Of(long.MinValue)))), CircuitErrorCode.WrongMultipliers, 0);
        Refused(With(0, Layer(0) with { Offsets = new(1, [1, 2, 3, 4]) }), CircuitErrorCode.WrongOffsets, 0);
        Refused(With(0, Layer(0) with { Offsets = AxisValues.Of(long.MinValue) }), CircuitErrorCode.WrongOffsets, 0);
    }

    [Fact]
    public void Refuses_ranges_and_scales()
    {
        var half = new FixedScale(FixedScale.MinMantissa, 38);
        Refused(With(1, Sample.Tensors[1] with { Range = new(0, 128) }), CircuitErrorCode.WrongRange, 0);
        Refused(With(1, Sample.Tensors[1] with { Range = new(-1, 127) }), CircuitErrorCode.WrongRange, 0);
        Refused(With(2, Sample.Tensors[2] with { Range = new(0, 126) }), CircuitErrorCode.WrongRange, 1);
        Refused(With(3, Sample.Tensors[3] with { Range = new(0, 64) }), CircuitErrorCode.WrongRange, 2);
        Refused(With(4, Sample.Tensors[4] with { Range = new(0, 62) }), CircuitErrorCode.WrongRange, 3);
        Refused(With(5, Sample.Tensors[5] with { Range = new(-1, 1L << 40) }), CircuitErrorCode.WrongRange, 4);
        Refused(With(5, Sample.Tensors[5] with { Range = new(-1L << 40, 1) }), CircuitErrorCode.WrongRange, 4);
        Refused(With(2, Sample.Tensors[2] with { Scale = half }), CircuitErrorCode.WrongScale, 1);
        Refused(With(4, Sample.Tensors[4] with { Scale = half }), CircuitErrorCode.WrongScale, 3);
        Refused(WithTable(1, new(0, [.. Halves.Values.Take(127)])), CircuitErrorCode.OutsideDomain, 2);
        Refused(With(1, new Lookup(0, 1)), CircuitErrorCode.WrongShape, 1);
        Refused(With(1, new Lookup(0, 1)) with { Tensors = Sample.Tensors.SetItem(2, Sample.Tensors[0]) }, CircuitErrorCode.OutsideDomain, 1);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(126, 1)]
    [InlineData(254, 126)]
    public void Refuses_a_forged_row_of_a_pools_table(int row, int value) =>
        Refused(WithTable(2, PositivePart with { Values = PositivePart.Values.SetItem(row, value) }), CircuitErrorCode.WrongPoolTable, 1);

    [Fact]
    public void Refuses_a_pools_table_over_other_differences()
    {
        Refused(WithTable(2, new(-126, PositivePart.Values[1..])), CircuitErrorCode.WrongPoolTable, 1);
        Refused(WithTable(2, new(-127, PositivePart.Values[..^1])), CircuitErrorCode.WrongPoolTable, 1);
        Refused(WithTable(2, new(-128, [0, .. PositivePart.Values])), CircuitErrorCode.WrongPoolTable, 1);
    }

    [Fact]
    public void Refuses_unrounded_values_that_are_read_or_unused()
    {
        Refused(With(0, Layer(0) with { Table = Requantize.NoTable }), CircuitErrorCode.NotRounded, 0, (1, Sample.Tensors[1] with { Range = new(-1L << 61, 1L << 61) }));
        Refused(Sample with { Outputs = [4] }, CircuitErrorCode.NotRounded, 4);
    }

    [Fact]
    public void Refuses_a_sum_that_may_wrap_around_and_no_smaller_one()
    {
        // 4 · 2^31 · 127 · (2^21 + c) passes 2^62 between two values of c.
        Circuit Wide(int max) => new(
            [new(CircuitShape.Of(1, 4), new(0, max), Scale), new(CircuitShape.Of(1, 1), new(-(1L << 62) + 1, (1L << 62) - 1), Scale)],
            1,
            [new Requantize([new(0, new DenseLayer(0), AxisValues.Of(1L << 31))], AxisValues.Zero, Requantize.NoTable)],
            [1],
            [],
            [new(1, 4, false)]);
        const long most = ((1L << 62) - Requantize.Half - 1) / (4L * 127 << 31);
        Assert.True(CircuitValidator.TryValidate(Wide((int)most), null, out _));
        Refused(Wide((int)most + 1), CircuitErrorCode.Overflow, 0, weights: null);

        // The exact bounds of public weights let through what the general ones do not.
        Assert.True(CircuitValidator.TryValidate(Wide((int)most + 1), new([new([127, 127, 127, 126], [])]), out _));
        Refused(Wide((int)most + 1), CircuitErrorCode.Overflow, 0, weights: new([new([127, 127, 127, 127], [])]));
        Refused(Wide((int)most + 1), CircuitErrorCode.Overflow, 0, weights: new([new([-127, -127, -127, -127], [])]));
    }

    [Fact]
    public void Refuses_more_values_products_places_and_sources_than_allowed()
    {
        var wide = new CircuitTensor(CircuitShape.Of(1, 1, 1 << 12, 1 << 12), new(0, 1), Scale);
        var step = new ActivationTable(-1, [0, 0, 1]);
        Refused(new([wide, wide, wide, wide, wide], 4, [new Lookup(0, 0)], [4], [new(0, [0, 1])], []), CircuitErrorCode.TooManyValues, 0);
        Refused(new([wide, wide, wide, wide, wide, wide], 5, [new Lookup(0, 0)], [5], [new(0, [0, 1])], []), CircuitErrorCode.TooManyValues, -1);
        Refused(new([wide, wide], 1, [new MaxPool(0, new(3, 3, 1, 1, 1, 1, 1, 1), 0)], [1], [step], []), CircuitErrorCode.TooManyValues, 0);
        Refused(
            new([wide, wide], 1, [new Requantize([new(0, new WindowSum(new(65, 65, 1, 1, 32, 32, 32, 32)), AxisValues.Of(1))], AxisValues.Zero, 0)], [1], [step], []),
            CircuitErrorCode.TooManyProducts,
            0);
        var small = new CircuitTensor(CircuitShape.Of(1, 1, 65, 64), new(0, 1), Scale);
        Refused(new([small, small with { Shape = CircuitShape.Of(1, 1, 1, 1) }], 1, [new MaxPool(0, new(65, 64), 0)], [1], [step], []), CircuitErrorCode.TooMany, 0);
        Refused(new([small, small], 1, [new Rearrange([.. new int[CircuitLimits.Sources + 1]], new Concat(0))], [1], [], []), CircuitErrorCode.TooMany, 0);
    }

    private static Circuit WithTable(int table, ActivationTable value) => Sample with { Tables = Sample.Tables.SetItem(table, value) };

    private static Circuit WithParameter(ParameterShape value) => Sample with { Parameters = Sample.Parameters.SetItem(0, value) };

    private static void Refused(Circuit circuit, CircuitErrorCode code, int position)
    {
        Refused(circuit, code, position, weights: null);
        Assert.False(CircuitValidator.TryValidate(circuit, SampleCircuit.Weights, out _));
    }

    private static void Refused(Circuit circuit, CircuitErrorCode code, int position, (int Tensor, CircuitTensor Value) other) =>
        Refused(circuit with { Tensors = circuit.Tensors.SetItem(other.Tensor, other.Value) }, code, position);

    private static void Refused(Circuit circuit, CircuitErrorCode code, int position, CircuitWeights? weights)
    {
        Assert.False(CircuitValidator.TryValidate(circuit, weights, out var error));
        Assert.Equal((code, position), (error!.Code, error.Position));
    }

    private static void RefusedWeights(CircuitWeights weights, int position) => Refused(Sample, CircuitErrorCode.WrongWeights, position, weights);
}
