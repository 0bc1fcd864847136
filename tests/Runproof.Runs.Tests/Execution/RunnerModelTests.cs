using Google.Protobuf;
using Runproof.Core.Programs;
using Runproof.Models.Formats.Onnx;
using Runproof.Models.Formats.Onnx.Wire;
using Runproof.Models.Tensors;
using Runproof.Runs.Metadata;
using Runproof.Runs.Planning;

namespace Runproof.Runs.Tests.Execution;

/// <summary>The main path over every shape of model: whole and as slices, recorded, verified and replayed.</summary>
public sealed class RunnerModelTests
{
    public static TheoryData<string> Models => [.. GraphModel.All.Keys];

    [Theory]
    [MemberData(nameof(Models))]
    public void Slices_equal_the_whole_and_the_store_alone_can_replay_them(string what)
    {
        var model = GraphModel.All[what];
        using var folder = new ModelFolder(model.Model);
        using var runner = folder.Open(model.Cuts);
        Assert.Equal(model.Cuts.Length + 1, runner.Metadata.Slices.Length);
        folder.CheckRuns(runner, model.Inputs);
    }

    [Fact]
    public void Halves_are_rounded_between_slices_and_not_between_nodes_so_that_they_agree_within_their_precision()
    {
        var model = GraphModel.Halves(1f / 3);
        using var folder = new ModelFolder(model.Model);
        using var runner = folder.Open(model.Cuts);
        var whole = runner.Infer(InferMode.OnnxOnly, model.Inputs, CancellationToken.None).Outputs[0].Value.AsFloats().ToArray();
        var sliced = runner.Infer(InferMode.Auto, model.Inputs, CancellationToken.None);
        folder.CheckRecord(sliced);
        Assert.Equal(model.Inputs[0].AsFloats().ToArray().Select(x => (float)((Half)x * (Half)(1f / 3))), sliced.Outputs[0].Value.AsFloats().ToArray());
        Assert.All(whole.Zip(sliced.Outputs[0].Value.AsFloats().ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-3));
    }

    [Fact]
    public void A_skipping_value_is_returned_once_and_read_from_where_it_was_made()
    {
        var model = GraphModel.All["a value that is read two slices later"];
        using var folder = new ModelFolder(model.Model);
        using var runner = folder.Open(model.Cuts);
        var slices = runner.Metadata.Slices;
        Assert.Equal(["a", "b", "c", "y"], slices.Select(slice => Assert.Single(slice.Outputs).Name));
        Assert.Equal([Binding.Output(0, 0), Binding.Output(2, 0)], slices[3].Sources);
        var trace = folder.Read(folder.CheckRuns(runner, model.Inputs).RunId!);
        Assert.Equal(trace.Steps[0].Outputs[0], trace.Steps[3].Inputs[0]);
        Assert.Equal(5, trace.Values.Length);
    }

    [Fact]
    public void A_subgraph_stays_whole_and_its_outer_value_is_an_input_of_its_slice()
    {
        var model = GraphModel.All["an If that takes its first branch"];
        using var folder = new ModelFolder(model.Model);
        using var runner = folder.Open(model.Cuts);
        Assert.Equal(["a", "flag"], runner.Metadata.Slices[1].Inputs.Select(port => port.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["If"], Read(folder, runner, 1).Graph.Nodes.Select(node => node.OpType));
    }

    [Fact]
    public void Weights_in_another_file_move_into_the_slices_and_into_the_store()
    {
        using var folder = External();
        using var runner = folder.Open("a");
        Assert.Equal(["model.onnx", "weights.bin"], runner.Metadata.Digests.Keys.Where(path => !path.StartsWith("slices/", StringComparison.Ordinal)));
        Assert.Empty(Read(folder, runner, 0).ExternalFiles);
        var whole = runner.Infer(InferMode.OnnxOnly, [Two(1, 1)], CancellationToken.None);
        var sliced = folder.CheckRuns(runner, Two(1, 1));
        Assert.Equal([-11f, -21], sliced.Outputs[0].Value.AsFloats());

        Directory.Delete(folder.Path, recursive: true);
        folder.CheckRecord(whole);
        folder.CheckRecord(sliced);
    }

    [Fact]
    public void Weights_that_changed_in_another_file_make_the_slices_stale()
    {
        using var folder = External();
        folder.Open("a").Dispose();
        File.WriteAllBytes(folder.PathOf("weights.bin"), Two(30, 40).Data.Span);
        var error = Assert.Throws<Core.Diagnostics.RunproofException>(() => Runner.Open(folder.Path, folder.Options with { Generate = false })).Diagnostic;
        Assert.Equal(MetadataErrors.Stale, error.Code);
        Assert.EndsWith("weights.bin", error.Subject, StringComparison.Ordinal);

        using var runner = folder.Open();
        var result = folder.CheckRuns(runner, Two(1, 1));
        Assert.Equal([-31f, -41], result.Outputs[0].Value.AsFloats());
        Assert.Contains("weights.bin", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_digit_model_sees_a_seven()
    {
        var source = Path.Combine(Repository.Root, "..", "shared", "data", "models", "mnist");
        Assert.SkipUnless(Directory.Exists(source), "the shared models are absent");
        using var folder = new ModelFolder(File.ReadAllBytes(Path.Combine(source, "model.onnx")));
        File.Copy(Path.Combine(source, "input.json"), folder.PathOf("input.json"));
        using var runner = folder.Open();
        var result = await runner.InferAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(7, result.PredictedClass);
        Assert.Equal(3, result.ExecutionResults.Length);
        folder.CheckRuns(runner, [.. runner.ReadInput()]);
    }

    private static Tensor Two(float first, float second) => Tensor.OfFloats([2], [first, second]);

    private static OnnxModel Read(ModelFolder folder, Runner runner, int slice)
    {
        Assert.True(OnnxModel.TryRead(folder.PathOf(runner.Metadata.Slices[slice].Path), out var model, out var error), error?.ToString());
        return model;
    }

    /// <summary><c>y = -(x + w)</c> with <c>w = (10, 20)</c> in a file beside the model.</summary>
    private static ModelFolder External()
    {
        var type = new TensorType(ElementType.Float, TensorShape.Of(2));
        var model = new OnnxModelBuilder().AddInput("x", type).AddOutput("y", type).AddNode("Add", ["x", "w"], ["a"], "a").AddNode("Neg", ["a"], ["y"], "b").ToProto();
        model.Graph.Initializer.Add(new TensorProto
        {
            Name = "w",
            DataType = (int)ElementType.Float,
            Dims = { 2 },
            DataLocation = TensorProto.Types.DataLocation.External,
            ExternalData = { new StringStringEntryProto { Key = "location", Value = "weights.bin" } },
        });
        var folder = new ModelFolder(model.ToByteArray());
        File.WriteAllBytes(folder.PathOf("weights.bin"), Two(10, 20).Data.Span);
        return folder;
    }
}
