using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Runproof.Models.Formats.Onnx;
using Runproof.TrainSamples.Export;
using Runproof.TrainSamples.Layers;
using Runproof.TrainSamples.Training;

namespace Runproof.Models.Tests.Samples.Golden;

/// <summary>The samples that are checked in: what their pages promise is so.</summary>
public sealed class SampleModelTests
{
    [Theory]
    [InlineData("net", 10)]
    [InlineData("doom", 7)]
    public void The_held_out_set_has_a_thousand_examples_of_all_classes(string name, int classes)
    {
        var set = SampleFiles.Holdout(name);
        Assert.Equal((1000, classes), (set.Count, set.Classes));
        Assert.Equal(SampleFiles.Task(name).Shape, set.Shape);
        var counts = Enumerable.Range(0, set.Count).CountBy(set.Label).ToDictionary();
        Assert.Equal(Enumerable.Range(0, classes), counts.Keys.Order());
        Assert.All(counts.Values, count => Assert.InRange(count, 1000 / classes, 1000 / classes + 1));
    }

    [Theory]
    [InlineData("net")]
    [InlineData("doom")]
    public void The_held_out_set_is_what_the_generator_draws(string name)
    {
        var stored = SampleFiles.Holdout(name);
        var drawn = SampleFolder.DrawHoldout(SampleFiles.Task(name), 100);
        for (var i = 0; i < drawn.Count; i++)
        {
            Assert.Equal(drawn.Label(i), stored.Label(i));
            Assert.Equal(drawn.Values(i), stored.Values(i));
        }
    }

    [Theory]
    [InlineData("net")]
    [InlineData("doom")]
    public void The_calibration_set_is_what_the_generator_draws_and_holds_nothing_of_the_held_out_set(string name)
    {
        var stored = SampleFiles.Calibration(name);
        var drawn = SampleFolder.DrawCalibration(SampleFiles.Task(name));
        var heldOut = SampleFiles.Holdout(name);
        Assert.Equal(SampleFolder.CalibrationCount, stored.Count);
        for (var i = 0; i < drawn.Count; i++)
        {
            Assert.Equal(drawn.Label(i), stored.Label(i));
            Assert.Equal(drawn.Values(i), stored.Values(i));
            Assert.DoesNotContain(Enumerable.Range(0, heldOut.Count), other => heldOut.Values(other).SequenceEqual(stored.Values(i)));
        }
    }

    [Theory]
    [InlineData("net", 62_006)]
    [InlineData("doom", 417_943)]
    public void The_model_has_the_promised_parameters_ports_and_layers(string name, long parameters)
    {
        var model = Model(name);
        var task = SampleFiles.Task(name);
        var graph = model.Graph;
        Assert.Equal(parameters, graph.Initializers.Values.Sum(initializer => initializer.ElementCount));
        Assert.Equal(18, model.Opset);
        Assert.Equal($"input float[batch,{string.Join(',', task.Shape)}]", string.Join(' ', graph.Inputs.Select(port => $"{port.Name} {port.Tensor}")));
        Assert.Equal($"output float[batch,{task.Classes.Count}]", string.Join(' ', graph.Outputs.Select(port => $"{port.Name} {port.Tensor}")));
        Assert.Equal(task.CreateNetwork(1).Layers.Select(layer => layer.Name), graph.Nodes.Select(node => node.Name));
        Assert.InRange(new FileInfo(SampleFiles.PathOf(name, "model.onnx")).Length, 4 * parameters, 2_000_000);
    }

    [Theory]
    [InlineData("net")]
    [InlineData("doom")]
    public void The_model_has_the_accuracy_that_its_page_states(string name)
    {
        var evaluation = Evaluation.Of(Load(name), SampleFiles.Holdout(name));
        Assert.InRange(evaluation.Percent, 97m, 100m);
        var stated = string.Create(CultureInfo.InvariantCulture, $"{evaluation.Correct:N0} of 1,000, {evaluation.Percent:F1} %");
        Assert.Contains(stated, File.ReadAllText(SampleFiles.PathOf(name, "README.md")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("net")]
    [InlineData("doom")]
    public void The_page_states_the_digests_of_the_files(string name)
    {
        var page = File.ReadAllText(SampleFiles.PathOf(name, "README.md"));
        foreach (var file in (string[])["model.onnx", "holdout.bin"])
            Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(SampleFiles.PathOf(name, file)))), page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("net")]
    [InlineData("doom")]
    public void The_input_is_the_first_held_out_example(string name)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(SampleFiles.PathOf(name, "input.json")));
        var rows = json.RootElement.GetProperty("input_data");
        Assert.Equal(1, rows.GetArrayLength());
        Assert.Equal(SampleFiles.Holdout(name).Inputs(0).AsFloats(), rows[0].EnumerateArray().Select(value => value.GetSingle()).ToArray());
    }

    private static OnnxModel Model(string name)
    {
        var read = OnnxModel.TryRead(SampleFiles.PathOf(name, "model.onnx"), out var model, out var error, TestContext.Current.CancellationToken);
        Assert.True(read && model is not null, error?.ToString());
        return model;
    }

    private static Network Load(string name)
    {
        var graph = Model(name).Graph;
        var network = SampleFiles.Task(name).CreateNetwork(1);
        foreach (var parameter in network.Parameters)
        {
            Assert.Equal(parameter.Shape, graph.Initializers[parameter.Name].Shape);
            graph.Initializers[parameter.Name].Load()!.AsFloats().CopyTo(parameter.Values);
        }

        return network;
    }
}
