using Runproof.Core.Diagnostics;
using Runproof.Core.Verdicts;
using Runproof.Models.Formats.Onnx;
using Runproof.Models.Tensors;
using Runproof.Runs.Claims;
using Runproof.Runs.Compiling;
using Runproof.Runs.Metadata;
using Runproof.Runs.Planning;
using Runproof.Runs.Results;
using Runproof.Runs.Store;
using Runproof.Runs.Tests.Execution;

namespace Runproof.Runs.Tests.Circuits;

/// <summary>Circuits on disk: made once, made again only where something changed.</summary>
public sealed class CompileTests(CompiledNet net) : IClassFixture<CompiledNet>
{
    private static readonly TensorType Vector = new(ElementType.Float, TensorShape.Of(1, 4));

    [Fact]
    public void Every_slice_of_the_sample_gets_a_circuit_that_comes_close()
    {
        Assert.All(net.Compiled.Slices, slice => Assert.Equal(CompileStatus.Compiled, slice.Status));
        Assert.All(net.Compiled.Slices, slice => Assert.InRange(slice.Circuit!.Fidelity!.RelativeError, 0, 0.03));
        Assert.Equal("calibration.bin", net.Compiled.Samples);
        Assert.Empty(net.Compiled.Warnings);
        Assert.StartsWith("circuits compiled and ready", net.Copy().Metadata["precircuit"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_metadata_counts_the_errors_of_every_circuit_and_of_all_together()
    {
        int[] elements = [6 * 14 * 14, 16 * 5 * 5, 120, 84, 10];
        for (var i = 0; i < elements.Length; i++)
        {
            var fidelity = net.Compiled.Metadata.Slices[i].Circuit!.Fidelity!;
            var histogram = fidelity.Histogram!;
            Assert.Equal(64L * elements[i], histogram.Total);
            Assert.InRange(fidelity.MaxError, 0, histogram.Edges[^1] * histogram.Step);
            Assert.InRange(fidelity.MeanError * histogram.Total, Least(histogram), Most(histogram));
        }

        var whole = net.Compiled.Metadata.OutputFidelity!;
        Assert.Equal((64, 640L), (whole.Inputs, whole.Histogram!.Total));
        Assert.True(whole.RelativeError > net.Compiled.Metadata.Slices[4].Circuit!.Fidelity!.RelativeError);
        Assert.True(whole.ClassAgreements >= 63);

        // Without one of the circuits, nobody can say what they come to together.
        var copy = net.Copy();
        copy.Edit(json => json["slices"]!["slice_1"]!["circuit_path"] = null);
        RunnerMetadata.GenerateForModel(copy.Path);
        Assert.Null(copy.Metadata["output_fidelity"]);
    }

    [Fact]
    public void What_did_not_change_is_not_compiled_again()
    {
        var copy = net.Copy();
        Assert.All(ModelCircuits.Compile(copy.Path, new()).Slices, slice => Assert.Equal(CompileStatus.Unchanged, slice.Status));

        File.Delete(copy.CircuitOf(2));
        var again = ModelCircuits.Compile(copy.Path, new());
        Assert.Equal([2], again.Slices.Index().Where(slice => slice.Item.Status == CompileStatus.Compiled).Select(slice => slice.Index));
        Assert.Equal(net.Compiled.Slices[2].Circuit!.Digest, again.Slices[2].Circuit!.Digest);

        var wide = ModelCircuits.Compile(copy.Path, new() { Slices = [0, 3], Precision = PrecisionChoice.A16W8 });
        Assert.Equal([CompileStatus.Compiled, CompileStatus.NotRequested], wide.Slices[..2].Select(slice => slice.Status));
        Assert.Equal("a16w8", wide.Slices[3].Circuit!.Precision);
    }

    [Fact]
    public void Slicing_again_keeps_the_circuits_of_slices_that_stay_the_same()
    {
        var copy = net.Copy();
        RunnerMetadata.GenerateForModel(copy.Path);

        Assert.Equal(100, copy.Run().OverallSecurity);
    }

    [Fact]
    public void A_slice_that_circuits_cannot_compute_says_why_and_falls_back()
    {
        using var folder = new ModelFolder(new OnnxModelBuilder(opset: 17)
            .AddInput("x", Vector)
            .AddOutput("y", Vector)
            .AddInitializer("w", Tensor.OfFloats([4, 4], [.. Enumerable.Range(0, 16).Select(i => MathF.Sin(i))]))
            .AddNode("MatMul", ["x", "w"], ["a"], "a")
            .AddNode("Erf", ["a"], ["b"], "b")
            .AddNode("MatMul", ["b", "w"], ["y"], "y"));
        folder.Open("a", "b").Dispose();
        var compiled = ModelCircuits.Compile(folder.Path, new() { Store = folder.StorePath });
        Assert.Equal([CompileStatus.Compiled, CompileStatus.NotProvable, CompileStatus.Compiled], compiled.Slices.Select(slice => slice.Status));
        Assert.Contains("not provable", compiled.Slices[1].WhyNot, StringComparison.Ordinal);
        Assert.NotEmpty(compiled.Warnings);

        using var runner = Runner.Open(folder.Path, folder.Options);
        var result = runner.Infer(InferMode.Auto, [Tensor.OfFloats([1, 4], [0.5f, -0.25f, 0.75f, -1])], CancellationToken.None);
        Assert.Equal([ExecutionMethod.Circuit, ExecutionMethod.OnnxSlice, ExecutionMethod.Circuit], result.ExecutionResults.Select(slice => slice.Method));
        Assert.Equal(FallbackReason.NotProvable, result.ExecutionResults[1].Fallback);
        Assert.Equal(66, result.OverallSecurity);
        folder.CheckRecord(result);
    }

    [Fact]
    public void A_softmax_at_the_end_is_computed_again_by_whoever_verifies_the_run()
    {
        using var folder = new ModelFolder(new OnnxModelBuilder(opset: 17)
            .AddInput("x", Vector)
            .AddOutput("y", Vector)
            .AddInitializer("w", Tensor.OfFloats([4, 4], [.. Enumerable.Range(0, 16).Select(i => 9 * MathF.Sin(i))]))
            .AddNode("MatMul", ["x", "w"], ["a"], "a")
            .AddNode("Softmax", ["a"], ["y"], "y"));
        folder.Open().Dispose();
        ModelCircuits.Compile(folder.Path, new() { Store = folder.StorePath });
        using var runner = Runner.Open(folder.Path, folder.Options);
        var result = runner.Infer(InferMode.Auto, [Tensor.OfFloats([1, 4], [0.5f, -0.25f, 0.75f, -1])], CancellationToken.None);
        Assert.Equal(100, result.OverallSecurity);
        Assert.Equal(1, result.Logits.Sum(), 1e-6);

        var store = RunStore.Open(folder.StorePath);
        Assert.True(store.TryResolve(result.RunId!, out var location, out _));
        Assert.True(RunVerifier.TryVerify(store, location, null, out var verdict, out _));
        Assert.Equal((Verification.Passed, 100), (verdict.Verdict.Status, verdict.SecurityPercent));
        Assert.DoesNotContain(verdict.NotChecked, gap => gap.Contains("Softmax", StringComparison.Ordinal));
    }

    [Fact]
    public void A_slice_that_the_model_does_not_have_is_refused()
    {
        var error = Assert.Throws<RunproofException>(() => ModelCircuits.Compile(net.Copy().Path, new() { Slices = [5] })).Diagnostic;

        Assert.Equal(PlanningErrors.UnknownSlice, error.Code);
    }

    // What the sum of the absolute errors is at least and at most, where each lies in its bin.
    private static double Least(ErrorHistogram histogram) => histogram.Step * histogram.Counts.Select((count, i) => count * Distance(histogram, i, Math.Min)).Sum();

    private static double Most(ErrorHistogram histogram) => histogram.Step * histogram.Counts.Select((count, i) => count * Distance(histogram, i, Math.Max)).Sum();

    private static double Distance(ErrorHistogram histogram, int bin, Func<double, double, double> of) =>
        histogram.Edges[bin] < 0 && histogram.Edges[bin + 1] > 0 && of(0, 1) == 0 ? 0 : of(Math.Abs(histogram.Edges[bin]), Math.Abs(histogram.Edges[bin + 1]));
}
