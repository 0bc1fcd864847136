using System.Collections.Immutable;
using System.Globalization;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;
using Runproof.Core.Traces;
using Runproof.Models.Formats.Onnx;
using Runproof.Models.Tensors;
using Runproof.Runs.Backends;
using Runproof.Runs.Recording;
using Runproof.Runs.Store;

namespace Runproof.Runs.Tests.Recording;

/// <summary>Runs of a chain of which step i adds i + 1 to each element: small, real ONNX files whose results are known.</summary>
internal static class SampleRun
{
    public const int Elements = 4;

    public static byte[] Artifact(int step, int elements = Elements) => new OnnxModelBuilder("add")
        .AddInput("x", TypeOf(elements))
        .AddOutput("y", TypeOf(elements))
        .AddInitializer("c", Tensor.OfFloats([1], [step + 1]))
        .AddNode("Add", ["x", "c"], ["y"])
        .Build();

    public static Program CreateProgram(RunStore store, int steps, int elements = Elements, UnitToolchain? toolchain = null)
    {
        ImmutableArray<Port> inputs = [new("x", TypeOf(elements).ToString())];
        ImmutableArray<Port> outputs = [new("y", TypeOf(elements).ToString())];
        var schema = UnitSchema.DigestOf(inputs, outputs);
        toolchain ??= UnitToolchain.For(GraphOptimization.All);
        var calls = Enumerable.Range(0, steps).Select(i => new ProgramStep(
            Name(i),
            UnitKind.Slice,
            new UnitRevision(store.PutObject(Artifact(i, elements)), schema, toolchain.Digest),
            [i == 0 ? Binding.External(0) : Binding.Output((uint)i - 1, 0)],
            outputs));
        Assert.True(Program.TryCreate("chain", inputs, [.. calls], [new ProgramOutput("y", Binding.Output((uint)steps - 1, 0))], out var program, out _));
        return program;
    }

    public static RunRecorder Start(RunStore store, Program program) => store.CreateRun(program, RunMode.Audit, "chain", "tests 1.0");

    /// <summary>Records a whole run.</summary>
    /// <returns>Name of the run.</returns>
    public static string Record(RunStore store, int steps = 3, float start = 0, Func<int, float, float>? function = null)
    {
        var program = CreateProgram(store, steps);
        using var recorder = Start(store, program);
        var last = RecordSteps(recorder, program, steps, start, function);
        recorder.Close(StepOutcome.Succeeded, [last], """{"seconds":[0.5]}"""u8);
        return recorder.RunId;
    }

    /// <summary>Records the input and steps, and leaves the run open.</summary>
    /// <returns>Digest of the last output.</returns>
    public static Digest RecordSteps(RunRecorder recorder, Program program, int steps, float start = 0, Func<int, float, float>? function = null)
    {
        var values = Enumerable.Repeat(start, Elements).ToArray();
        var digest = recorder.RecordInput(Tensor.OfFloats([1, Elements], values));
        for (var i = 0; i < steps; i++)
        {
            var step = i;
            values = [.. values.Select(value => function is null ? value + step + 1 : function(step, value))];
            var output = recorder.RecordValue(Tensor.OfFloats([1, Elements], values));
            recorder.RecordStep(RecordOf(program, i, digest, output));
            digest = output;
        }

        return digest;
    }

    public static StepRecord RecordOf(Program program, int step, Digest input, Digest output) => new(
        (ulong)step, Coordinates.At((uint)step), program.Steps[step].Unit.Digest, Backend.OnnxRuntime,
            [input], [output], StepOutcome.Succeeded, new Metering(0, null));

    public static string Name(int step) => string.Create(CultureInfo.InvariantCulture, $"slice_{step}");

    private static TensorType TypeOf(int elements) => new(ElementType.Float, TensorShape.Of(1, elements));
}
