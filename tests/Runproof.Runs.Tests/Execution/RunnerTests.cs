using System.Collections.Immutable;
using System.Runtime.Versioning;
using Runproof.Core.Diagnostics;
using Runproof.Runs.Metadata;
using Runproof.Runs.Planning;
using Runproof.Runs.Results;
using Runproof.Runs.Store;

namespace Runproof.Runs.Tests.Execution;

/// <summary>The public surface as a program uses it. Sets the variable that names the store, and so runs while no other test does.</summary>
[Collection(nameof(RunnerTests))]
[CollectionDefinition(nameof(RunnerTests), DisableParallelization = true)]
public sealed class RunnerTests
{
    private static readonly GraphModel Chain = GraphModel.All["a value that is read two slices later"];

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_model_in_a_read_only_folder_keeps_its_slices_in_the_store()
    {
        using var folder = Folder();
        File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            for (var run = 0; run < 2; run++)
            {
                using var runner = Runner.Open(folder.Path, folder.Options);
                folder.CheckRecord(await runner.InferAsync(inputs: Chain.Inputs, cancellationToken: TestContext.Current.CancellationToken));
            }

            Assert.Equal(["input.json", "model.onnx"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
            var kept = Assert.Single(Directory.GetDirectories(folder.Store.ModelsFolder));
            Assert.True(File.Exists(Path.Combine(kept, "model_Runner_Metadata.json")));
            Assert.True(folder.Store.Verify(cancellationToken: TestContext.Current.CancellationToken).IsIntact);
        }
        finally
        {
            File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public async Task One_line_runs_a_model_and_one_makes_its_metadata()
    {
        using var folder = Folder();
        var home = Environment.GetEnvironmentVariable(RunStore.HomeVariable);
        Environment.SetEnvironmentVariable(RunStore.HomeVariable, folder.StorePath);
        try
        {
            var metadata = RunnerMetadata.GenerateForModel(folder.Path);
            Assert.Equal(folder.PathOf("model_Runner_Metadata.json"), metadata);
            Assert.True(RunnerMetadata.TryRead(File.ReadAllBytes(metadata), metadata, out var read, out var error), error?.ToString());
            Assert.Equal("model", read.ModelName);

            var once = await Runner.RunInferenceAsync(folder.Path, TestContext.Current.CancellationToken);
            Assert.Equal(Assert.Single(folder.Store.List()).Id, once.RunId);
            Assert.Equal(InferMode.Auto, once.Mode);
            folder.CheckRecord(once);
        }
        finally
        {
            Environment.SetEnvironmentVariable(RunStore.HomeVariable, home);
        }
    }

    [Fact]
    public async Task Limits_wishes_and_mode_hold_for_the_runs_that_start_after_they_are_set()
    {
        using var folder = Folder();
        using var runner = folder.Open(Chain.Cuts);
        var before = await runner.InferAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal((RunPolicy.DefaultTimeLimit, RunPolicy.DefaultSizeLimit), (before.Policy.TimeLimit, before.Policy.SizeLimit));
        Assert.Equal(
            [FallbackReason.CircuitNotCompiled, FallbackReason.NotProvable, FallbackReason.CircuitNotCompiled, FallbackReason.CircuitNotCompiled],
            before.ExecutionResults.Select(slice => slice.Fallback!.Value));
        Assert.Equal(0, before.OverallSecurity);

        runner.TimeLimit = TimeSpan.FromMilliseconds(10);
        runner.SizeLimit = 7;
        runner.VerifiedSlices = ImmutableSortedDictionary<string, bool>.Empty.Add("slice_1", false);
        var after = await runner.InferAsync(InferMode.Auto, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal((TimeSpan.FromMilliseconds(10), 7L), (after.Policy.TimeLimit, after.Policy.SizeLimit));
        Assert.Equal(
            [FallbackReason.CircuitNotCompiled, FallbackReason.NotWanted, FallbackReason.CircuitNotCompiled, FallbackReason.CircuitNotCompiled],
            after.ExecutionResults.Select(slice => slice.Fallback!.Value));

        // Policy is not committed: what ran is the same program on the same input.
        Assert.Equal(before.Claim, after.Claim);

        runner.Mode = InferMode.OnnxOnly;
        var whole = await runner.InferAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(ExecutionMethod.OnnxWhole, Assert.Single(whole.ExecutionResults).Method);
        Assert.False(whole.Sliced);
        runner.Mode = InferMode.CircuitsOnly;
        var error = (await Assert.ThrowsAsync<RunproofException>(() => runner.InferAsync())).Diagnostic;
        Assert.Equal((PlanningErrors.CircuitsOnly, ErrorClass.Usage), (error.Code, error.Code.Class));
        Assert.Equal(3, folder.Store.List().Length);
    }

    [Fact]
    public void Metadata_edited_by_hand_takes_effect_at_the_next_opening()
    {
        using var folder = Folder();
        folder.Open(Chain.Cuts).Dispose();
        var path = folder.PathOf("model_Runner_Metadata.json");
        var text = File.ReadAllText(path).Replace("\"time_limit\": 300", "\"time_limit\": 0.25, \"mine\": [1]", StringComparison.Ordinal)
            .Replace("\"slice_2\": true", "\"slice_2\": false", StringComparison.Ordinal);
        File.WriteAllText(path, text);
        using var runner = folder.Open();
        Assert.Equal(TimeSpan.FromSeconds(0.25), runner.TimeLimit);
        var result = runner.Infer(InferMode.Auto, Chain.Inputs, CancellationToken.None);
        Assert.Equal(FallbackReason.NotWanted, result.ExecutionResults[2].Fallback);

        using var sliced = folder.Open("b");
        Assert.Equal(TimeSpan.FromSeconds(0.25), sliced.TimeLimit);
        Assert.Contains("\"mine\"", File.ReadAllText(path), StringComparison.Ordinal);
    }

    private static ModelFolder Folder()
    {
        var folder = new ModelFolder(Chain.Model);
        File.WriteAllText(folder.PathOf("input.json"), """{"input_data": [[0.5, -1.25, 2, 3]]}""");
        return folder;
    }
}
