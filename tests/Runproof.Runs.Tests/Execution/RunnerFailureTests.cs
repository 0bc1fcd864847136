using Runproof.Core.Diagnostics;
using Runproof.Core.Traces;
using Runproof.Core.Verdicts;
using Runproof.Models.Formats.Onnx;
using Runproof.Models.Tensors;
using Runproof.Runs.Backends;
using Runproof.Runs.Inputs;
using Runproof.Runs.Planning;
using Runproof.Runs.Store;
using Runproof.Verifier.Claims;

namespace Runproof.Runs.Tests.Execution;

/// <summary>Runs that do not end well: what they leave, and that the next one works.</summary>
public sealed class RunnerFailureTests
{
    private static readonly Tensor Values = Tensor.OfFloats([4], [1, 2, 3, 4]);

    [Theory]
    [InlineData(InferMode.Auto, 2, "slice_1")]
    [InlineData(InferMode.OnnxOnly, 1, "model")]
    public async Task A_step_that_fails_closes_a_claim_that_says_so(InferMode mode, int steps, string failing)
    {
        using var folder = new ModelFolder(Picker());
        using var runner = folder.Open("neg", "pick");
        var error = (await Assert.ThrowsAsync<RunproofException>(() => runner.InferAsync(mode, [Values, Index(99)]))).Diagnostic;
        Assert.Equal(BackendErrors.RunFailed, error.Code);
        Assert.Equal(ErrorClass.UnitFailed, error.Code.Class);
        Assert.Equal($"model/{failing}", error.Subject);

        var run = Assert.Single(folder.Store.List());
        Assert.Equal((RunState.Closed, steps), (run.State, run.Steps));
        Assert.Contains(run.Id, error.Hint, StringComparison.Ordinal);
        var trace = folder.Read(run.Id);
        Assert.Equal(StepOutcome.Failed, trace.Claim!.Outcome);
        Assert.Empty(trace.Claim.Outputs);
        Assert.Equal(StepOutcome.Failed, trace.Steps[^1].Outcome);
        var verdict = ClaimVerifier.Verify(trace, run.Id, new Expectation(trace.Program.Digest, run.Claim), artifact => folder.Store.TryGetObject(artifact, out var bytes, out _) ? bytes : null);
        Assert.Equal(Verification.Passed, verdict.Status);

        folder.CheckRuns(runner, Values, Index(2));
    }

    [Fact]
    public void A_step_that_fails_says_so_without_a_record_too()
    {
        using var folder = new ModelFolder(Picker());
        using var runner = Runner.Open(folder.Path, folder.Options with { Record = false });
        var error = Assert.Throws<RunproofException>(() => runner.Infer(InferMode.Auto, [Values, Index(-99)], CancellationToken.None)).Diagnostic;
        Assert.Equal(BackendErrors.RunFailed, error.Code);
        Assert.False(Directory.Exists(folder.StorePath));
    }

    [Fact]
    public async Task A_cancelled_run_is_left_interrupted_and_can_be_gone_on_with_or_run_again()
    {
        using var folder = new ModelFolder(Picker());
        using var runner = folder.Open("neg", "pick");
        using var source = new CancellationTokenSource();

        // Only the second slice reads the index, and then the first has been recorded.
        var index = new HookedMemory(Index(2), () =>
        {
            if (folder.Store.List()[0].Steps == 1)
                source.Cancel();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => runner.InferAsync(InferMode.Auto, [Values, index.Tensor], source.Token));
        var run = Assert.Single(folder.Store.List());
        Assert.Equal((RunState.Interrupted, 1), (run.State, run.Steps));
        Assert.True(folder.Store.Verify(cancellationToken: TestContext.Current.CancellationToken).IsIntact);

        var again = folder.CheckRuns(runner, Values, Index(2));
        Assert.Equal([3f], again.Outputs[0].Value.AsFloats());
        using var resuming = Runner.Open(folder.Path, folder.Options with { Resume = true });
        var resumed = resuming.Infer(InferMode.Auto, [Values, Index(2)], CancellationToken.None);
        Assert.Equal((run.Id, 1), (resumed.ResumedFrom, resumed.ResumedSteps));
        Assert.Equal(again.Claim, resumed.Claim);
        folder.CheckRecord(resumed);
    }

    [Fact]
    public void A_run_that_is_cancelled_beforehand_leaves_nothing_but_the_model()
    {
        using var folder = new ModelFolder(Picker());
        using var runner = folder.Open();
        Assert.ThrowsAny<OperationCanceledException>(() => runner.Infer(InferMode.OnnxOnly, [Values, Index(0)], new CancellationToken(canceled: true)));
        Assert.All(folder.Store.List(), run => Assert.Equal((RunState.Interrupted, 0), (run.State, run.Steps)));
        folder.CheckRuns(runner, Values, Index(0));
    }

    [Fact]
    public void Inputs_that_do_not_fit_are_refused_before_a_run_begins()
    {
        using var folder = new ModelFolder(Picker());
        using var runner = folder.Open("neg", "pick");
        Refused();
        Refused(Values);
        Refused(Values, Index(0), Index(0));
        Refused(Values, Values);
        Refused(Tensor.OfFloats([5], new float[5]), Index(0));
        Refused(Tensor.OfFloats([1, 4], new float[4]), Index(0));
        Assert.False(Directory.Exists(folder.StorePath));

        void Refused(params Tensor[] inputs)
        {
            foreach (var mode in new[] { InferMode.Auto, InferMode.OnnxOnly })
                Assert.Equal(InputErrors.WrongShape, Assert.Throws<RunproofException>(() => runner.Infer(mode, inputs, CancellationToken.None)).Diagnostic.Code);
        }
    }

    private static Tensor Index(long index) => Tensor.OfInt64s([1], [index]);

    /// <summary><c>y = |(-x)[index]|</c> in three slices; picking fails where the index lies outside.</summary>
    private static OnnxModelBuilder Picker() => new OnnxModelBuilder()
        .AddInput("x", new TensorType(ElementType.Float, TensorShape.Of(4)))
        .AddInput("index", new TensorType(ElementType.Int64, TensorShape.Of(1)))
        .AddOutput("y", new TensorType(ElementType.Float, TensorShape.Of(1)))
        .AddNode("Neg", ["x"], ["n"], "neg")
        .AddNode("Gather", ["n", "index"], ["p"], "pick")
        .AddNode("Abs", ["p"], ["y"], "abs");
}
