using System.Text.Json.Nodes;
using Runproof.Cli.Errors;
using Runproof.Models.Onnx.Slicing;

namespace Runproof.Cli.Tests.Verbs;

public sealed class SliceVerbTests
{
    [Fact]
    public void Writes_slices_and_metadata_beside_the_model()
    {
        using var doom = ModelFolder.Of("doom");
        var run = doom.Run("slice", doom.Path, "--json");

        Assert.Equal(0, run.Code);
        var slices = run.Json.GetProperty("slices").EnumerateArray().ToArray();
        Assert.Equal(5, slices.Length);
        Assert.Equal(417_943, slices.Sum(slice => slice.GetProperty("parameters").GetInt64()));
        Assert.All(slices, slice => Assert.Equal(new FileInfo(doom.PathOf(slice.GetProperty("path").GetString()!)).Length, slice.GetProperty("size").GetInt64()));
        Assert.True(File.Exists(doom.MetadataFile));
        Assert.StartsWith("doom: 5 slices, 417,943 parameters\n", doom.Run("slice", doom.Path).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Cuts_where_it_is_told_to_into_a_folder_of_its_own_that_runs()
    {
        using var net = ModelFolder.Of("net");
        var folder = net.Beside("sliced");
        var json = net.Run("slice", net.Path, "-o", folder, "--cut", "pool1, relu3", "--json").Json;

        Assert.Equal(3, json.GetProperty("slices").GetArrayLength());
        Assert.Equal(["conv1", "relu1", "pool1"], json.GetProperty("slices")[0].GetProperty("nodes").EnumerateArray().Select(node => node.GetString()!));
        Assert.False(File.Exists(net.MetadataFile));
        var run = net.Run("run", folder, "--json").Json;
        Assert.Equal(3, run.GetProperty("result").GetProperty("execution_results").GetArrayLength());
        Assert.Equal("net", run.GetProperty("model").GetString());
    }

    [Fact]
    public void Cuts_further_where_a_slice_has_too_many_parameters()
    {
        using var net = ModelFolder.Of("net");
        var few = net.Run("slice", net.Path, "--cut", "fc2", "--json").Json.GetProperty("slices").GetArrayLength();
        var more = net.Run("slice", net.Path, "--cut", "fc2", "--max-params", "50000", "--json").Json.GetProperty("slices").GetArrayLength();

        Assert.Equal(2, few);
        Assert.True(more > few);
    }

    [Theory]
    [InlineData("--max-params", "0")]
    [InlineData("--max-params", "many")]
    public void A_limit_that_allows_nothing_is_a_usage_error(params string[] options)
    {
        using var net = ModelFolder.Of("net");
        Assert.Equal((int)CliErrors.Usage.Class, net.Run(["slice", net.Path, .. options]).Code);
        Assert.False(File.Exists(net.MetadataFile));
    }

    [Fact]
    public void A_node_that_does_not_exist_is_named()
    {
        using var net = ModelFolder.Of("net");
        var run = net.Run("slice", net.Path, "--cut", "nowhere", "--json");

        Assert.Equal((int)SliceErrors.UnknownNode.Class, run.Code);
        Assert.Equal(SliceErrors.UnknownNode.Name, run.Json.GetProperty("code").GetString());
        Assert.Contains("nowhere", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Slicing_again_keeps_what_a_person_wrote()
    {
        using var net = ModelFolder.Of("net");
        net.Run("slice", net.Path);
        net.EditMetadata(json =>
        {
            json["time_limit"] = 0.25;
            json["size_limit"] = 4096;
            json["verified_slices"]!["slice_2"] = false;
            json["note"] = new JsonObject { ["by"] = "me" };
        });
        Assert.Equal(0, net.Run("slice", net.Path).Code);

        var json = JsonNode.Parse(File.ReadAllText(net.MetadataFile))!;
        Assert.Equal(0.25, json["time_limit"]!.GetValue<double>());
        Assert.Equal(4096, json["size_limit"]!.GetValue<long>());
        Assert.False(json["verified_slices"]!["slice_2"]!.GetValue<bool>());
        Assert.Equal("me", json["note"]!["by"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("{\"time_limit\": 1e300, \"size_limit\": -1, \"verified_slices\": 7}")]
    [InlineData("{\"time_limit\": 1, \"time_limit\": 2}")]
    [InlineData("{\"\\ud800\": 1}")]
    [InlineData("[]")]
    [InlineData("not json")]
    public void Slicing_again_repairs_metadata_that_makes_no_sense(string broken)
    {
        using var net = ModelFolder.Of("net");
        File.WriteAllText(net.MetadataFile, broken);

        Assert.Equal(7, net.Run("run", net.Path).Code);
        Assert.Equal(0, net.Run("slice", net.Path).Code);
        Assert.Equal(0, net.Run("run", net.Path).Code);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_the_worlds_fault()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs /proc");
        using var net = ModelFolder.Of("net");
        Assert.Equal(5, net.Run("slice", net.Path, "-o", "/proc/runproof").Code);
    }
}
