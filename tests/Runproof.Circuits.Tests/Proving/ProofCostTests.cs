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

/// <summary>What proving costs, as predicted from shapes alone.</summary>
public sealed class ProofCostTests
{
    // One thread, so that its own count of allocated bytes is exact and nothing else in the process can change it. It counts garbage too: more than is ever alive.
    [Theory]
    [InlineData(1, 4, SecurityProfile.P100)]
    [InlineData(4, 16, SecurityProfile.P100)]
    [InlineData(5, 17, SecurityProfile.P128)]
    [InlineData(16, 32, SecurityProfile.P128)]
    [InlineData(9, 33, SecurityProfile.P100)]
    [InlineData(16, 64, SecurityProfile.P100)]
    public void No_proof_takes_more_memory_than_was_predicted(int channels, int side, SecurityProfile profile)
    {
        var (statement, execution) = Image(channels, side, profile);
        Assert.True(ProofCost.TryEstimate(statement, out var cost, out var error), error?.ToString());

        long before = GC.GetAllocatedBytesForCurrentThread();
        var proof = CircuitProver.Prove(statement, [execution], [], null, Hash256.Read(new byte[32]), Workers.One);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(CircuitVerifier.TryVerify(statement, proof, out _, out _));
        Assert.True(allocated <= cost.MemoryBytes, $"{allocated:N0} bytes were allocated, and {cost.MemoryBytes:N0} were predicted");
    }

    [Fact]
    public void A_slice_has_the_values_that_its_layers_commit_to()
    {
        // A sum with two limbs and a result, and a pool with three differences, on the cube that holds the tensor.
        var (statement, _) = Image(3, 5, SecurityProfile.P100);
        Assert.True(ProofCost.TryEstimate(statement, out var cost, out _));
        Assert.Equal([(3L * 4 * 8 * 8) + (3 * 4 * 2 * 2)], cost.SliceCells);
        Assert.True(cost.Cells > cost.SliceCells[0]);
        Assert.True(cost.Lookups > cost.SliceCells[0]);
    }

    [Fact]
    public void A_larger_circuit_costs_more()
    {
        long[] memory = [.. new[] { 4, 8, 16, 32, 64 }.Select(side => ProofCost.TryEstimate(Image(4, side, SecurityProfile.P100).Statement, out var cost, out _) ? cost.MemoryBytes : -1)];
        Assert.Equal(memory.Order(), memory);
        Assert.Equal(memory.Length, memory.Distinct().Count());
    }

    // A scaled ReLU, then a pool of 2x2.
    private static (ProofStatement Statement, CircuitExecution Execution) Image(int channels, int side, SecurityProfile profile)
    {
        var shape = CircuitShape.Of(1, channels, side, side);
        var window = new Window(2, 2, 2, 2, 0, 0, 0, 0);
        var pooled = window.Slide(shape, channels, out string problem) ?? throw new InvalidOperationException(problem);
        IntegerRange small = new(-128, 127), positive = new(0, 127);
        Circuit circuit = new(
            [new(shape, small, SmallCircuit.Scale), new(shape, positive, SmallCircuit.Scale), new(pooled, positive, SmallCircuit.Scale)],
            1,
            [new Requantize([new(0, new Elementwise(), AxisValues.Of(3 << 22))], AxisValues.Of(100), 0), new MaxPool(1, window, 1)],
            [2],
            [
                new ActivationTable(-2048, [.. Enumerable.Range(-2048, 4096).Select(hi => Math.Clamp(hi, 0, 127))]),
                new ActivationTable(-127, [.. Enumerable.Range(-127, 255).Select(difference => Math.Max(difference, 0))]),
            ],
            []);
        var random = new Random(3);
        ImmutableArray<int> input = [.. Enumerable.Range(0, shape.Count).Select(_ => random.Next(-128, 128))];
        Assert.True(CircuitExecutor.TryExecute(circuit, new([]), [input.AsMemory()], default, out var execution, out var error), error?.ToString());
        var digest = Digest.Parse(new string('1', 64));
        var slice = new SliceStatement
        {
            Index = 0,
            Circuit = circuit,
            CircuitDigest = digest,
            Weights = new([]),
            WeightsRoot = digest,
            Inputs = [new InputSource.Public(input)],
            Outputs = [new OutputUse([.. execution.Output(0)])],
        };
        return (new ProofStatement(profile, digest, digest, [slice], []), execution);
    }
}
