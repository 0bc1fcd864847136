using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Runproof.Circuits.Bound;
using Runproof.Circuits.Conversion;
using Runproof.Circuits.Execution;
using Runproof.Circuits.Formats;
using Runproof.Circuits.Graph;
using Runproof.Circuits.Proving;
using Runproof.Circuits.Statements;
using Runproof.Proofs;
using Runproof.Proofs.Hashing;
using Runproof.Proofs.Security;
using Runproof.Runs;
using Runproof.Runs.Compiling;

namespace Runproof.Bench;

/// <summary>What it costs to prove with bound weights in place of public ones: the setup once, and every proof.</summary>
internal static class BoundArea
{
    private const SecurityProfile Profile = SecurityProfile.P100;

    private static readonly Hash256 Salt = Hash256.Read(new byte[Hash256.Size]);

    public static void Run(TextWriter output)
    {
        output.WriteLine("milliseconds; medians of 41 interleaved rounds; all circuits of a model in one proof, executed before");
        output.WriteLine($"{"model",-6} {"setup",8} {"setup bytes",12} {"prove public",13} {"bound",8} {"verify public",14} {"bound",8} {"bytes public",13} {"bound",9}");
        foreach (string name in (string[])["net", "doom"])
        {
            if (Checkout.Find(Path.Combine("samples", "models", name)) is not { } folder)
                continue;
            var work = Directory.CreateTempSubdirectory("runproof-bench-").FullName;
            foreach (var file in Directory.GetFiles(folder))
                File.Copy(file, Path.Combine(work, Path.GetFileName(file)));
            Measure(output, name, work);
            Directory.Delete(work, recursive: true);
        }
    }

    private static void Measure(TextWriter output, string name, string folder)
    {
        var workers = new Workers(Environment.ProcessorCount);
        var compiled = Compile(folder);
        var executions = Execute(folder, compiled, out var input);
        var committed = new CommittedWeights(WeightsLayout.TryCreate([.. compiled.Select(one => one.Circuit.Parameters)])!, [.. compiled.Select(one => one.Weights!)], Profile, Salt, workers);
        long start = Stopwatch.GetTimestamp();
        var setup = WeightsProver.Prove(committed, Salt, workers);
        double setupTime = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        if (!WeightsVerifier.TryVerify(committed.Model, setup, out _, out var refused))
            throw new InvalidOperationException(refused.ToString());

        var open = State(compiled, executions, input);
        var bound = open with
        {
            Bound = committed.Model,
            Slices = [.. open.Slices.Select((slice, i) => slice with { Weights = null, WeightsRoot = default, BoundCircuit = i })],
        };
        var proof = CircuitProver.Prove(open, executions, [], null, Salt, workers);
        var boundProof = CircuitProver.Prove(bound, executions, [], committed, Salt, workers);
        var medians = Interleaved.Medians(
            1,
            () => CircuitProver.Prove(open, executions, [], null, Salt, workers),
            () => CircuitProver.Prove(bound, executions, [], committed, Salt, workers),
            () => Verify(open, proof),
            () => Verify(bound, boundProof));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-6} {setupTime,8:F1} {setup.Length,12:N0} {medians[0] / 1000,13:F2} {medians[1] / 1000,8:F2} {medians[2] / 1000,14:F2} {medians[3] / 1000,8:F2} {proof.Length,13:N0} {boundProof.Length,9:N0}"));
    }

    private static CompiledCircuit[] Compile(string folder)
    {
        var slices = ModelCircuits.Compile(folder, new CompileRequest()).Slices;
        return [.. slices.Select(slice => CompiledCircuitFormat.TryRead(
            File.ReadAllBytes(Path.Combine(folder, "slices", slice.SliceId, ModelCircuits.FileName)), out var circuit, out var error) ? circuit : throw new InvalidDataException(error.ToString()))];
    }

    private static CircuitExecution[] Execute(string folder, CompiledCircuit[] compiled, out ImmutableArray<int> input)
    {
        using var runner = Runner.Open(folder, new RunnerOptions { Record = false });
        var type = compiled[0].Circuit.Tensors[0];
        var integers = new int[type.Shape.Count];
        Quantizer.Quantize(MemoryMarshal.Cast<byte, float>(runner.ReadInput()[0].Data.Span), type.Scale, type.Range, integers);
        input = [.. integers];
        var executions = new CircuitExecution[compiled.Length];
        ReadOnlyMemory<int> values = input.AsMemory();
        for (int i = 0; i < compiled.Length; i++)
        {
            if (!CircuitExecutor.TryExecute(compiled[i].Circuit, compiled[i].Weights!, [values], default, out var execution, out var error))
                throw new InvalidOperationException(error.ToString());
            executions[i] = execution;
            values = execution.ValuesOf(compiled[i].Circuit.Outputs[0]).ToArray();
        }

        return executions;
    }

    private static ProofStatement State(CompiledCircuit[] compiled, CircuitExecution[] executions, ImmutableArray<int> input) => new(
        Profile,
        default,
        default,
        [
            .. compiled.Select((one, i) => SliceStatement.Of(
                i,
                one,
                [i == 0 ? new InputSource.Public(input) : new InputSource.Linked(i - 1, 0)],
                [i == compiled.Length - 1 ? new OutputUse([.. executions[i].Output(0)]) : OutputUse.Internal])),
        ],
        []);

    private static void Verify(ProofStatement statement, byte[] proof)
    {
        if (!CircuitVerifier.TryVerify(statement, proof, out _, out var error))
            throw new InvalidOperationException(error.ToString());
    }
}
