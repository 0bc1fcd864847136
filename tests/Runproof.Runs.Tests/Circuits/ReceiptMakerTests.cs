using Runproof.Core.Traces;
using Runproof.Core.Verdicts;
using Runproof.Models.Tensors;
using Runproof.Proofs.Hashing;
using Runproof.Runs.Claims;
using Runproof.Runs.Planning;
using Runproof.Runs.Proving;
using Runproof.Runs.Replay;
using Runproof.Runs.Store;
using Runproof.Verifier.Receipts;
using Runproof.Verifier.Sampling;

namespace Runproof.Runs.Tests.Circuits;

/// <summary>Receipts of runs that ended.</summary>
public sealed class ReceiptMakerTests(CompiledNet net) : IClassFixture<CompiledNet>
{
    [Theory]
    [InlineData(ProofLayout.Joint)]
    [InlineData(ProofLayout.Separate)]
    public void A_receipt_convinces_somebody_who_has_nothing_but_a_digest(ProofLayout layout)
    {
        var (store, trace) = Recorded();
        var request = new ProveRequest { Layout = layout, Nonce = new byte[] { 1, 2, 3 } };
        Assert.True(ReceiptMaker.TryProve(store, trace, request, out var made, out var error, TestContext.Current.CancellationToken), error?.ToString());
        Assert.True(ReceiptFormat.TryRead(made.File, "r", out var receipt, out error), error?.ToString());

        var program = ReceiptVerifier.Verify(receipt, "r", new() { Program = trace.Program.Digest, Nonce = request.Nonce });
        Assert.Equal((Verification.Passed, 100), (program.Status, program.SecurityPercent));
        Assert.Equal(Verification.Passed, ReceiptVerifier.Verify(receipt, "r", new() { Claim = trace.Claim!.Digest }).Status);
        Assert.Equal(Verification.Passed, ReceiptVerifier.Verify(receipt, "r", new() { ModelRoot = program.ModelRoot }).Status);
        Assert.Equal(Verification.Inconclusive, ReceiptVerifier.Verify(receipt, "r", ReceiptExpectation.None).Status);
        Assert.Equal(Verification.Failed, ReceiptVerifier.Verify(receipt, "r", new() { Program = trace.Claim!.Digest }).Status);
        Assert.Equal(Verification.Failed, ReceiptVerifier.Verify(receipt, "r", new() { Program = trace.Program.Digest, Nonce = new byte[] { 1, 2 } }).Status);
    }

    [Theory]
    [InlineData(ProofLayout.Joint)]
    [InlineData(ProofLayout.Separate)]
    public void Values_between_circuits_can_stay_out_of_the_receipt(ProofLayout layout)
    {
        var (store, trace) = Recorded();
        Assert.True(ReceiptMaker.TryProve(store, trace, new() { Layout = layout, HidesValues = true }, out var made, out var error, TestContext.Current.CancellationToken), error?.ToString());
        Assert.True(ReceiptFormat.TryRead(made.File, "r", out var receipt, out error), error?.ToString());

        // The run's input and its output are all that is shown.
        Assert.Equal(2, receipt.Values.Length);
        Assert.Equal(layout == ProofLayout.Joint ? 0 : 8, receipt.Proofs.Sum(proof => proof.Boundaries.Length));
        var verdict = ReceiptVerifier.Verify(receipt, "r", new() { Program = trace.Program.Digest });
        Assert.Equal((Verification.Passed, 100), (verdict.Status, verdict.SecurityPercent));
        Assert.Contains(verdict.NotChecked, gap => gap.Contains("linked or committed to", StringComparison.Ordinal));

        if (layout == ProofLayout.Joint)
            return;
        var swapped = receipt with { Proofs = receipt.Proofs.SetItem(1, receipt.Proofs[1] with { Bytes = receipt.Proofs[2].Bytes }) };
        Assert.Equal(Verification.Failed, ReceiptVerifier.Verify(swapped, "r", new() { Program = trace.Program.Digest }).Status);
    }

    [Fact]
    public void Some_steps_can_be_proved_and_the_others_stay_executed()
    {
        var (store, trace) = Recorded();
        Assert.True(ReceiptMaker.TryProve(store, trace, new() { Steps = [1, 3] }, out var made, out _, TestContext.Current.CancellationToken));
        Assert.Equal([1, 3], made.Steps);
        Assert.True(ReceiptFormat.TryRead(made.File, "r", out var receipt, out _));

        var verdict = ReceiptVerifier.Verify(receipt, "r", new() { Program = trace.Program.Digest }, ReceiptCheck.Source(store));
        Assert.NotEqual(Verification.Passed, verdict.Status);
    }

