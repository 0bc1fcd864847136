using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using Runproof.Circuits.Conversion;
using Runproof.Circuits.Execution;
using Runproof.Circuits.Graph;
using Runproof.Circuits.Proving;
using Runproof.Circuits.Tensors;
using Runproof.Core.Encoding;
using Runproof.Core.Hashing;
using Runproof.Core.Merkle;
using Runproof.Core.Programs;
using Runproof.Core.Traces;
using Runproof.Proofs;
using Runproof.Proofs.Hashing;
using Runproof.Proofs.Security;
using Runproof.Verifier.Receipts;

namespace Runproof.Verifier.Tests.Receipts;

/// <summary>A run of small circuits, recorded and proved as a runner does it. Every part can be replaced and the rest made again around it.</summary>
internal sealed record ExampleRun
{
    /// <summary>The circuits of the steps; null for a step of another backend.</summary>
    public ImmutableArray<CompiledCircuit?> Circuits { get; init; } = [ExampleCircuits.Convolution, ExampleCircuits.Pool, ExampleCircuits.Dense];

    /// <summary>Which step and port every input of every step reads.</summary>
    public ImmutableArray<ImmutableArray<Binding>> Wiring { get; init; } =
        [[Binding.External(0)], [Binding.Output(0, 0)], [Binding.Output(1, 0), Binding.Output(0, 0)]];

    /// <summary>The steps of every proof.</summary>
    public ImmutableArray<ImmutableArray<int>> Layout { get; init; } = [[0, 1, 2]];

    /// <summary>Whether the values between circuits are shown.</summary>
    public bool ShowsAll { get; init; }

    /// <summary>Decides the salts of the commitment to the weights; null where they are public.</summary>
    public byte? Bound { get; init; }

    public SecurityProfile Profile { get; init; } = SecurityProfile.P100;

    public byte[] Nonce { get; init; } = [];

    public int Seed { get; init; } = 1;

    /// <summary>What is recorded in place of an output of integers; for functions that are applied after the proof.</summary>
    public Func<CompiledCircuit, long[], byte[]>? Recorded { get; init; }

    /// <summary>What a step of another backend makes of its input.</summary>
    public Func<byte[], byte[]> Foreign { get; init; } = bytes => bytes;

    public static ExampleRun Joint { get; } = new();

    public static ExampleRun Shown { get; } = new() { ShowsAll = true };

    public static ExampleRun Separate { get; } = new() { Layout = [[0], [1], [2]] };

    /// <summary>The weights stay with their owner.</summary>
    public static ExampleRun Owned { get; } = new() { Bound = 7 };

    /// <summary>Two layers of the same shape with other weights, all values shown.</summary>
    public static ExampleRun Twins { get; } = new()
    {
        Circuits = [ExampleCircuits.Convolution, ExampleCircuits.Pool, ExampleCircuits.Dense, ExampleCircuits.OtherDense],
        Wiring = [[Binding.External(0)], [Binding.Output(0, 0)], [Binding.Output(1, 0), Binding.Output(0, 0)], [Binding.Output(1, 0), Binding.Output(0, 0)]],
        Layout = [[0, 1, 2, 3]],
        ShowsAll = true,
        Bound = 7,
    };

    /// <summary>A step of another backend, then the circuits.</summary>
    public static ExampleRun Mixed { get; } = new()
    {
        Circuits = [null, ExampleCircuits.Convolution, ExampleCircuits.Pool, ExampleCircuits.Dense],
        Wiring = [[Binding.External(0)], [Binding.Output(0, 0)], [Binding.Output(1, 0)], [Binding.Output(2, 0), Binding.Output(1, 0)]],
        Layout = [[1, 2, 3]],
    };

    /// <summary>The weights with their commitment; null where they are public.</summary>
    public ExampleWeights? Weights => Bound is { } key ? ExampleWeights.Of(Circuits, Profile, key) : null;

    /// <summary>The receipt with its proofs.</summary>
    public Receipt Prove()
    {
        var executed = Execute();
        return Prove(Record(executed), executed);
    }

