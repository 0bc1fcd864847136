using System.Text.Json;
using Runproof.Cli.Errors;
using Runproof.Core.Diagnostics;
using Runproof.Models.Samples;
using Runproof.Runs.Metadata;

namespace Runproof.Cli.Tests.Verbs;

public sealed class ValidateVerbTests
{
    [Theory]
    [InlineData("net", 0.97)]
    [InlineData("doom", 0.97)]
    public void A_sample_passes_and_its_slices_are_as_accurate_as_the_whole(string sample, double least)
    {
        using var model = ModelFolder.Of(sample);
        var run = model.Run("validate", model.Path, "--runs", "2", "--accuracy", "--json");

        Assert.Equal(0, run.Code);
        Assert.Empty(run.Error);
        Assert.Equal("passed", run.Json.GetProperty("status").GetString());
        Assert.True(run.Json.GetProperty("errorsUnoptimized").GetProperty("bitIdentical").GetBoolean());
        Assert.InRange(run.Json.GetProperty("errors").GetProperty("relative").GetDouble(), 0, 1e-5);
        var accuracy = run.Json.GetProperty("accuracy");
        var examples = accuracy.GetProperty("examples").GetInt32();
        Assert.True(accuracy.GetProperty("wholeCorrect").GetInt32() >= least * examples);
        Assert.Equal(examples, accuracy.GetProperty("agreements").GetInt32());
    }

    [Fact]
    public void The_independent_model_passes()
    {
        using var mnist = ModelFolder.OfShared("mnist");
        var run = mnist.Run("validate", mnist.Path, "--runs", "1", "--json");
        Assert.Equal(0, run.Code);
        Assert.Equal([7, 7], run.Json.GetProperty("methods").EnumerateArray().Select(row => row.GetProperty("predictedClass").GetInt32()));
    }

    [Fact]
    public void Prints_the_table_the_error_analysis_and_the_gates()
    {
        using var net = ModelFolder.Of("net");
        var text = net.Run("validate", net.Path, "--runs", "1").Output;

        foreach (var expected in new[] { "whole model", "sliced auto", "overhead", "security gain", "circuit sizes", "none compiled", "0.000000000000", "✓ match", "0 circuits, 5 ONNX slices" })
            Assert.Contains(expected, text, StringComparison.Ordinal);
        Assert.DoesNotContain('✗', text);
        Assert.False(Directory.Exists(net.Store));
    }

    [Fact]
    public void A_gate_that_fails_ends_with_4()
    {
        using var net = ModelFolder.Of("net");
        var run = net.Run("validate", net.Path, "--runs", "1", "--require-security", "80");

        Assert.Equal((int)ErrorClass.VerificationFailed, run.Code);
        Assert.Contains("✗  security at least 80 %", run.Output, StringComparison.Ordinal);
        Assert.Equal("failed", net.Run("validate", net.Path, "--runs", "1", "--require-security", "1", "--json").Json.GetProperty("status").GetString());
    }

    [Fact]
    public void A_model_without_classes_is_validated_by_its_values()
    {
        using var folder = ModelFolder.OfModel(SmallModels.Open(), """{"input_data": [[1, -2, 3.5, 4]]}""");
        var run = folder.Run("validate", folder.Path, "--json");
        Assert.Equal(0, run.Code);
        Assert.All(run.Json.GetProperty("methods").EnumerateArray(), row => Assert.Equal(JsonValueKind.Null, row.GetProperty("predictedClass").ValueKind));
    }

    [Fact]
    public void Bad_requests_and_bad_files_have_their_own_exit_codes()
    {
        using var net = ModelFolder.Of("net");
        AssertFails(net, CliErrors.Usage, "--runs", "0");
        AssertFails(net, CliErrors.Usage, "--require-security", "101");
        AssertFails(net, MetadataErrors.Missing, "--no-auto");
        File.Delete(net.PathOf("holdout.bin"));
        AssertFails(net, WorldErrors.FileMissing, "--runs", "1", "--accuracy");
        File.WriteAllText(net.PathOf("holdout.bin"), "RPHO");
        AssertFails(net, HoldoutErrors.Truncated, "--runs", "1", "--accuracy");
    }

    [Fact]
    public void Progress_is_shown_to_a_person_and_goes_away()
    {
        using var net = ModelFolder.Of("net");
        var run = CommandRun.Of(asTerminal: true, "validate", net.Path, "--runs", "1", "--accuracy");
        Assert.Equal(0, run.Code);
        Assert.EndsWith("\r\e[K", run.Error, StringComparison.Ordinal);
    }

    private static void AssertFails(ModelFolder folder, ErrorCode code, params string[] options)
    {
        var run = folder.Run(["validate", folder.Path, .. options, "--json"]);
        Assert.Equal(code.Name, run.Json.GetProperty("code").GetString());
        Assert.Equal((int)code.Class, run.Code);
    }
}