    [Theory]
    [InlineData(ProofLayout.Joint, false)]
    [InlineData(ProofLayout.Separate, true)]
    public void A_sample_is_chosen_by_the_nonce_and_convinces_who_drew_it(ProofLayout layout, bool hides)
    {
        var (store, trace) = Recorded();
        var nonce = new byte[] { 4, 2 };
        var chosen = SampledSteps.Of(trace.Program, trace.Claim!.Digest, nonce, 2).Steps;
        var request = new ProveRequest { Sample = 2, Nonce = nonce, Layout = layout, HidesValues = hides };
        Assert.True(ReceiptMaker.TryProve(store, trace, request, out var made, out var error, TestContext.Current.CancellationToken), error?.ToString());
        Assert.Equal(chosen, made.Steps);
        Assert.Equal(chosen, made.Sample!.Steps);
        Assert.True(ReceiptFormat.TryRead(made.File, "r", out var receipt, out error), error?.ToString());

        // Circuits that are not proved are named, so that the weights of the whole model stay pinned.
        Assert.Equal([.. Enumerable.Range(0, 5).Select(chosen.Contains).Order()], receipt.Circuits.Select(circuit => circuit.File is not null).Order());
        var expected = new ReceiptExpectation { Program = trace.Program.Digest, Nonce = nonce, Sample = 2 };
        var verdict = ReceiptVerifier.Verify(receipt, "r", expected);
        Assert.Equal((Verification.Passed, 40), (verdict.Status, verdict.SecurityPercent));
        Assert.Equal("7/10", verdict.Sample!.Detection(2).ToString());
        Assert.Equal(Verification.Passed, ReceiptVerifier.Verify(receipt, "r", expected with { Program = null, ModelRoot = verdict.ModelRoot }).Status);
        Assert.Equal(ReceiptErrors.Sample, ReceiptVerifier.Verify(receipt, "r", expected with { Sample = 5 }).Verdict.Decisive!.Why!.Code);
        Assert.Equal(Verification.Inconclusive, ReceiptVerifier.Verify(receipt, "r", expected with { Sample = null }).Status);
    }

    [Theory]
    [InlineData(ProofLayout.Joint)]
    [InlineData(ProofLayout.Separate)]
    public void No_byte_of_a_receipt_depends_on_the_number_of_threads(ProofLayout layout)
    {
        var (store, trace) = Recorded();
        Assert.Equal(Made(1), Made(3));
        Assert.Equal(Made(1), Made(16));

        byte[] Made(int threads)
        {
            var prover = new RunProver { Threads = threads, Salt = steps => Hash256.Read(Enumerable.Range(0, 32).Select(i => (byte)(steps[0] + i)).ToArray()) };
            Assert.True(ReceiptMaker.TryProve(store, trace, new() { Layout = layout }, prover, out var made, out var error, TestContext.Current.CancellationToken), error?.ToString());
            return made.File.ToArray();
        }
    }

    [Fact]
    public void Records_that_the_circuits_do_not_give_are_not_proved()
    {
        var (store, trace) = Recorded();
        var last = trace.Steps[^1];
        Assert.True(trace.TryGetValue(last.Outputs[0], out var bytes));
        Assert.True(TensorEncoding.TryRead(bytes, "logits", out var truth, out _));
        using var recorder = store.CreateRun(trace.Program, trace.Header.Mode, "net", "forger");
        foreach (var input in trace.Claim!.Inputs)
            recorder.RecordInput(Read(trace, input));
        foreach (var value in trace.Values)
            recorder.RecordValue(Read(trace, value.Digest));
        var lie = recorder.RecordValue(Tensor.OfFloats(truth.Shape, [.. truth.AsFloats().ToArray().Reverse()]));
        foreach (var step in trace.Steps)
            recorder.RecordStep(step == last ? step with { Outputs = [lie] } : step);
        recorder.Close(StepOutcome.Succeeded, [lie], default);
        Assert.True(TraceFile.TryRead(recorder.TracePath, out var forged, out _));

        Assert.False(ReceiptMaker.TryProve(store, forged, new(), out _, out var error, TestContext.Current.CancellationToken));
        Assert.Equal(ReplayErrors.Diverged, error.Code);
    }

