using System.Collections.Immutable;
using Runproof.Circuits.Execution;
using Runproof.Circuits.Graph;
using Runproof.Circuits.Operators;
using Runproof.Circuits.Proving;
using Runproof.Circuits.Statements;
using Runproof.Circuits.Tables;
using Runproof.Circuits.Tensors;
using Runproof.Core.Hashing;
using Runproof.Proofs;
using Runproof.Proofs.Hashing;
using Runproof.Proofs.Security;

namespace Runproof.Circuits.Tests.Proving;

/// <summary>A pool, a sum with a bias, a ReLU and a scaled output, small enough to take apart.</summary>
internal sealed class SmallCircuit
{
    public static readonly FixedScale Scale = new(1 << 30, 30);

    public SmallCircuit(SecurityProfile profile = SecurityProfile.P100)
    {
        var source = CircuitShape.Of(1, 2, 5, 5);
        var pooled = CircuitShape.Of(1, 2, 4, 4);
        IntegerRange small = new(-128, 127), positive = new(0, 127);
        ImmutableArray<ActivationTable> tables =
        [
            new(-255, [.. Enumerable.Range(-255, 511).Select(d => Math.Max(d, 0))]),
            new(-2048, [.. Enumerable.Range(-2048, 4096).Select(hi => Math.Clamp(hi, 0, 127))]),
            new(0, [.. Enumerable.Range(0, 128).Select(x => 127 - x)]),
        ];
        Circuit = new(
            [new(source, small, Scale), new(pooled, small, Scale), new(pooled, positive, Scale), new(pooled, positive, Scale), new(pooled, new(-1L << 40, 1L << 40), Scale)],
            1,
            [
                new MaxPool(0, new Window(2, 2), 0),
                new Requantize([new(1, new Elementwise(), new(1, [3 << 22, -5 << 22])), new(1, new Elementwise(), AxisValues.Of(1 << 20))], new(1, [100, -(1 << 25)]), 1),
                new Lookup(2, 2),
                new Requantize([new(3, new Elementwise(), AxisValues.Of(7)), new(2, new Elementwise(), AxisValues.Of(-3))], AxisValues.Of(11), Requantize.NoTable),
            ],
            [4],
            tables,
            []);
        var random = new Random(7);
        Input = [.. Enumerable.Range(0, source.Count).Select(_ => random.Next(-128, 128))];
        Assert.True(CircuitExecutor.TryExecute(Circuit, new([]), [Input.AsMemory()], default, out var execution, out _));
        Execution = execution;
        Output = [.. execution.Output(0)];
        Statement = new(profile, Digest.Parse(new string('1', 64)), Digest.Parse(new string('2', 64)),
            [
                new SliceStatement
                {
                    Index = 0, Circuit = Circuit, CircuitDigest = Digest.Parse(new string('3', 64)), Weights = new([]), WeightsRoot = Digest.Parse(new string('4', 64)),
                    Inputs = [new InputSource.Public(Input)], Outputs = [new OutputUse(Output)],
                },
            ],
            []);
    }

    public Circuit Circuit { get; }

    public ImmutableArray<int> Input { get; }

    public ImmutableArray<long> Output { get; }

    public CircuitExecution Execution { get; }

    public ProofStatement Statement { get; }

    public byte[] Prove(int threads = 1) => CircuitProver.Prove(Statement, [Execution], [], null, Hash256.Read(new byte[32]), new Workers(threads));
}