    /// <summary>Proves a receipt that may have been tampered with.</summary>
    /// <param name="receipt">The receipt.</param>
    /// <param name="executed">What the witness is made of.</param>
    /// <param name="committed">What boundary commitments are made of; null for the same.</param>
    public Receipt Prove(Receipt receipt, Executed executed, Executed? committed = null)
    {
        Assert.True(ReceiptStatement.TryDerive(receipt, "example", null, out var statements, out var error), error?.ToString());
        var proofs = receipt.Proofs.Select((proof, i) =>
        {
            var boundaries = proof.Boundaries.Select(boundary => (committed ?? executed).Commit(boundary.Step, boundary.Output, Profile)).ToArray();
            var executions = proof.Steps.Select(step => executed.Executions[step]!).ToArray();
            return proof with { Bytes = CircuitProver.Prove(statements[i], executions, boundaries, statements[i].Bound is null ? null : Weights!.Committed, Key(99), new Workers(1)) };
        });
        return receipt with { Proofs = [.. proofs] };
    }

    /// <summary>Runs the circuits one after the other.</summary>
    public Executed Execute()
    {
        var executions = new CircuitExecution?[Circuits.Length];
        var outputs = new byte[Circuits.Length][];
        var random = new Random(Seed);
        var external = TensorBytes(CircuitShape.Of(1, 1, 4, 4), [.. Enumerable.Range(0, 16).Select(_ => BitConverter.SingleToUInt32Bits((random.NextSingle() * 2.2f) - 1.1f))]);
        for (int step = 0; step < Circuits.Length; step++)
        {
            var inputs = Wiring[step].Select(binding => binding.Step is { } from ? outputs[from] : external).ToArray();
            if (Circuits[step] is not { } compiled)
            {
                outputs[step] = Foreign(inputs[0]);
                continue;
            }

            var integers = inputs.Select((bytes, i) => (ReadOnlyMemory<int>)Integers(bytes, compiled.Circuit.Tensors[i]));
            Assert.True(CircuitExecutor.TryExecute(compiled.Circuit, compiled.Weights!, [.. integers], default, out var execution, out var error), error?.ToString());
            executions[step] = execution;
            outputs[step] = Recorded is not null && step == Circuits.Length - 1 ? Recorded(compiled, execution.Output(0)) : Floats(compiled, execution.Output(0));
        }

        return new(external, [.. outputs], [.. executions]);
    }

    /// <summary>The receipt without proofs.</summary>
    public Receipt Record(Executed executed)
    {
        var program = MakeProgram();
        var steps = Enumerable.Range(0, Circuits.Length).Select(step => new StepRecord(
            (ulong)step, Coordinates.At((uint)step), program.Steps[step].Unit.Digest, Circuits[step] is null ? Backend.OnnxRuntime : Backend.Circuit,
            [.. Wiring[step].Select(binding => DigestOf(binding.Step is { } from ? executed.Outputs[(int)from] : executed.Input))],
            [DigestOf(executed.Outputs[step])], StepOutcome.Succeeded, new Metering(1, null))).ToImmutableArray();
        int last = Circuits.Length - 1;
        var shown = Enumerable.Range(0, Circuits.Length).Where(step => ShowsAll || step == last || Circuits[step] is null).Select(step => executed.Outputs[step]).Prepend(executed.Input);
        return new()
        {
            Program = program,
            Claim = ClaimOf(program, steps, DigestOf(executed.Input), DigestOf(executed.Outputs[last])),
            Steps = steps,
            Values = [.. shown.Select(bytes => new TraceValue(DigestOf(bytes), bytes)).DistinctBy(value => value.Digest)],
            WideOutputs = [.. Enumerable.Range(0, Circuits.Length).Where(step => Circuits[step] is { } circuit && WideOutput.IsNeededFor(circuit, 0)).Select(step => new WideOutput(step, 0, [.. executed.Executions[step]!.Output(0)]))],
            Circuits = [.. Circuits.OfType<CompiledCircuit>().Select(circuit => ReceiptCircuit.Of(Weights?.Bind(circuit) ?? circuit))],
            BoundModels = Weights is { } weights ? [new(weights.Owner.Model, weights.Owner.Setup)] : [],
            Proofs = [.. Layout.Select(covered => new ReceiptProof(Profile, covered, BoundariesOf(covered, executed), Nonce, ReadOnlyMemory<byte>.Empty))],
        };
    }

