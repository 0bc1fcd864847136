using Runproof.Core.Traces;
using Runproof.Core.Verdicts;
using Runproof.Models.Formats.Onnx;
using Runproof.Models.Tensors;
using Runproof.Runs.Backends;
using Runproof.Runs.Metadata;
using Runproof.Runs.Planning;
using Runproof.Runs.Replay;
using Runproof.Runs.Results;
using Runproof.Runs.Store;
using Runproof.Verifier.Claims;

namespace Runproof.Runs.Tests.Execution;

/// <summary>A model in a folder of its own, beside a store; both are gone after the test.</summary>
internal sealed class ModelFolder : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("runproof-runner-");

    public ModelFolder(OnnxModelBuilder model)
        : this(model.Build())
    {
    }

    public ModelFolder(byte[] model)
    {
        Directory.CreateDirectory(Path);
        File.WriteAllBytes(PathOf("model.onnx"), model);
    }

    public string Path => System.IO.Path.Combine(_root.FullName, "model");

    public string StorePath => System.IO.Path.Combine(_root.FullName, "store");

    public RunStore Store => RunStore.Open(StorePath);

    public RunnerOptions Options => new() { Store = StorePath, Optimization = GraphOptimization.None };

    public string PathOf(string file) => System.IO.Path.Combine(Path, file);

    /// <summary>Cuts the model after the named nodes and opens it.</summary>
    public Runner Open(params string[] cuts)
    {
        if (cuts.Length != 0)
            ModelSlices.Write(Path, new SliceRequest { Cuts = [.. cuts] });
        return Runner.Open(Path, Options);
    }

    /// <summary>The trace of a run of the store.</summary>
    public Trace Read(string run)
    {
        Assert.True(Store.TryResolve(run, out var location, out var error), error?.ToString());
        Assert.True(TraceFile.TryRead(location.TracePath, out var trace, out error), error?.ToString());
        return trace;
    }

    /// <summary>
    /// Whole and as slices the model gives the same bytes, and both runs are recorded such that the store alone suffices to verify and to replay them.
    /// </summary>
    /// <returns>The result of the slices.</returns>
    public RunResult CheckRuns(Runner runner, params Tensor[] inputs)
    {
        var whole = runner.Infer(InferMode.OnnxOnly, inputs, CancellationToken.None);
        var sliced = runner.Infer(InferMode.Auto, inputs, CancellationToken.None);
        Assert.Equal(whole.Outputs.Select(output => output.Name), sliced.Outputs.Select(output => output.Name));
        foreach (var (left, right) in whole.Outputs.Zip(sliced.Outputs))
        {
            Assert.Equal(left.Value.ToString(), right.Value.ToString());
            Assert.True(left.Value.Data.Span.SequenceEqual(right.Value.Data.Span), $"'{left.Name}' differs between the whole model and its slices");
        }

        CheckRecord(whole);
        CheckRecord(sliced);
        return sliced;
    }

    /// <summary>A recorded run is verified and replayed from the store alone.</summary>
    public void CheckRecord(RunResult result)
    {
        var trace = Read(result.RunId!);
        var verdict = ClaimVerifier.Verify(
            trace, result.RunId!, new Expectation(result.Program, result.Claim), artifact => Store.TryGetObject(artifact, out var bytes, out _) ? bytes : null);
        Assert.All(verdict.Checks, check => Assert.Equal(Verification.Passed, check.Status));
        Assert.True(Replayer.TryReplay(Store, trace, new ReplayWindow(0, trace.Steps.Length), out var replay, out var error), error?.ToString());
        Assert.All(replay.Steps, step => Assert.Null(step.Why));
        Assert.Equal(Verification.Passed, replay.Status);
    }

    public void Dispose() => _root.Delete(recursive: true);
}
