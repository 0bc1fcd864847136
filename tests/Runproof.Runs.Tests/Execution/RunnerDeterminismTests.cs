using System.Globalization;
using Runproof.Models.Tensors;
using Runproof.Runs.Planning;

namespace Runproof.Runs.Tests.Execution;

/// <summary>What is committed depends on the model and its input, and on nothing else.</summary>
public sealed class RunnerDeterminismTests
{
    [Fact]
    public void Claims_metadata_and_slices_are_the_same_bytes_under_any_culture_on_any_thread_in_any_folder()
    {
        var model = GraphModel.All["several inputs and outputs"];
        var here = Produce(model);
        var there = here;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Hostile();
            failure = Xunit.Record.Exception(() => there = Produce(model));
        });
        thread.Start();
        thread.Join();
        Assert.Null(failure);
        Assert.NotSame(here, there);
        Assert.Equal(here.Keys, there.Keys);
        Assert.All(here, pair => Assert.True(pair.Value.AsSpan().SequenceEqual(there[pair.Key]), $"{pair.Key} differs"));
    }

    [Fact]
    public async Task Overlapping_runs_of_one_runner_make_equal_claims()
    {
        var model = GraphModel.All["a value that is read two slices later"];
        using var folder = new ModelFolder(model.Model);
        using var runner = folder.Open(model.Cuts);
        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(i =>
            runner.InferAsync(inputs: [.. model.Inputs.Select(input => Elsewhere(input, i))], cancellationToken: TestContext.Current.CancellationToken)));
        Assert.Single(results.Select(result => result.Claim).Distinct());
        Assert.Equal(16, results.Select(result => result.RunId).Distinct().Count());
        Assert.All(results, folder.CheckRecord);
    }

    private static CultureInfo Hostile()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NegativeSign = "~";
        culture.NumberFormat.NumberDecimalSeparator = ";";
        culture.NumberFormat.NumberGroupSizes = [1];
        culture.NumberFormat.NativeDigits = ["٠", "١", "٢", "٣", "٤", "٥", "٦", "٧", "٨", "٩"];
        culture.NumberFormat.DigitSubstitution = DigitShapes.NativeNational;
        return culture;
    }

    /// <summary>The tensor in memory that begins at another place.</summary>
    private static Tensor Elsewhere(Tensor tensor, int offset)
    {
        byte[] bytes = [.. new byte[offset], .. tensor.Data.Span];
        return new Tensor(tensor.Type, tensor.Shape, bytes.AsMemory(offset));
    }

    private static Dictionary<string, byte[]> Produce(GraphModel model)
    {
        using var folder = new ModelFolder(model.Model);
        using var runner = folder.Open(model.Cuts);
        var made = Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .ToDictionary(path => Path.GetRelativePath(folder.Path, path), File.ReadAllBytes);
        foreach (var mode in new[] { InferMode.Auto, InferMode.OnnxOnly })
        {
            var result = runner.Infer(mode, model.Inputs, CancellationToken.None);
            made[$"claim {mode}"] = folder.Read(result.RunId!).Claim!.Encode().ToArray();
        }

        return made;
    }
}
