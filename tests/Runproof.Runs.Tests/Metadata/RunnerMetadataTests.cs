using System.Text;
using System.Text.Json.Nodes;
using Runproof.Core.Diagnostics;
using Runproof.Runs.Metadata;

namespace Runproof.Runs.Tests.Metadata;

public sealed class RunnerMetadataTests
{
    [Fact]
    public void What_is_written_is_read_and_written_again_byte_for_byte()
    {
        using var sample = new SlicedSample();
        var text = sample.Text;
        Assert.True(RunnerMetadata.TryRead(text, "m", out var metadata, out _));
        metadata.Save(sample.MetadataFile);
        Assert.Equal(text, sample.Text);

        Assert.Equal(62_006, metadata.TotalParameters);
        Assert.Equal(5, metadata.Slices.Length);
        Assert.Equal(6, metadata.Digests.Count);
        Assert.Equal(TimeSpan.FromSeconds(300), metadata.TimeLimit);
        Assert.Equal(2_097_152, metadata.SizeLimit);
        Assert.All(metadata.VerifiedSlices, pair => Assert.True(pair.Value));

        RunnerMetadata.GenerateForModel(sample.Folder);
        Assert.Equal(text, sample.Text);
    }

    [Fact]
    public void Unknown_keys_and_edits_survive_generating_again()
    {
        using var sample = new SlicedSample();
        var json = sample.Json;
        json["ours"] = new JsonArray(1, "two", new JsonObject { ["three"] = null });
        json["slices"]!["slice_1"]!["reviewed"] = "yes";
        json["execution_chain"]!["nodes"]!["slice_2"]!["comment"] = "ours";
        json["io_paths"]!["extra"] = 1;
        json["slices"]!["slice_1"]!["parameters"] = 0;
        json["time_limit"] = 7;
        json["size_limit"] = 8;
        json["verified_slices"]!["slice_4"] = false;
        File.WriteAllText(sample.MetadataFile, "\uFEFF" + json.ToJsonString());
        RunnerMetadata.GenerateForModel(sample.Folder);

        Assert.True(JsonNode.DeepEquals(json["ours"], sample.Json["ours"]));
        Assert.Equal("yes", (string?)sample.Json["slices"]!["slice_1"]!["reviewed"]);
        Assert.Equal("ours", (string?)sample.Json["execution_chain"]!["nodes"]!["slice_2"]!["comment"]);
        Assert.Equal(1, (int?)sample.Json["io_paths"]!["extra"]);
        Assert.NotEqual(0, (int?)sample.Json["slices"]!["slice_1"]!["parameters"]);
        Assert.True(RunnerMetadata.TryRead(sample.Text, "m", out var metadata, out _));
        Assert.Equal(TimeSpan.FromSeconds(7), metadata.TimeLimit);
        Assert.Equal(8, metadata.SizeLimit);
        Assert.False(metadata.VerifiedSlices["slice_4"]);
    }

