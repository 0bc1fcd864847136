using System.Text.Json;
using System.Text.Json.Nodes;
using Runproof.Cli.Errors;
using Runproof.Core.Diagnostics;
using Runproof.Runs.Backends;
using Runproof.Runs.Inputs;
using Runproof.Runs.Metadata;
using Runproof.Runs.Planning;
using Runproof.Runs.Store;

namespace Runproof.Cli.Tests.Verbs;

public sealed class RunVerbTests
{
    [Theory]
    [InlineData("net")]
    [InlineData("doom")]
    public void Runs_a_sample_slice_by_slice_and_records_it(string sample)
    {
        using var model = ModelFolder.Of(sample);
        var json = model.Run("run", model.Path, "--json").Json;
        var result = json.GetProperty("result");

        Assert.Equal("sliced", result.GetProperty("execution_method").GetString());
        Assert.Equal(0, result.GetProperty("overall_security").GetInt32());
        Assert.All(result.GetProperty("execution_results").EnumerateArray(), slice => Assert.Equal("circuit-not-compiled", slice.GetProperty("fallback_reason").GetString()));
        var known = RunStore.Open(model.Store).KnownClaim(json.GetProperty("run").GetString()!);
        Assert.Equal(json.GetProperty("claim").GetString(), known!.Value.Claim.ToString());

        var again = model.Run("run", model.PathOf("model.onnx"));
        Assert.Equal(0, again.Code);
        Assert.StartsWith($"{sample}: class {result.GetProperty("predicted_class")}, succeeded in ", again.Output, StringComparison.Ordinal);
        Assert.Contains("security 0 %: 0 of 5 slices proved, 5 executed on ONNX Runtime (circuit-not-compiled)", again.Output, StringComparison.Ordinal);
        Assert.Contains("runproof verify 2", again.Output, StringComparison.Ordinal);
        Assert.Contains(json.GetProperty("claim").GetString()!, again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_known_answer_of_an_independent_model_comes_out()
    {
        using var mnist = ModelFolder.OfShared("mnist");
        Assert.Equal(7, mnist.Run("run", mnist.Path, "--json").Json.GetProperty("result").GetProperty("predicted_class").GetInt32());
    }

    [Fact]
    public void Runs_whole_and_unrecorded_where_that_is_asked_for()
    {
        using var net = ModelFolder.Of("net");
        var json = net.Run("run", net.Path, "--infer", "onnx-only", "--no-trace", "--optimization", "off", "--backend", "onnxruntime", "--json").Json;

        Assert.Equal("whole", json.GetProperty("result").GetProperty("execution_method").GetString());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("run").ValueKind);
        Assert.False(Directory.Exists(net.Store));
        Assert.Contains("not recorded", net.Run("run", net.Path, "--no-trace").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Slices_and_whole_are_bit_identical_without_optimisation()
    {
        using var net = ModelFolder.Of("net");
        string Logits(string mode) => net.Run("run", net.Path, "--infer", mode, "--no-trace", "--optimization", "off", "--json").Json
            .GetProperty("result").GetProperty("logits").GetRawText();
        Assert.Equal(Logits("onnx-only"), Logits("auto"));
    }

    [Fact]
    public void An_output_that_is_no_vector_of_classes_is_printed_as_values()
    {
        using var folder = ModelFolder.OfModel(SmallModels.Open(), """{"input_data": [[1, -2, 3.5, 4]]}""");
        Assert.Contains("float[1,2,1,2]  1  0  3.5  4", folder.Run("run", folder.Path).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_and_wishes_come_from_the_metadata_and_options_take_precedence()
    {
        using var net = ModelFolder.Of("net");
        net.Run("slice", net.Path);
        net.EditMetadata(json =>
        {
            json["time_limit"] = 0.5;
            json["size_limit"] = 1024;
            json["verified_slices"]!["slice_1"] = false;
        });
        var edited = net.Run("run", net.Path, "--json").Json.GetProperty("result");
        Assert.Equal(0.5, edited.GetProperty("time_limit").GetDouble());
        Assert.Equal(1024, edited.GetProperty("size_limit").GetInt64());
        Assert.Equal(["circuit-not-compiled", "not-wanted", "circuit-not-compiled", "circuit-not-compiled", "circuit-not-compiled"], Reasons(edited));

        var told = net.Run("run", net.Path, "--time-limit", "2.5", "--size-limit", "99", "--verify-slices", "0,4", "--json").Json.GetProperty("result");
        Assert.Equal(2.5, told.GetProperty("time_limit").GetDouble());
        Assert.Equal(99, told.GetProperty("size_limit").GetInt64());
        Assert.Equal(["circuit-not-compiled", "not-wanted", "not-wanted", "not-wanted", "circuit-not-compiled"], Reasons(told));
    }

    [Fact]
    public void Bad_requests_are_usage_errors()
    {
        using var net = ModelFolder.Of("net");
        AssertFails(net, PlanningErrors.UnknownSlice, "--verify-slices", "0,5");
        AssertFails(net, PlanningErrors.CircuitsOnly, "--infer", "circuits-only");
        AssertFails(net, CliErrors.Usage, "--infer", "magic");
        AssertFails(net, CliErrors.Usage, "--backend", "zkvm");
        AssertFails(net, CliErrors.Usage, "--optimization", "some");
        AssertFails(net, CliErrors.Usage, "--verify-slices", "0,-1");
        AssertFails(net, CliErrors.Usage, "--time-limit", "-1");
        AssertFails(net, CliErrors.Usage, "--time-limit", "NaN");
        AssertFails(net, CliErrors.Usage, "--size-limit", "-1");
        AssertFails(net, CliErrors.Usage, "--resume", "--no-trace");
    }

    [Fact]
    public void Bad_inputs_are_malformed_and_leave_no_run_behind()
    {
        using var net = ModelFolder.Of("net");
        var input = net.Beside("x.json");
        foreach (var (text, code) in new[]
        {
            ("""{"input_data": [[1, 2, 3]]}""", InputErrors.WrongShape),
            ("""{"input_data": [[1, NaN]]}""", InputErrors.Malformed),
            ("""{"input_data": [["NaN"]]}""", InputErrors.OutOfRange),
            ("""{"input_data": [[1e99]]}""", InputErrors.OutOfRange),
            ("""{"input": 1}""", InputErrors.Malformed),
            ("", InputErrors.Malformed),
        })
        {
            File.WriteAllText(input, text);
            AssertFails(net, code, "--input", input);
        }

        AssertFails(net, InputErrors.FileMissing, "--input", net.Beside("none.json"));
        File.Delete(net.PathOf("input.json"));
        AssertFails(net, InputErrors.FileMissing);
        Assert.Empty(RunStore.Open(net.Store).List());
    }

    [Fact]
    public void A_step_that_fails_ends_with_1_and_a_recorded_outcome()
    {
        using var folder = ModelFolder.OfModel(SmallModels.Lookup(), """{"input_data": [[0, 9]]}""");
        var error = AssertFails(folder, BackendErrors.RunFailed);

        var run = Assert.Single(RunStore.Open(folder.Store).List());
        Assert.Equal(RunState.Closed, run.State);
        Assert.Contains(run.Id, error.GetProperty("hint").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Broken_metadata_is_malformed_at_a_line_and_a_column()
    {
        using var net = ModelFolder.Of("net");
        net.Run("slice", net.Path);
        var text = File.ReadAllText(net.MetadataFile);
        File.WriteAllText(net.MetadataFile, text.Replace("\"time_limit\": 300", "\"time_limit\": three", StringComparison.Ordinal));
        var json = AssertFails(net, MetadataErrors.NotJson);
        var line = text[..text.IndexOf("\"time_limit\"", StringComparison.Ordinal)].Count(c => c == '\n') + 1;
        Assert.StartsWith($"line {line}, column 1", json.GetProperty("message").GetString(), StringComparison.Ordinal);

        File.WriteAllText(net.MetadataFile, text.Replace("\"time_limit\": 300", "\"time_limit\": \"long\"", StringComparison.Ordinal));
        Assert.Contains("time_limit", AssertFails(net, MetadataErrors.Invalid).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_slice_that_changed_or_went_away_stops_the_run()
    {
        using var net = ModelFolder.Of("net");
        net.Run("slice", net.Path);
        var slice = net.PathOf("slices/slice_2/slice_2.onnx");
        var bytes = File.ReadAllBytes(slice);
        bytes[^1] ^= 1;
        File.WriteAllBytes(slice, bytes);
        AssertFails(net, MetadataErrors.SliceChanged);
        Assert.Equal((int)ErrorClass.VerificationFailed, net.Run("run", net.Path).Code);
        File.Delete(slice);
        AssertFails(net, MetadataErrors.SliceMissing);
    }

    [Fact]
    public void Wiring_that_was_edited_is_refused()
    {
        using var net = ModelFolder.Of("net");
        net.Run("slice", net.Path);
        net.EditMetadata(json => json["outputs"]![0]!["source"] = "slice_3:0");
        AssertFails(net, MetadataErrors.ProgramChanged);
    }

    [Fact]
    public void A_model_that_changed_is_sliced_again_with_a_warning_unless_that_is_not_wanted()
    {
        using var net = ModelFolder.Of("net");
        AssertFails(net, MetadataErrors.Missing, "--no-auto");
        net.Run("slice", net.Path);
        using (var doom = ModelFolder.Of("doom"))
        {
            foreach (var file in new[] { "model.onnx", "input.json" })
                File.Copy(doom.PathOf(file), net.PathOf(file), overwrite: true);
        }

        AssertFails(net, MetadataErrors.Stale, "--no-auto");
        var run = net.Run("run", net.Path);
        Assert.Equal(0, run.Code);
        Assert.StartsWith("warning ", run.Error, StringComparison.Ordinal);
        Assert.Empty(net.Run("run", net.Path).Error);
    }

    [Fact]
    public void A_folder_without_a_model_or_with_several_says_so()
    {
        using var net = ModelFolder.Of("net");
        File.Move(net.PathOf("model.onnx"), net.PathOf("a.onnx"));
        Assert.Equal(0, net.Run("run", net.Path).Code);
        File.Copy(net.PathOf("a.onnx"), net.PathOf("b.onnx"));
        AssertFails(net, MetadataErrors.NoModel);
        Assert.Equal(0, net.Run("run", net.PathOf("b.onnx")).Code);
    }

    [Fact]
    public void Going_on_without_an_interrupted_run_begins_at_the_beginning_and_says_so()
    {
        using var net = ModelFolder.Of("net");
        net.Run("run", net.Path);
        var run = net.Run("run", net.Path, "--resume");
        Assert.Equal(0, run.Code);
        Assert.Contains("no interrupted run", run.Error, StringComparison.Ordinal);
        Assert.Empty(net.Run("run", net.Path, "--resume", "--quiet").Error);
    }

    [Fact]
    public void An_interrupted_run_goes_on_after_its_last_whole_step()
    {
        using var net = ModelFolder.Of("net");
        var first = net.Run("run", net.Path, "--json").Json;
        var trace = Path.Combine(net.Store, "runs", first.GetProperty("run").GetString()!);
        var file = Directory.GetFiles(trace).Single(path => new FileInfo(path).Length > 1000);
        using (var stream = new FileStream(file, FileMode.Open))
            stream.SetLength(stream.Length - 1500);

        var resumed = net.Run("run", net.Path, "--resume", "--json").Json;
        Assert.Equal(first.GetProperty("run").GetString(), resumed.GetProperty("resumedFrom").GetString());
        Assert.InRange(resumed.GetProperty("resumedSteps").GetInt32(), 1, 4);
        Assert.Equal(first.GetProperty("claim").GetString(), resumed.GetProperty("claim").GetString());
        Assert.Equal(first.GetProperty("result").GetProperty("logits").GetRawText(), resumed.GetProperty("result").GetProperty("logits").GetRawText());
        Assert.Contains("taken over", net.Run("run", net.Path, "--resume").Output, StringComparison.Ordinal);

        var other = JsonNode.Parse(File.ReadAllText(net.PathOf("input.json")))!;
        other["input_data"]![0] = new JsonArray([.. Enumerable.Range(0, 3072).Select(_ => JsonValue.Create(0.5))]);
        File.WriteAllText(net.PathOf("input.json"), other.ToJsonString());
        Assert.Equal(0, net.Run("run", net.Path, "--resume", "--json").Json.GetProperty("resumedSteps").GetInt32());
    }

    private static IEnumerable<string?> Reasons(JsonElement result) =>
        result.GetProperty("execution_results").EnumerateArray().Select(slice => slice.GetProperty("fallback_reason").GetString());

    private static JsonElement AssertFails(ModelFolder folder, ErrorCode code, params string[] options)
    {
        var run = folder.Run(["run", folder.Path, .. options, "--json"]);
        Assert.Equal(code.Name, run.Json.GetProperty("code").GetString());
        Assert.Equal((int)code.Class, run.Code);
        return run.Json;
    }
}
