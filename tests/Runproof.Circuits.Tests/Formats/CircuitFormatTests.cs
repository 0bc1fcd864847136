using System.Runtime.InteropServices;
using Runproof.Circuits.Bound;
using Runproof.Circuits.Formats;
using Runproof.Circuits.Graph;
using Runproof.Circuits.Operators;
using Runproof.Circuits.Tensors;
using Runproof.Circuits.Tests.Graph;
using Runproof.Core.Encoding;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;

namespace Runproof.Circuits.Tests.Formats;

/// <summary>What is written is read back; what is read, written again, is the same bytes; nothing throws.</summary>
public sealed class CircuitFormatTests
{
    private static readonly byte[] SampleBytes = CompiledCircuitFormat.Write(Compiled());
    private static readonly byte[] BoundBytes = CompiledCircuitFormat.Write(Compiled().With(new BoundWeights(default, 1)));

    [Fact]
    public void Random_circuits_and_weights_round_trip() => Laws.Hold(150, random =>
    {
        var sample = new RandomCircuit(random);
        byte[] bytes = CircuitFormat.Write(sample.Circuit);
        Assert.True(CircuitFormat.TryRead(bytes, out var circuit, out var error), $"{error}");
        Assert.Equal(bytes, CircuitFormat.Write(circuit));
        Assert.Equal(sample.Circuit.Tensors, circuit.Tensors);
        Assert.Equal(sample.Circuit.Nodes, circuit.Nodes);
        Assert.Equal(sample.Circuit.Outputs, circuit.Outputs);
        Assert.Equal(sample.Circuit.Tables, circuit.Tables);
        Assert.Equal(sample.Circuit.Parameters, circuit.Parameters);
        Assert.Equal(sample.Circuit.InputCount, circuit.InputCount);

        byte[] weightBytes = WeightsFormat.Write(sample.Weights);
        Assert.True(WeightsFormat.TryRead(weightBytes, out var weights, out error), $"{error}");
        Assert.Equal(sample.Weights, weights);
    });