    public Program MakeProgram()
    {
        var schema = TaggedHash.Compute(DigestTags.Schema, "s"u8);
        var steps = Circuits.Select(compiled => compiled is null ? null : Weights?.Bind(compiled) ?? compiled).Select((compiled, i) => new ProgramStep(
            $"slice_{i}", UnitKind.Slice,
            compiled is null
                ? new UnitRevision(schema, schema, TaggedHash.Compute(DigestTags.Toolchain, "onnx"u8))
                : new UnitRevision(CircuitUnit.ArtifactOf(compiled), schema, CircuitUnit.ToolchainOf(compiled)),
            Wiring[i], [new Port($"y{i}", "float")]));
        Assert.True(Program.TryCreate("example", [new Port("x", "float")], [.. steps], [new ProgramOutput("out", Binding.Output((uint)Circuits.Length - 1, 0))], out var program, out _));
        return program;
    }

    public static Claim ClaimOf(Program program, ImmutableArray<StepRecord> steps, Digest input, Digest output)
    {
        var log = new MerkleLog();
        foreach (var step in steps)
            log.Append(step.Leaf);
        return new(program.Digest, RunMode.Prove, [input], [output], StepOutcome.Succeeded, (ulong)log.Count, log.Root, []);
    }

    public static Digest DigestOf(byte[] bytes) => TaggedHash.Compute(DigestTags.Value, bytes);

    public static byte[] TensorBytes(CircuitShape shape, uint[] bits)
    {
        var writer = new PostcardWriter();
        writer.WriteU8(1);
        writer.WriteCount(shape.Rank);
        foreach (int dimension in shape.Dimensions)
            writer.WriteU64((ulong)dimension);
        foreach (uint element in bits)
        {
            var bytes = new byte[sizeof(uint)];
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, element);
            writer.WriteRaw(bytes);
        }

        return writer.ToArray();
    }

    public static byte[] Floats(CompiledCircuit compiled, long[] values)
    {
        var type = compiled.Circuit.Tensors[compiled.Circuit.Outputs[0]];
        return TensorBytes(type.Shape, [.. values.Select(value => Quantizer.Dequantize(value, type.Scale))]);
    }

    public static Hash256 Key(byte first) => Hash256.Read(Encoding.ASCII.GetBytes(new string('k', 31)).Prepend(first).ToArray());

    private ImmutableArray<ReceiptBoundary> BoundariesOf(ImmutableArray<int> covered, Executed executed)
    {
        if (ShowsAll)
            return [];
        var crossing = Enumerable.Range(0, Circuits.Length).Where(reader => Circuits[reader] is not null)
            .SelectMany(reader => Wiring[reader].Where(binding => binding.Step is { } maker && Circuits[(int)maker] is not null).Select(binding => (Maker: (int)binding.Step!, Reader: reader)))
            .Where(edge => covered.Contains(edge.Maker) != covered.Contains(edge.Reader)).Select(edge => edge.Maker).Distinct().Order();
        return [.. crossing.Select(maker => new ReceiptBoundary(maker, 0, executed.Commit(maker, 0, Profile).Commitment.Root))];
    }

    private static int[] Integers(byte[] bytes, CircuitTensor type)
    {
        var values = new int[type.Shape.Count];
        for (int i = 0; i < values.Length; i++)
        {
            uint bits = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(bytes.Length - (sizeof(uint) * (values.Length - i))));
            Assert.True(Quantizer.TryQuantize(bits, type.Scale, type.Range, out long value));
            values[i] = (int)value;
        }

        return values;
    }

    /// <summary>What running the circuits left.</summary>
    internal sealed record Executed(byte[] Input, ImmutableArray<byte[]> Outputs, ImmutableArray<CircuitExecution?> Executions)
    {
        public Boundary Commit(int step, int output, SecurityProfile profile)
        {
            var circuit = Executions[step]!.Circuit;
            int[] values = [.. Executions[step]!.Output(output).Select(value => (int)value)];
            return new(circuit.Tensors[circuit.Outputs[output]].Shape, values, profile, Key((byte)step), new Workers(1));
        }
    }
}
