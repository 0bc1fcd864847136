using System.Collections.Immutable;
using Runproof.Circuits.Execution;
using Runproof.Circuits.Graph;
using Runproof.Circuits.Proving;
using Runproof.Circuits.Statements;
using Runproof.Compiler.Tests.Operators;
using Runproof.Compiler.Tests.Reference;
using Runproof.Core.Hashing;
using Runproof.Proofs;
using Runproof.Proofs.Hashing;
using Runproof.Proofs.Security;

namespace Runproof.Compiler.Tests;

/// <summary>What the compiler makes can be proved, and the proof says nothing else.</summary>
public sealed class ProofTests
{
    private static readonly Digest Context = Digest.Parse(new string('a', 64));

    public static TheoryData<string> Names => [.. OperatorCases.All.Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_operator_proves_and_verifies(string name)
    {
        var entry = OperatorCases.All.Single(entry => entry.Name == name);
        var samples = entry.Samples(8);
        var compiled = TestCircuit.Compile(entry.Model, TestCircuit.Observe(entry.Model, samples), TestCircuit.OptionsFor(entry.Model, CircuitPrecision.A8W8));

        Assert.Null(Problem(compiled, samples[0]));
    }

    /// <summary>Proves one execution; says what is wrong with the proof, or null.</summary>
    internal static string? Problem(CompiledCircuit compiled, IReadOnlyDictionary<string, FloatTensor> sample)
    {
        int[][] inputs = [.. compiled.Inputs.Select((input, i) => TestCircuit.Quantize(compiled.Circuit.Tensors[i], sample[input].Values))];
        var execution = TestCircuit.Run(compiled, inputs);
        ImmutableArray<InputSource> sources = [.. inputs.Select(values => new InputSource.Public([.. values]))];
        ImmutableArray<ImmutableArray<long>> outputs = [.. Enumerable.Range(0, compiled.Outputs.Length).Select(i => execution.Output(i).ToImmutableArray())];
        ProofStatement About(ImmutableArray<long> first) =>
            Statement(SliceStatement.Of(0, compiled, sources, [.. outputs.Select((values, i) => new OutputUse(i == 0 ? first : values))]));

        byte[] proof = CircuitProver.Prove(About(outputs[0]), [execution], [], null, Hash256.Read(new byte[32]), Workers.One);
        if (!CircuitVerifier.TryVerify(About(outputs[0]), proof, out _, out var error))
            return $"the proof is refused: {error}";
        long last = outputs[0][^1];
        var range = compiled.Circuit.Tensors[compiled.Circuit.Outputs[0]].Range;
        var lie = outputs[0].SetItem(outputs[0].Length - 1, last < range.Max ? last + 1 : last - 1);
        return CircuitVerifier.TryVerify(About(lie), proof, out _, out _) ? "the proof holds for another output" : null;
    }

    [Theory]
    [InlineData("net")]
    [InlineData("doom")]
    public void The_slices_of_a_sample_are_proved_together(string name)
    {
        var sample = SampleModel.Open(name);
        var statistics = TestCircuit.Observe(sample.Model, Enumerable.Range(0, 4).Select(i => sample.Input(sample.Calibration, i)));
        var compiled = SliceChainTests.Compile(sample.Model, statistics, CircuitPrecision.A8W8);
        int[] values = TestCircuit.Quantize(compiled[0].Circuit.Tensors[0], sample.Input(sample.Calibration, 0).Values.Single().Values);
        var (executions, slices) = (new List<CircuitExecution>(), new List<SliceStatement>());
        for (int i = 0; i < compiled.Count; i++)
        {
            bool isLast = i == compiled.Count - 1;
            executions.Add(TestCircuit.Run(compiled[i], [values]));
            InputSource source = i == 0 ? new InputSource.Public([.. values]) : new InputSource.Linked(i - 1, 0);
            slices.Add(SliceStatement.Of(i, compiled[i], [source], [isLast ? new([.. executions[i].Output(0)]) : OutputUse.Internal]));
            values = isLast ? [] : Array.ConvertAll(executions[i].Output(0), value => (int)value);
        }

        var statement = Statement([.. slices]);
        byte[] proof = CircuitProver.Prove(statement, executions, [], null, Hash256.Read(new byte[32]), Workers.One);

        Assert.True(CircuitVerifier.TryVerify(statement, proof, out _, out var error), error?.ToString());
        Assert.False(CircuitVerifier.TryVerify(statement with { Context = Digest.Parse(new string('b', 64)) }, proof, out _, out _));
    }

    private static ProofStatement Statement(params ImmutableArray<SliceStatement> slices) => new(SecurityProfile.P100, Context, Context, slices, []);
}
