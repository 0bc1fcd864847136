using Runproof.Cli.Errors;
using Runproof.Core.Diagnostics;
using Runproof.Models.Formats.Onnx;

namespace Runproof.Cli.Tests.Verbs;

public sealed class AnalyzeVerbTests
{
    [Fact]
    public void Shows_every_node_and_the_totals()
    {
        using var net = ModelFolder.Of("net");
        var json = net.Run("analyze", net.Path, "--json").Json;

        Assert.Equal(62_006, json.GetProperty("parameters").GetInt64());
        Assert.Equal(651_720, json.GetProperty("macs").GetInt64());
        Assert.Equal(12, json.GetProperty("provableNodes").GetInt32());
        Assert.Equal(12, json.GetProperty("nodes").GetArrayLength());
        Assert.Equal("float[1,6,28,28]", json.GetProperty("nodes")[0].GetProperty("outputs")[0].GetProperty("type").GetString());

        var text = net.Run("analyze", net.Path);
        Assert.Equal(0, text.Code);
        Assert.StartsWith("net: 12 nodes, 62,006 parameters, 651,720 MACs, opset 18\n", text.Output, StringComparison.Ordinal);
        Assert.Contains("provable: 12 of 12 nodes", text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Saves_what_it_prints_as_json()
    {
        using var net = ModelFolder.Of("net");
        var printed = net.Run("analyze", net.Path, "--json", "--save");

        Assert.Equal(printed.Output, File.ReadAllText(net.PathOf("net_analysis.json")));
        Assert.Contains("net_analysis.json", net.Run("analyze", net.Path, "--save").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_multiplies_the_work_and_an_open_dimension_is_explained()
    {
        using var net = ModelFolder.Of("net");
        Assert.Equal(8 * 651_720, net.Run("analyze", net.Path, "--batch", "8", "--json").Json.GetProperty("macs").GetInt64());

        using var open = ModelFolder.OfModel(SmallModels.Open());
        Assert.Contains("float[1,2,1,columns]", open.Run("analyze", open.Path).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_requests_and_bad_files_have_their_own_exit_codes()
    {
        using var net = ModelFolder.Of("net");
        AssertFails(net.Run("analyze", net.Path, "--batch", "0", "--json"), CliErrors.Usage);
        AssertFails(net.Run("analyze", net.PathOf("no.onnx"), "--json"), WorldErrors.FileMissing);
        AssertFails(net.Run("analyze", net.Beside("nothing"), "--json"), WorldErrors.FileMissing);

        var model = net.PathOf("model.onnx");
        File.WriteAllBytes(model, File.ReadAllBytes(model)[..1000]);
        AssertFails(net.Run("analyze", net.Path, "--json"), OnnxErrors.Truncated);
        AssertFails(net.Run("slice", net.Path, "--json"), OnnxErrors.Truncated);
        AssertFails(net.Run("run", net.Path, "--json"), OnnxErrors.Truncated);
    }

    private static void AssertFails(CommandRun run, ErrorCode code)
    {
        Assert.Equal(code.Name, run.Json.GetProperty("code").GetString());
        Assert.Equal((int)code.Class, run.Code);
        Assert.Empty(run.Error);
    }
}