    [Fact]
    public void What_has_no_circuit_has_no_receipt_and_a_refused_proof_makes_none()
    {
        var copy = net.Copy();
        using var runner = copy.Open(record: true);
        var onnx = runner.Infer(InferMode.OnnxOnly, runner.ReadInput(), CancellationToken.None);
        Assert.False(ReceiptMaker.TryProve(copy.Store, Read(copy.Store, onnx.RunId!), new(), out _, out var error, TestContext.Current.CancellationToken));
        Assert.Equal(ProveErrors.Nothing, error.Code);

        var (store, trace) = Recorded();
        var prover = new RunProver { Sabotage = (_, proof) => [.. proof, 0] };
        Assert.False(ReceiptMaker.TryProve(store, trace, new(), prover, out _, out error, TestContext.Current.CancellationToken));
        Assert.Equal(ProveErrors.Refused, error.Code);
    }

    [Fact]
    public void Verifying_a_run_verifies_its_receipt()
    {
        var (store, trace) = Recorded();
        Assert.True(store.TryResolve(trace.Header.RunId, out var location, out _));
        Assert.True(RunVerifier.TryVerify(store, location, null, out var verdict, out _));
        Assert.Equal((Verification.Passed, Assurance.Proved, 100), (verdict.Verdict.Status, verdict.Assurance, verdict.SecurityPercent));

        var receipt = File.ReadAllBytes(location.ReceiptPath);
        receipt[^1000] ^= 1;
        File.WriteAllBytes(location.ReceiptPath, receipt);
        Assert.True(RunVerifier.TryVerify(store, location, null, out verdict, out _));
        Assert.Equal((Verification.Failed, Assurance.None, 0), (verdict.Verdict.Status, verdict.Assurance, verdict.SecurityPercent));

        File.WriteAllBytes(location.ReceiptPath, [1, 2, 3]);
        Assert.True(RunVerifier.TryVerify(store, location, null, out verdict, out _));
        Assert.Equal(Verification.Failed, verdict.Verdict.Status);

        // Without its receipt the run is what every recorded run is: executed.
        File.Delete(location.ReceiptPath);
        Assert.True(RunVerifier.TryVerify(store, location, null, out verdict, out _));
        Assert.Equal((Verification.Passed, Assurance.Executed, 0), (verdict.Verdict.Status, verdict.Assurance, verdict.SecurityPercent));
    }

    [Fact]
    public void The_receipt_of_another_run_is_refused()
    {
        var (store, trace) = Recorded();
        var (other, foreign) = Recorded(brightness: 0.5f);
        Assert.True(store.TryResolve(trace.Header.RunId, out var location, out _));
        Assert.True(other.TryResolve(foreign.Header.RunId, out var source, out _));
        File.Copy(source.ReceiptPath, location.ReceiptPath, overwrite: true);

        Assert.True(RunVerifier.TryVerify(store, location, null, out var verdict, out _));
        Assert.Equal(Verification.Failed, verdict.Verdict.Status);
        Assert.Equal(ReceiptErrors.Unexpected, verdict.Verdict.Decisive!.Why!.Code);
    }

    [Fact]
    public void Circuit_steps_are_replayed_bit_for_bit()
    {
        var (store, trace) = Recorded();
        Assert.True(Replayer.TryReplay(store, trace, new ReplayWindow(0, 5), out var replay, out _, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal((Verification.Passed, Assurance.Replayed), (replay.Status, replay.Assurance));
    }

    private (RunStore Store, Trace Trace) Recorded(float brightness = 1)
    {
        var copy = net.Copy();
        using var runner = copy.Open(record: true);
        var input = runner.ReadInput()[0];
        var dimmed = Tensor.OfFloats(input.Shape, [.. input.AsFloats().ToArray().Select(value => value * brightness)]);
        var result = runner.Infer(InferMode.Auto, [dimmed], CancellationToken.None);
        return (copy.Store, Read(copy.Store, result.RunId!));
    }

    private static Trace Read(RunStore store, string run)
    {
        Assert.True(store.TryResolve(run, out var location, out _));
        Assert.True(TraceFile.TryRead(location.TracePath, out var trace, out var error), error?.ToString());
        return trace;
    }

    private static Tensor Read(Trace trace, Core.Hashing.Digest digest)
    {
        Assert.True(trace.TryGetValue(digest, out var bytes));
        Assert.True(TensorEncoding.TryRead(bytes, "value", out var tensor, out _));
        return tensor;
    }
}
