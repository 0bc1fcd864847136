using System.Collections.Immutable;
using Runproof.Circuits.Bound;
using Runproof.Circuits.Execution;
using Runproof.Circuits.Graph;
using Runproof.Circuits.Operators;
using Runproof.Circuits.Proving;
using Runproof.Circuits.Statements;
using Runproof.Circuits.Tensors;
using Runproof.Circuits.Tests.Graph;
using Runproof.Core.Hashing;
using Runproof.Proofs;
using Runproof.Proofs.Hashing;
using Runproof.Proofs.Security;

namespace Runproof.Circuits.Tests.Proving;

/// <summary>Random circuits through the whole of it: executor, witness, proof, bytes, verifier, in every form that a statement has.</summary>
public sealed class ProofMatrixTests
{
    private static readonly Digest Context = Digest.Parse(new string('a', 64));
    private static readonly Hash256 Salt = Hash256.Read(new byte[32]);

    [Fact]
    public void Honest_proofs_hold_and_others_do_not() => Laws.Hold(60, random =>
    {
        var sample = new Sample(random);
        var statement = sample.Joint(random);
        var proof = CircuitProver.Prove(statement, [sample.First, sample.Second], [], null, Salt, Workers.One);
        AssertHolds(statement, proof);
        if (random.Next(8) == 0)
            Assert.Equal(proof, CircuitProver.Prove(statement, [sample.First, sample.Second], [], null, Salt, new Workers(3)));

        int last = statement.Slices.Length - 1;
        var outputs = statement.Slices[last].Outputs;
        int changed = random.Next(outputs[0].Values.Length);
        long value = outputs[0].Values[changed];
        var range = sample.Tail.Circuit.Tensors[sample.Tail.Circuit.Outputs[0]].Range;
        var other = outputs[0] with { Values = outputs[0].Values.SetItem(changed, value < range.Max ? value + 1 : value - 1) };
        AssertRefused(statement with { Slices = statement.Slices.SetItem(last, statement.Slices[last] with { Outputs = outputs.SetItem(0, other) }) }, proof);
        AssertRefused(statement with { Context = Digest.Parse(new string('b', 64)) }, proof);
        AssertRefused(statement with { Program = Digest.Parse(new string('b', 64)) }, proof);
        var flipped = (byte[])proof.Clone();
        flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
        AssertRefused(statement, flipped);
        AssertRefused(statement, proof[..random.Next(proof.Length)]);
        AssertRefused(statement, [.. proof, 0]);
    });

    [Fact]
    public void Separate_proofs_share_a_boundary() => Laws.Hold(25, random =>
    {
        var sample = new Sample(random);
        var type = sample.LinkType;
        var profile = random.Next(4) == 0 ? SecurityProfile.P128 : SecurityProfile.P100;
        var boundary = new Boundary(type.Shape, sample.First.ValuesOf(sample.Head.Circuit.Outputs[0]), profile, Salt, Workers.One);
        var head = new ProofStatement(profile, Context, Context, [sample.HeadSlice([.. sample.HeadOutputs(random, boundary: 0)])], [boundary.Commitment]);
        var tail = new ProofStatement(profile, Context, Context, [sample.TailSlice(new InputSource.Committed(0), 1)], [boundary.Commitment]);
        AssertHolds(head, CircuitProver.Prove(head, [sample.First], [boundary], null, Salt, Workers.One));
        AssertHolds(tail, CircuitProver.Prove(tail, [sample.Second], [boundary], null, Salt, Workers.One));

        var values = sample.First.ValuesOf(sample.Head.Circuit.Outputs[0]).ToArray();
        int changed = random.Next(values.Length);
        values[changed] += values[changed] < type.Range.Max ? 1 : -1;
        var lie = new Boundary(type.Shape, values, profile, Salt, Workers.One);
        var about = head with { Boundaries = [lie.Commitment] };
        AssertRefused(about, CircuitProver.Prove(about, [sample.First], [lie], null, Salt, Workers.One));
    });

    [Fact]
    public void Bound_weights_are_those_that_were_committed_to() => Laws.Hold(30, random =>
    {
        var sample = new Sample(random);
        var layout = WeightsLayout.TryCreate([sample.Head.Circuit.Parameters, sample.Tail.Circuit.Parameters])!;
        var committed = new CommittedWeights(layout, [sample.Head.Weights!, sample.Tail.Weights!], SecurityProfile.P100, Salt, Workers.One);
        var setup = WeightsProver.Prove(committed, Salt, Workers.One);
        Assert.True(WeightsVerifier.TryVerify(committed.Model, setup, out var report, out var error), error?.ToString());
        Assert.True(report.Minimum.Whole >= (int)SecurityProfile.P100);
        setup[random.Next(setup.Length)] ^= (byte)(1 << random.Next(8));
        Assert.False(WeightsVerifier.TryVerify(committed.Model, setup, out _, out _));

        var open = sample.Joint(random);
        var statement = open with
        {
            Bound = committed.Model,
            Slices = [.. open.Slices.Select((slice, i) => slice with { Weights = null, WeightsRoot = default, BoundCircuit = i })],
        };
        if (sample.Head.Circuit.Parameters.IsEmpty)
        {
            AssertRefused(statement, []);
            return;
        }

        var proof = CircuitProver.Prove(statement, [sample.First, sample.Second], [], committed, Salt, Workers.One);
        AssertHolds(statement, proof);
        var flipped = (byte[])proof.Clone();
        flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
        AssertRefused(statement, flipped);
        var other = new CommittedWeights(layout, [OtherWeights(sample.Head.Weights!), sample.Tail.Weights!], SecurityProfile.P100, Salt, Workers.One);
        AssertRefused(statement with { Bound = other.Model }, proof);
    });

