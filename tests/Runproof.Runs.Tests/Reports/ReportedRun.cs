using System.Collections.Immutable;
using System.Text;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;
using Runproof.Core.Traces;
using Runproof.Models.Tensors;
using Runproof.Runs.Claims;
using Runproof.Runs.Reports;
using Runproof.Runs.Store;

namespace Runproof.Runs.Tests.Reports;

/// <summary>Reports on runs that were made up for a test: a chain of three steps of which the last also reads the input and the first output.</summary>
internal static class ReportedRun
{
    public static RunReport Of(string store, string name = "step", string notes = "{}", int steps = 3, bool close = true)
    {
        var runs = RunStore.Open(store);
        var program = MakeProgram(runs, name);
        using (var recorder = runs.CreateRun(program, RunMode.Prove, name, name))
        {
            var input = recorder.RecordInput(Tensor.OfFloats([1, 3], [1, 2, float.NaN]));
            Digest[] values = [input, .. Enumerable.Range(0, 3).Select(i => recorder.RecordValue(Tensor.OfFloats([1, 3], [i, i + 0.5f, -i])))];
            ImmutableArray<Digest>[] inputs = [[input], [values[1]], [values[2], values[1], input]];
            for (var i = 0; i < steps; i++)
            {
                recorder.RecordStep(new StepRecord(
                    (ulong)i, Coordinates.At((uint)i), program.Steps[i].Unit.Digest, Backend.OnnxRuntime, inputs[i], [values[i + 1]], StepOutcome.Succeeded, new Metering(7, null)));
            }

            if (close)
                recorder.Close(StepOutcome.Succeeded, [values[3]], Encoding.UTF8.GetBytes(notes));
        }

        return Report(runs);
    }

    /// <summary>The report on the newest run of a store.</summary>
    public static RunReport Report(RunStore runs)
    {
        Assert.True(runs.TryResolve("latest", out var location, out _));
        Assert.True(RunVerifier.TryVerify(runs, location, null, out var verdict, out _));
        return RunReport.Of(verdict);
    }

    private static Program MakeProgram(RunStore runs, string name)
    {
        var digest = runs.PutObject("unit"u8);
        ImmutableArray<Binding>[] bindings =
        [
            [Binding.External(0)],
            [Binding.Output(0, 0)],
            [Binding.Output(1, 0), Binding.Output(0, 0), Binding.External(0)],
        ];
        var steps = bindings.Select((inputs, i) =>
            new ProgramStep($"{name}{i}", UnitKind.Slice, new UnitRevision(digest, digest, digest), inputs, [new Port(name, $"float[1,{name}]")]));
        Assert.True(Program.TryCreate(name, [new Port(name, name)], [.. steps], [new ProgramOutput(name, Binding.Output(2, 0))], out var program, out _));
        return program;
    }
}