    [Theory]
    [InlineData("", "line 1, column 1")]
    [InlineData("{\n  \"a\": 1,\n  \"b\": x\n}", "line 3, column 8")]
    [InlineData("{\"a\": 1, \"a\": 2}", "twice")]
    [InlineData("{\n\"a\": \"\\ud800\"}", "line 2, column 6")]
    [InlineData("{\"\\udc00\": 1}", "line 1, column 2")]
    [InlineData("[1]", "not a JSON object")]
    [InlineData("null", "not a JSON object")]
    public void Text_that_is_no_json_object_is_refused_with_its_place(string text, string says)
    {
        Assert.False(RunnerMetadata.TryRead(Encoding.UTF8.GetBytes(text), "m.json", out _, out var error));
        Assert.Equal(MetadataErrors.NotJson, error.Code);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_key_that_the_runner_relies_on_is_checked()
    {
        using var sample = new SlicedSample();
        foreach (var key in new[] { "schema", "model_name", "original_model_path", "num_slices", "overall_security", "time_limit", "size_limit", "total_parameters", "inputs", "outputs", "slices", "execution_chain", "verified_slices", "program", "digests" })
        {
            foreach (var wrong in new JsonNode?[] { null, JsonValue.Create(-1.5), JsonValue.Create("x"), new JsonObject { ["x"] = 1 }, new JsonArray(1) })
            {
                if (key is "model_name" or "original_model_path" && wrong is JsonValue value && value.TryGetValue(out string? _))
                    continue;
                AssertInvalid(sample, json => json[key] = wrong, key);
            }

            AssertInvalid(sample, json => json.Remove(key), key);
        }
    }

    [Theory]
    [InlineData("path", "")]
    [InlineData("path", "a\0b")]
    [InlineData("digest", "00")]
    [InlineData("parameters", "many")]
    [InlineData("inputs", "x")]
    [InlineData("outputs", "x")]
    [InlineData("provable", "x")]
    [InlineData("macs", "x")]
    [InlineData("circuit_path", "")]
    [InlineData("circuit_path", "circuit.rpc", "circuit_digest")]
    public void Every_key_of_a_slice_is_checked(string key, string? wrong, string? named = null)
    {
        using var sample = new SlicedSample();
        AssertInvalid(sample, json => json["slices"]!["slice_1"]![key] = wrong, $"slices.slice_1.{named ?? key}");
    }

    [Fact]
    public void A_slice_that_cannot_be_proved_has_a_reason()
    {
        using var sample = new SlicedSample();
        AssertInvalid(sample, json => json["slices"]!["slice_1"]!["provable"] = false, "slices.slice_1.why_not");
    }

    [Fact]
    public void A_chain_that_skips_repeats_or_forgets_a_slice_is_refused()
    {
        using var sample = new SlicedSample();
        AssertInvalid(sample, json => json["execution_chain"]!["head"] = "slice_1", "execution_chain");
        AssertInvalid(sample, json => json["execution_chain"]!["nodes"]!["slice_0"]!["next"] = "slice_2", "execution_chain");
        AssertInvalid(sample, json => json["execution_chain"]!["nodes"]!["slice_2"]!["next"] = "slice_0", "execution_chain");
        AssertInvalid(sample, json => json["execution_chain"]!["nodes"]!["slice_3"]!["next"] = null, "execution_chain");
        AssertInvalid(sample, json => json["num_slices"] = 4, "num_slices");
        AssertInvalid(sample, json => json["verified_slices"]!["slice_9"] = true, "slice_9");
        AssertInvalid(sample, json => json["outputs"]![0]!["source"] = "slice:0", "source");
    }

    [Fact]
    public void A_slice_path_that_leads_outside_the_folder_is_refused()
    {
        foreach (var path in new[] { "../slice_0.onnx", "/etc/passwd", "slices/../../x", ".." })
        {
            using var sample = new SlicedSample();
            Assert.Equal(MetadataErrors.Invalid, sample.FailsWith(json => json["slices"]!["slice_0"]!["path"] = path));
        }
    }

    [Fact]
    public void A_model_name_that_is_a_path_writes_nowhere_else()
    {
        using var sample = new SlicedSample();
        var folder = Directory.CreateDirectory(Path.Combine(sample.Folder, "deep", "er")).FullName;
        ModelSlices.Write(sample.Folder, new SliceRequest(), folder, TestContext.Current.CancellationToken);
        var file = Directory.GetFiles(folder, "*_Runner_Metadata.json").Single();
        var json = (JsonObject)JsonNode.Parse(File.ReadAllText(file))!;
        json["model_name"] = "../escaped";
        json["digests"] = new JsonObject();
        File.WriteAllText(file, json.ToJsonString());

        using var runner = Runner.Open(folder, new RunnerOptions { Record = false }, TestContext.Current.CancellationToken);
        Assert.Empty(Directory.GetFiles(sample.Folder, "escaped*", SearchOption.AllDirectories));
        Assert.Equal(Path.GetFileName(sample.Folder), runner.Name);
    }

    [Fact]
    public void Wiring_digests_files_and_staleness_are_checked_before_anything_runs()
    {
        using var sample = new SlicedSample();
        var text = sample.Text;
        var slice = Path.Combine(sample.Folder, "slices", "slice_3", "slice_3.onnx");
        Assert.Equal(MetadataErrors.ProgramChanged, sample.FailsWith(json => json["program"] = new string('0', 64)));
        File.WriteAllBytes(sample.MetadataFile, text);

        File.AppendAllText(slice, "x");
        Assert.Equal(MetadataErrors.SliceChanged, sample.Fails().Code);
        File.Delete(slice);
        Assert.Equal(MetadataErrors.SliceMissing, sample.Fails().Code);
        RunnerMetadata.GenerateForModel(sample.Folder);

        File.Delete(sample.MetadataFile);
        Assert.Equal(MetadataErrors.Missing, sample.Fails(generate: false).Code);
        File.WriteAllBytes(sample.MetadataFile, text);
        File.Copy(Path.Combine(Repository.Root, "samples", "models", "doom", "model.onnx"), Path.Combine(sample.Folder, "model.onnx"), overwrite: true);
        Assert.Equal(MetadataErrors.Stale, sample.Fails(generate: false).Code);
        File.Delete(Path.Combine(sample.Folder, "model.onnx"));
        Directory.CreateDirectory(Path.Combine(sample.Folder, "empty"));
        Assert.Equal(MetadataErrors.NoModel, Assert.Throws<RunproofException>(() => ModelLocation.Find(Path.Combine(sample.Folder, "empty"))).Diagnostic.Code);
    }

    private static void AssertInvalid(SlicedSample sample, Action<JsonObject> edit, string names)
    {
        var json = sample.Json;
        edit(json);
        Assert.False(RunnerMetadata.TryRead(Encoding.UTF8.GetBytes(json.ToJsonString()), "m.json", out var metadata, out var error), names);
        Assert.Null(metadata);
        Assert.Equal(MetadataErrors.Invalid, error.Code);
        Assert.Contains(names, error.Message, StringComparison.Ordinal);
    }
}