    private static CircuitWeights OtherWeights(CircuitWeights weights)
    {
        var first = weights.Layers[0];
        return new(weights.Layers.SetItem(0, first with { Weights = first.Weights.SetItem(0, (sbyte)(first.Weights[0] == 5 ? 6 : 5)) }));
    }

    private static void AssertHolds(ProofStatement statement, byte[] proof) =>
        Assert.True(CircuitVerifier.TryVerify(statement, proof, out _, out var error), error?.ToString());

    private static void AssertRefused(ProofStatement statement, byte[] proof) => Assert.False(CircuitVerifier.TryVerify(statement, proof, out _, out _));

    /// <summary>A random circuit, and a small one that reads its first output.</summary>
    private sealed class Sample
    {
        public Sample(Random random)
        {
            RandomCircuit head;
            ReadOnlyMemory<int>[] inputs;
            CircuitExecution? execution;
            do
            {
                head = new(random);
                inputs = head.RandomInputs();
            }
            while (head.Circuit.Nodes[^1] is Requantize { Table: Requantize.NoTable } && head.Circuit.Outputs[0] == head.Circuit.Tensors.Length - 1
                || head.Circuit.Tensors[head.Circuit.Outputs[0]].Range.Count > 1 << 18
                || !CircuitExecutor.TryExecute(head.Circuit, head.Weights, inputs, default, out execution, out _));
            CircuitExecutor.TryExecute(head.Circuit, head.Weights, inputs, default, out execution, out _);
            Assert.True(CircuitValidator.TryValidate(head.Circuit, head.Weights, out var invalid), invalid?.ToString());
            Head = Compiled(head.Circuit, head.Weights);
            Inputs = [.. inputs.Select(input => ImmutableArray.Create(input.Span))];
            First = execution!;
            LinkType = head.Circuit.Tensors[head.Circuit.Outputs[0]];
            IntegerRange wide = new(-1L << 60, 1L << 60);
            Tail = Compiled(
                new([LinkType, new(LinkType.Shape, wide, LinkType.Scale)], 1, [new Requantize([new(0, new Elementwise(), AxisValues.Of(5))], AxisValues.Of(9), Requantize.NoTable)], [1], [], []),
                new([]));
            Assert.True(CircuitExecutor.TryExecute(Tail.Circuit, Tail.Weights!, [First.ValuesOf(head.Circuit.Outputs[0]).ToArray()], default, out var second, out _));
            Second = second;
        }

        public CompiledCircuit Head { get; }

        public CompiledCircuit Tail { get; }

        public ImmutableArray<ImmutableArray<int>> Inputs { get; }

        public CircuitTensor LinkType { get; }

        public CircuitExecution First { get; }

        public CircuitExecution Second { get; }

        public ProofStatement Joint(Random random) => new(
            SecurityProfile.P100,
            Context,
            Context,
            [HeadSlice([.. HeadOutputs(random, boundary: null)]), TailSlice(new InputSource.Linked(0, 0), 1)],
            []);

        public SliceStatement HeadSlice(ImmutableArray<OutputUse> outputs) => SliceStatement.Of(0, Head, [.. Inputs.Select(values => new InputSource.Public(values))], outputs);

        public SliceStatement TailSlice(InputSource source, int index) => SliceStatement.Of(index, Tail, [source], [new OutputUse([.. Second.Output(0)])]);

        public IEnumerable<OutputUse> HeadOutputs(Random random, int? boundary) => Head.Circuit.Outputs.Select((_, output) =>
            new OutputUse(random.Next(3) == 0 ? default : [.. First.Output(output)], output == 0 ? boundary : null));

        private static CompiledCircuit Compiled(Circuit circuit, CircuitWeights weights) => new(
            circuit,
            weights,
            [.. Enumerable.Range(0, circuit.InputCount).Select(i => $"input{i}")],
            [.. circuit.Outputs.Select((_, i) => new CircuitPort($"output{i}", new OutputFunction.None()))],
            Context,
            CircuitPrecision.A8W8);
    }
}
