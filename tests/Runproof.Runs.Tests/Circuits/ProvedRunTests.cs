using Runproof.Core.Traces;
using Runproof.Core.Verdicts;
using Runproof.Models.Tensors;
using Runproof.Proofs.Security;
using Runproof.Runs.Planning;
using Runproof.Runs.Store;
using Runproof.Verifier.Receipts;

namespace Runproof.Runs.Tests.Circuits;

/// <summary>What a proved run leaves: a trace, a receipt beside it, and what the metadata says.</summary>
public sealed class ProvedRunTests(CompiledNet net) : IClassFixture<CompiledNet>
{
    [Fact]
    public void The_receipt_lies_beside_the_trace_and_is_about_its_claim()
    {
        var copy = net.Copy();
        using var runner = copy.Open(record: true);
        var result = runner.Infer(InferMode.Auto, runner.ReadInput(), CancellationToken.None);
        var folder = Path.Combine(copy.StorePath, "runs", result.RunId!);
        Assert.True(TraceFile.TryRead(Path.Combine(folder, "trace"), out var trace, out var error), error?.ToString());
        Assert.True(ReceiptFormat.TryRead(File.ReadAllBytes(Path.Combine(folder, "receipt")), "receipt", out var receipt, out error), error?.ToString());

        Assert.Equal(trace.Claim!.Digest, receipt.Claim.Digest);
        Assert.Equal(trace.Program.Digest, receipt.Program.Digest);
        Assert.Equal(trace.Steps.Select(step => step.Leaf), receipt.Steps.Select(step => step.Leaf));
        Assert.All(trace.Steps, step => Assert.Equal(Backend.Circuit, step.Backend));
        Assert.All(trace.Program.Steps, step => Assert.True(CircuitUnit.IsCircuit(step)));
        Assert.Equal([0, 1, 2, 3, 4], Assert.Single(receipt.Proofs).Steps);
        Assert.Equal(new FileInfo(Path.Combine(folder, "receipt")).Length, result.Proof!.ReceiptSize);
        Assert.True(copy.Store.Verify(cancellationToken: TestContext.Current.CancellationToken).IsIntact);
    }

    [Fact]
    public void The_program_pins_circuits_and_the_same_input_gives_the_same_claim()
    {
        var copy = net.Copy();
        using var runner = copy.Open(record: true);
        var first = runner.Infer(InferMode.Auto, runner.ReadInput(), CancellationToken.None);
        var second = runner.Infer(InferMode.Auto, runner.ReadInput(), CancellationToken.None);
        var separate = copy.Run(other => other.Layout = ProofLayout.Separate);
        var onnx = copy.Run(other => other.VerifiedSlices = other.VerifiedSlices.SetItem("slice_0", false));

        Assert.Equal(first.Claim, second.Claim);
        Assert.Equal(first.Program, separate.Program);
        Assert.NotEqual(first.Program, onnx.Program);
        Assert.Equal(5, separate.Proof!.Count);
    }

    [Fact]
    public void The_metadata_tells_the_security_of_the_last_verified_run()
    {
        var copy = net.Copy();
        Assert.Equal(0, copy.Metadata["overall_security"]!.GetValue<int>());
        copy.Run();
        Assert.Equal(100, copy.Metadata["overall_security"]!.GetValue<int>());
        copy.Run(mode: InferMode.OnnxOnly);
        Assert.Equal(100, copy.Metadata["overall_security"]!.GetValue<int>());
        copy.Run(runner => runner.VerifiedSlices = runner.VerifiedSlices.SetItem("slice_3", false));
        Assert.Equal(80, copy.Metadata["overall_security"]!.GetValue<int>());
    }

    [Fact]
    public void The_stronger_profile_gives_more_bits()
    {
        var result = net.Copy().Run(runner => runner.Profile = SecurityProfile.P128);

        Assert.Equal(100, result.OverallSecurity);
        Assert.True(result.Proof!.SecurityBits >= 128);
    }

    [Fact]
    public void A_run_that_fell_back_records_only_the_attempt_that_stands()
    {
        var copy = net.Copy();
        using var runner = copy.Open(new() { Sabotage = (steps, proof) => steps.Contains(3) ? [.. proof, 0] : proof }, record: true);
        var result = runner.Infer(InferMode.Auto, runner.ReadInput(), CancellationToken.None);

        var run = Assert.Single(copy.Store.List());
        Assert.Equal((result.RunId, RunState.Closed), (run.Id, run.State));
        Assert.True(copy.Store.TryResolve(run.Id, out var location, out _));
        Assert.True(TraceFile.TryRead(location.TracePath, out var trace, out _));
        Assert.Equal([Backend.Circuit, Backend.Circuit, Backend.Circuit, Backend.OnnxRuntime, Backend.Circuit], trace.Steps.Select(step => step.Backend));
        Assert.Equal(Verification.NotAttempted, result.ExecutionResults[3].Verification);
        Assert.True(copy.Store.Verify(cancellationToken: TestContext.Current.CancellationToken).IsIntact);
    }

    [Fact]
    public void A_run_that_was_killed_goes_on_and_is_proved_as_a_whole()
    {
        var copy = net.Copy();
        using var runner = Runner.Open(copy.Path, new RunnerOptions { Store = copy.StorePath, Resume = true });
        var whole = runner.Infer(InferMode.Auto, runner.ReadInput(), CancellationToken.None);
        Assert.Null(whole.ResumedFrom);
        Assert.True(copy.Store.TryResolve(whole.RunId!, out var location, out _));
        Assert.True(TraceFile.TryRead(location.TracePath, out var trace, out _));
        using (var killed = copy.Store.CreateRun(trace.Program, trace.Header.Mode, trace.Header.Target, "killed"))
        {
            foreach (var input in runner.ReadInput())
                killed.RecordInput(input);
            foreach (var value in trace.Values)
            {
                Assert.True(TensorEncoding.TryRead(value.Bytes, "value", out var tensor, out _));
                killed.RecordValue(tensor);
            }

            killed.RecordStep(trace.Steps[0]);
            killed.RecordStep(trace.Steps[1]);
        }

        var resumed = runner.Infer(InferMode.Auto, runner.ReadInput(), CancellationToken.None);
        Assert.Equal((2, 100), (resumed.ResumedSteps, resumed.OverallSecurity));
        Assert.Equal(whole.Claim, resumed.Claim);
    }
}