    [Fact]
    public void Every_field_of_every_node_round_trips()
    {
        var window = new Window(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        CircuitNode[] nodes =
        [
            new Requantize(
                [
                    new(1, new Elementwise(), new(-2, [long.MinValue, long.MaxValue])), new(2, new Convolution(3, window, 4), AxisValues.Of(5)), new(3, new DenseLayer(6), new(7, [])),
                    new(4, new BatchedDense(8), AxisValues.Zero), new(-5, new WindowSum(window), AxisValues.Zero),
                ],
                new(9, [10]),
                11),
            new Lookup(int.MinValue, int.MaxValue),
            new MaxPool(12, window, 13),
            new Rearrange([14, 15], new Reshape(CircuitShape.Of(1, 2))),
            new Rearrange([], new Broadcast(CircuitShape.Of())),
            new Rearrange([16], new Transpose([3, 1, 2])),
            new Rearrange([16], new Concat(17)),
            new Rearrange([16], new Pad([1, 2], [3, 4], 5)),
            new Rearrange([16], new Slice([1, 2], [3, -4], CircuitShape.Of(5, 6))),
        ];
        var circuit = SampleCircuit.Sample with { Nodes = [.. nodes] };
        Assert.True(CircuitFormat.TryRead(CircuitFormat.Write(circuit), out var back, out var error), $"{error}");
        Assert.Equal(nodes, back.Nodes);
    }

    [Fact]
    public void A_compiled_circuit_round_trips_and_knows_its_digests()
    {
        Assert.True(CompiledCircuitFormat.TryRead(SampleBytes, out var compiled, out var error), $"{error}");
        Assert.True(CircuitValidator.TryValidate(compiled, out var invalid), $"{invalid}");
        Assert.Equal(SampleBytes, CompiledCircuitFormat.Write(compiled));
        Assert.Equal(["x"], compiled.Inputs);
        Assert.Equal([new CircuitPort("logits", new OutputFunction.ArgMax(1, true))], compiled.Outputs);
        Assert.Equal(CircuitPrecision.A16W8, compiled.Precision);
        Assert.Equal(Compiled().Slice, compiled.Slice);
        Assert.Equal(TaggedHash.Compute(DigestTags.Circuit, CircuitFormat.Write(SampleCircuit.Sample)), compiled.CircuitDigest);
        Assert.Equal(TaggedHash.Compute(DigestTags.Weights, WeightsFormat.Write(SampleCircuit.Weights)), compiled.WeightsDigest);
        Assert.Equal((compiled.CircuitDigest, compiled.WeightsDigest), (Compiled().CircuitDigest, Compiled().WeightsDigest));
        foreach (OutputFunction function in (OutputFunction[])[new OutputFunction.None(), new OutputFunction.Softmax(1), new OutputFunction.LogSoftmax(0), new OutputFunction.ArgMax(1, false)])
        {
            Assert.True(CompiledCircuitFormat.TryRead(CompiledCircuitFormat.Write(Compiled(function)), out compiled, out _));
            Assert.Equal(function, compiled.Outputs[0].Function);
        }
    }

    [Fact]
    public void A_compiled_circuit_with_bound_weights_names_their_place_and_holds_none()
    {
        var bound = Compiled().With(new BoundWeights(Digest.Parse(new string('8', 64)), 3));
        byte[] bytes = CompiledCircuitFormat.Write(bound);
        Assert.True(CompiledCircuitFormat.TryRead(bytes, out var compiled, out var error), $"{error}");
        Assert.True(CircuitValidator.TryValidate(compiled.Circuit, compiled.Weights, out _));
        Assert.Equal(bytes, CompiledCircuitFormat.Write(compiled));
        Assert.Equal((null, new(Digest.Parse(new string('8', 64)), 3), WeightsKind.Bound), (compiled.Weights, compiled.Bound, compiled.Kind));
        Assert.Equal(TaggedHash.Compute(DigestTags.BoundWeights, compiled.Bound!.Model.ToArray(), [3, 0, 0, 0]), compiled.WeightsDigest);
        Assert.Equal(Compiled().CircuitDigest, compiled.CircuitDigest);
        Assert.All(SampleCircuit.Weights.Layers, layer => Assert.True(SampleBytes.AsSpan().IndexOf(MemoryMarshal.AsBytes(layer.Weights.AsSpan())) > 0));
        Assert.All(SampleCircuit.Weights.Layers, layer => Assert.True(bytes.AsSpan().IndexOf(MemoryMarshal.AsBytes(layer.Weights.AsSpan())) < 0));

        // A place beyond what a layout can have, and a kind that is none.
        bytes = [.. bytes[..^1], 0xFF, 0xFF, 0xFF, 0xFF, 0x0F];
        Assert.False(CompiledCircuitFormat.TryRead(bytes, out _, out error));
        Assert.Equal(PostcardErrorKind.ValueOutOfRange, error.Kind);
        bytes = CompiledCircuitFormat.Write(bound);
        bytes[^34] = 2;
        Assert.False(CompiledCircuitFormat.TryRead(bytes, out _, out error));
        Assert.Equal(PostcardErrorKind.EnumOutOfRange, error.Kind);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void An_output_function_works_along_an_axis_of_its_output(int axis)
    {
        Assert.False(CircuitValidator.TryValidate(Compiled(new OutputFunction.Softmax(axis)), out var error));
        Assert.Equal(new(CircuitErrorCode.WrongPort, 0, 1, axis), error);
    }

    [Fact]
    public void Names_are_as_many_as_inputs_and_outputs()
    {
        var port = new CircuitPort("y", new OutputFunction.None());
        var (circuit, weights) = (SampleCircuit.Sample, SampleCircuit.Weights);
        foreach (var (compiled, path) in new[]
        {
            (new CompiledCircuit(circuit, weights, ["a", "b"], [port], default, CircuitPrecision.A8W8), "inputs"),
            (new CompiledCircuit(circuit, weights, ["a"], [port, port], default, CircuitPrecision.A8W8), "outputs"),
        })
        {
            Assert.False(CircuitValidator.TryValidate(compiled, out var invalid));
            Assert.Equal(new(CircuitErrorCode.WrongPort, -1, 1, 2), invalid);
            Assert.False(CompiledCircuitFormat.TryRead(CompiledCircuitFormat.Write(compiled), out _, out var error));
            Assert.Equal(new(PostcardErrorKind.ValueOutOfRange, 0, path, 1, 2), error);
        }
    }

    [Fact]
    public void Refuses_another_magic_version_and_bytes_that_follow()
    {
        byte[] bytes = CircuitFormat.Write(SampleCircuit.Sample);
        Assert.Equal(PostcardErrorKind.ValueOutOfRange, Error(Changed(bytes, 0)));
        Assert.Equal(PostcardErrorKind.UnknownVersion, Error(Changed(bytes, 8)));
        Assert.Equal(PostcardErrorKind.TrailingBytes, Error([.. bytes, 0]));
        Assert.False(WeightsFormat.TryRead(bytes, out _, out _));
        Assert.False(CompiledCircuitFormat.TryRead(bytes, out _, out _));
    }

    [Fact]
    public void Names_where_a_part_of_the_file_is_wrong()
    {
        byte[] circuit = CircuitFormat.Write(SampleCircuit.Sample);
        int start = SampleBytes.AsSpan().IndexOf(circuit);
        Assert.False(CompiledCircuitFormat.TryRead(Changed(SampleBytes, start + 8), out _, out var error));
        Assert.Equal((PostcardErrorKind.UnknownVersion, "circuit", 8), (error.Kind, error.Path, error.Offset));
        Assert.False(CompiledCircuitFormat.TryRead(Changed(SampleBytes, start + 10), out _, out error));
        Assert.Equal("circuit.tensors[0]", error.Path);
    }

    [Fact]
    public void Every_shortened_file_is_refused()
    {
        for (int length = 0; length < SampleBytes.Length; length++)
        {
            Assert.False(CompiledCircuitFormat.TryRead(SampleBytes.AsSpan(0, length), out var compiled, out var error));
            Assert.Null(compiled);
            Assert.NotNull(error);
        }
    }

    [Fact]
    public void No_mutant_throws_and_what_is_accepted_is_canonical()
    {
        var random = new Random(11);
        int accepted = 0;
        for (int i = 0; i < 10_000; i++)
        {
            byte[] bytes = Mutated(i % 3 == 0 ? SampleBytes : i % 3 == 1 ? CompiledCircuitFormat.Write(Compiled(new OutputFunction.Softmax(1))) : BoundBytes, random);
            if (!CompiledCircuitFormat.TryRead(bytes, out var compiled, out var error))
            {
                Assert.NotNull(error);
                continue;
            }

            accepted++;
            Assert.Equal(bytes, CompiledCircuitFormat.Write(compiled));
            CircuitValidator.TryValidate(compiled, out _);
            CircuitValidator.TryValidate(compiled.Circuit, null, out _);
        }

        Assert.InRange(accepted, 500, 9_000);
    }

    [Fact]
    public void Mutants_of_the_circuit_alone_never_trip_the_validator()
    {
        var random = new Random(12);
        int read = 0, valid = 0;
        for (int i = 0; i < 10_000; i++)
        {
            var sample = i % 50 == 0 || i % 3 == 0 ? SampleCircuit.Sample : new RandomCircuit(new Random(i % 40)).Circuit;
            if (!CircuitFormat.TryRead(Mutated(CircuitFormat.Write(sample), random), out var circuit, out _))
                continue;
            read++;
            valid += CircuitValidator.TryValidate(circuit, null, out _) ? 1 : 0;
        }

        Assert.InRange(read, 1_000, 9_999);
        Assert.InRange(valid, 1, read - 500);
    }

    [Theory]
    [InlineData(new long[] { 0, 0 }, "no empty run")]
    [InlineData(new long[] { 1, 3, 1, 2 }, "no run that continues the one before")]
    [InlineData(new long[] { 1, 1L << 18, 2, 1 }, "no more rows than a table has")]
    [InlineData(new long[] { 1, uint.MaxValue }, "nor many more")]
    [InlineData(new long[] { 1L << 31, 1 }, "no value above 32 bits")]
    [InlineData(new long[] { 1L << 16, 1 << 15, -1, 1 }, "nor at the end of a run")]
    [InlineData(new long[] { -1, 1, long.MinValue, 1 }, "nor below")]
    [InlineData(new long[] { long.MaxValue, 1 << 17 }, "nor far above")]
    public void Runs_of_a_table_have_one_spelling_and_stay_in_range(long[] runs, string why)
    {
        var writer = new PostcardWriter();
        writer.WriteCount(runs.Length / 2);
        for (int i = 0; i < runs.Length; i += 2)
        {
            writer.WriteI64(runs[i]);
            writer.WriteU32((uint)runs[i + 1]);
        }

        var reader = new PostcardReader(writer.WrittenSpan);
        Assert.False(IntegerFormat.TryReadRuns(ref reader, 1 << 18, out _), why);
        Assert.Equal(PostcardErrorKind.ValueOutOfRange, reader.Error!.Kind);
    }

    [Fact]
    public void Tables_together_have_no_more_rows_than_a_circuit_may()
    {
        var table = new Tables.ActivationTable(0, [.. new int[Tables.ActivationTable.MaxRows]]);
        var circuit = SampleCircuit.Sample with { Tables = [.. Enumerable.Repeat(table, 16)] };
        Assert.True(CircuitFormat.TryRead(CircuitFormat.Write(circuit), out _, out _));
        byte[] bytes = CircuitFormat.Write(circuit with { Tables = [.. Enumerable.Repeat(table, 17)] });
        Assert.InRange(bytes.Length, 0, 1024);
        Assert.Equal(PostcardErrorKind.CountTooLarge, Error(bytes));
    }

    [Fact]
    public void A_count_that_the_bytes_cannot_hold_allocates_nothing()
    {
        var writer = new PostcardWriter();
        IntegerFormat.WritePreamble(writer, "RPCIRCT\n"u8, CircuitFormat.Version);
        writer.WriteU64(ulong.MaxValue);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.False(CircuitFormat.TryRead(writer.WrittenSpan, out _, out var error));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
        Assert.Equal(PostcardErrorKind.CountTooLarge, error.Kind);
    }

    private static CompiledCircuit Compiled(OutputFunction? function = null) => new(
        SampleCircuit.Sample, SampleCircuit.Weights, ["x"], [new("logits", function ?? new OutputFunction.ArgMax(1, true))], Digest.Parse(new string('7', 64)), CircuitPrecision.A16W8);

    private static PostcardErrorKind Error(byte[] bytes)
    {
        Assert.False(CircuitFormat.TryRead(bytes, out _, out var error));
        return error.Kind;
    }

    private static byte[] Changed(byte[] bytes, int at)
    {
        byte[] changed = [.. bytes];
        changed[at] ^= 0x40;
        return changed;
    }

    private static byte[] Mutated(byte[] bytes, Random random)
    {
        List<byte> mutant = [.. bytes];
        for (int i = random.Next(3); i >= 0; i--)
        {
            int at = random.Next(mutant.Count);
            switch (random.Next(5))
            {
                case 0:
                    mutant.RemoveAt(at);
                    break;
                case 1:
                    mutant.Insert(at, (byte)random.Next(256));
                    break;
                case 2:
                    mutant[at] = (byte)random.Next(256);
                    break;
                default:
                    mutant[at] ^= (byte)(1 << random.Next(8));
                    break;
            }
        }

        return [.. mutant];
    }
}
