using Runproof.Core.Diagnostics;
using Runproof.Models.Formats.Onnx;
using Runproof.Models.Tensors;

namespace Runproof.Cli.Tests.Verbs;

public sealed class InspectVerbTests
{
    [Fact]
    public void Tells_what_a_model_is_made_of()
    {
        var model = Repository.PathOf("..", "shared", "data", "models", "mnist", "model.onnx");
        Assert.SkipUnless(File.Exists(model), "the shared models are not here");

        var json = CommandRun.Of("inspect", model, "--json").Json;
        Assert.Equal("runproof.inspect/1", json.GetProperty("schema").GetString());
        Assert.Equal("2f06e72de813a8635c9bc0397ac447a601bdbfa7df4bebc278723b958831c9bf", json.GetProperty("sha256").GetString());
        Assert.Equal(26454, json.GetProperty("size").GetInt64());
        Assert.Equal(8, json.GetProperty("opsets").GetProperty("ai.onnx").GetInt64());
        Assert.Equal("float[1,1,28,28]", json.GetProperty("inputs")[0].GetProperty("type").GetString());
        Assert.Equal("float[1,10]", json.GetProperty("outputs")[0].GetProperty("type").GetString());
        Assert.Equal(12, json.GetProperty("operators").EnumerateObject().Sum(op => op.Value.GetInt32()));
        Assert.Equal(5994, json.GetProperty("parameters").GetInt64());
        Assert.Equal(0, json.GetProperty("problems").GetArrayLength());

        var text = CommandRun.Of("inspect", model).Output;
        Assert.Contains("Input3 float[1,1,28,28]", text, StringComparison.Ordinal);
        Assert.Contains("MaxPool", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Tells_what_a_run_holds_by_its_folder_and_by_its_file()
    {
        using var net = new RecordedNet();
        foreach (var path in new[] { net.RunFolder, net.TraceFile })
        {
            var json = net.RunJson("inspect", path).Json;
            Assert.Equal(net.RunId, json.GetProperty("run").GetString());
            Assert.Equal(net.Claim.ToString(), json.GetProperty("claim").GetString());
            Assert.Equal(["slice_0", "slice_1", "slice_2", "slice_3", "slice_4"], json.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("name").GetString()));
            Assert.Equal(651_720, json.GetProperty("steps").EnumerateArray().Sum(step => step.GetProperty("macs").GetInt64()));
            Assert.Contains("nothing was verified", CommandRun.Of("inspect", path).Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_damaged_run_is_refused_at_a_place()
    {
        using var net = new RecordedNet();
        var bytes = File.ReadAllBytes(net.TraceFile);
        bytes[500] ^= 1;
        var damaged = Path.Combine(net.Copy(), "trace");
        File.WriteAllBytes(damaged, bytes);
        Assert.Equal((int)ErrorClass.VerificationFailed, CommandRun.Of("inspect", damaged).Code);
    }

    [Fact]
    public void A_file_that_is_no_model_is_malformed_at_a_place()
    {
        var run = CommandRun.Of("inspect", Repository.PathOf("LICENSE"), "--json");

        Assert.Equal((int)ErrorClass.Malformed, run.Code);
        Assert.Equal(OnnxErrors.Wire.Name, run.Json.GetProperty("code").GetString());
        Assert.Equal(0, run.Json.GetProperty("offset").GetInt64());
    }

    [Fact]
    public void A_hostile_name_reaches_a_program_as_it_is_and_a_terminal_made_harmless()
    {
        const string Name = "x\e[2J\n";
        using var directory = new TemporaryDirectory();
        var file = directory.PathOf("model.onnx");
        var type = new TensorType(ElementType.Float, new TensorShape([Dimension.Symbol("batch")]));
        File.WriteAllBytes(file, new OnnxModelBuilder().AddInput(Name, type).AddOutput("y", type).AddNode("Relu", [Name], ["y"]).Build());

        var json = CommandRun.Of("inspect", file, "--json").Json;
        Assert.Equal(Name, json.GetProperty("inputs")[0].GetProperty("name").GetString());
        Assert.Contains("float[batch]", json.GetProperty("problems")[0].GetString(), StringComparison.Ordinal);
        Assert.Contains("x\\u{1b}[2J\\u{a}", CommandRun.Of("inspect", file).Output, StringComparison.Ordinal);
    }
}
