using System.Runtime.InteropServices;
using Runproof.Circuits.Conversion;
using Runproof.Circuits.Graph;
using Runproof.Circuits.Tensors;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Core.Traces;
using Runproof.Core.Verdicts;
using Runproof.Proofs.Security;
using Runproof.Verifier.Receipts;

namespace Runproof.Verifier.Tests.Receipts;

public sealed class ReceiptVerifierTests
{
    public static TheoryData<string> Runs() => [.. Named.Keys];

    private static SortedDictionary<string, ExampleRun> Named { get; } = new(StringComparer.Ordinal)
    {
        ["joint"] = ExampleRun.Joint,
        ["joint, all shown"] = ExampleRun.Shown,
        ["joint, p128"] = ExampleRun.Joint with { Profile = SecurityProfile.P128 },
        ["separate"] = ExampleRun.Separate,
        ["separate, all shown"] = ExampleRun.Separate with { ShowsAll = true },
        ["two proofs"] = ExampleRun.Joint with { Layout = [[0, 2], [1]] },
        ["with a nonce"] = ExampleRun.Joint with { Nonce = [1, 2, 3] },
        ["mixed"] = ExampleRun.Mixed,
        ["bound"] = ExampleRun.Owned,
        ["bound, separate"] = ExampleRun.Separate with { Bound = 7 },
        ["bound, all shown, p128"] = ExampleRun.Shown with { Bound = 7, Profile = SecurityProfile.P128 },
        ["bound, twice the same shape"] = ExampleRun.Twins,
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public void Passes_an_honest_receipt_of_every_layout(string run)
    {
        var receipt = Named[run].Prove();
        Assert.True(ReceiptFormat.TryRead(ReceiptFormat.Write(receipt), "r", out var read, out var error), error?.ToString());
        var verdict = ReceiptVerifier.Verify(read, "r", new() { Program = receipt.Program.Digest, Profile = Named[run].Profile });
        Assert.True(verdict.Status == Verification.Passed, verdict.Verdict.Decisive?.ToString());
        Assert.Equal(run == "mixed" ? 75 : 100, verdict.SecurityPercent);
        Assert.Equal(receipt.Proofs.Length, verdict.Proofs.Length);
        Assert.True(verdict.Security!.Minimum.Whole >= (int)Named[run].Profile);
        Assert.Equal(16, verdict.Security.WorkBits);
    }

    [Fact]
    public void Passes_where_claim_weights_or_program_are_pinned_and_says_what_weights_alone_leave_open()
    {
        var receipt = Honest.Value;
        Assert.Equal(Verification.Passed, Verify(receipt, new() { Claim = receipt.Claim.Digest }).Status);
        var root = ModelRoot.Of(receipt.Program.Steps.Select(step => receipt.Circuits.Single(circuit => circuit.Artifact == step.Unit.Artifact).Weights));
        var verdict = Verify(receipt, new() { ModelRoot = root });
        Assert.Equal(Verification.Passed, verdict.Status);
        Assert.Equal(root, verdict.ModelRoot);
        Assert.Contains(verdict.NotChecked, part => part.Contains("the program is not", StringComparison.Ordinal));
        Assert.Contains(verdict.NotChecked, part => part.Contains("2 values between circuits", StringComparison.Ordinal));
    }

    [Fact]
    public void Cannot_decide_where_nothing_is_pinned()
    {
        var verdict = Verify(Honest.Value, ReceiptExpectation.None);
        AssertDecided(verdict, Verification.Inconclusive, ReceiptErrors.NotPinned);
        Assert.All(verdict.Proofs, proof => Assert.Equal(Verification.Passed, proof.Status));
    }

    [Fact]
    public void Refuses_another_program_claim_or_model_root_without_verifying_a_proof()
    {
        var other = TaggedHash.Compute(DigestTags.Value, "other"u8);
        Assert.All(
            new ReceiptExpectation[] { new() { Program = other }, new() { Claim = other }, new() { ModelRoot = other }, new() { Program = Honest.Value.Program.Digest, ModelRoot = other } },
            expected =>
            {
                var verdict = Verify(Honest.Value, expected);
                AssertDecided(verdict, Verification.Failed, ReceiptErrors.Unexpected);
                Assert.All(verdict.Proofs, proof => Assert.Equal(Verification.NotAttempted, proof.Status));
            });
    }

    [Fact]
    public void Holds_no_weights_where_they_are_bound_and_says_what_that_means()
    {
        var receipt = Named["bound"].Prove();
        var file = ReceiptFormat.Write(receipt);
        foreach (var circuit in ExampleRun.Owned.Circuits.OfType<CompiledCircuit>())
        {
            foreach (var layer in circuit.Weights!.Layers)
                Assert.True(file.AsSpan().IndexOf(MemoryMarshal.AsBytes(layer.Weights.AsSpan())) < 0);
        }

        var verdict = Verify(receipt, new() { Program = receipt.Program.Digest });
        Assert.Equal((Verification.Passed, 100), (verdict.Status, verdict.SecurityPercent));
        Assert.Equal(Verification.Passed, Assert.Single(verdict.Setups).Status);
        Assert.Contains(verdict.NotChecked, part => part.StartsWith("what the weights of 2 steps are", StringComparison.Ordinal) && part.Contains("bound, not hidden", StringComparison.Ordinal));
        Assert.DoesNotContain(Verify(Honest.Value, new() { Program = Honest.Value.Program.Digest }).NotChecked, part => part.Contains("bound", StringComparison.Ordinal));

        // Both proofs count: the sum of their errors is what a cheat may hope for.
        SecurityReport[] reports = [verdict.Proofs[0].Report!, verdict.Setups[0].Report!];
        Assert.Equal((reports.Min(report => report.Minimum), SecurityReport.UnionOf(reports)), (verdict.Security!.Minimum, verdict.Security.Union));
        Assert.True(verdict.Security.Union < SecurityReport.UnionOf(reports[..1]));
    }

    [Fact]
    public void Pins_bound_weights_by_their_roots_and_tells_other_commitments_apart()
    {
        var receipt = Named["bound"].Prove();
        var root = Verify(receipt, ReceiptExpectation.None).ModelRoot;
        Assert.Equal(Verification.Passed, Verify(receipt, new() { ModelRoot = root }).Status);
        Assert.NotEqual(root, Verify(Honest.Value, ReceiptExpectation.None).ModelRoot);

        // The same weights, salted anew, are another commitment; other weights are, whatever their salts.
        foreach (var other in new[] { ExampleRun.Owned with { Bound = 8 }, ExampleRun.Owned with { Circuits = [ExampleCircuits.Convolution, ExampleCircuits.Pool, ExampleCircuits.OtherDense] } })
        {
            var theirs = other.Prove();
            Assert.Equal(Verification.Passed, Verify(theirs, new() { Program = theirs.Program.Digest }).Status);
            AssertDecided(Verify(theirs, new() { ModelRoot = root }), Verification.Failed, ReceiptErrors.Unexpected);
            AssertDecided(Verify(theirs, new() { Program = receipt.Program.Digest }), Verification.Failed, ReceiptErrors.Unexpected);
        }
    }

    [Fact]
    public void Cannot_decide_without_the_bound_model_that_a_circuit_names()
    {
        var receipt = Named["bound"].Prove();
        var other = (ExampleRun.Owned with { Bound = 8 }).Prove();
        foreach (var without in new[] { receipt with { BoundModels = [] }, receipt with { BoundModels = other.BoundModels } })
        {
            var verdict = Verify(without, new() { Program = receipt.Program.Digest });
            AssertDecided(verdict, Verification.Inconclusive, ReceiptErrors.SetupMissing);
            Assert.Equal(Verification.NotAttempted, Assert.Single(verdict.Proofs).Status);
            Assert.Equal(0, verdict.SecurityPercent);
        }
    }

    [Fact]
    public void Asks_for_the_nonce_that_the_caller_gave()
    {
        var receipt = Named["with a nonce"].Prove();
        ReceiptExpectation expected = new() { Program = receipt.Program.Digest, Nonce = new byte[] { 1, 2, 3 } };
        Assert.Equal(Verification.Passed, Verify(receipt, expected).Status);
        AssertDecided(Verify(receipt, expected with { Nonce = new byte[] { 1, 2 } }), Verification.Failed, ReceiptErrors.Nonce);
        AssertDecided(Verify(Honest.Value, expected), Verification.Failed, ReceiptErrors.Nonce);
    }

    [Fact]
    public void Cannot_decide_where_a_circuit_is_covered_by_no_proof()
    {
        var receipt = Honest.Value with { Proofs = [] };
        var verdict = Verify(receipt, new() { Program = receipt.Program.Digest });
        AssertDecided(verdict, Verification.Inconclusive, ReceiptErrors.NotProved);
        Assert.Equal(0, verdict.SecurityPercent);
        Assert.All(verdict.Steps, step => Assert.Equal(Assurance.Executed, step));

        var shown = Named["separate, all shown"].Prove();
        shown = shown with { Proofs = shown.Proofs.RemoveAt(1) };
        verdict = Verify(shown, new() { Program = shown.Program.Digest });
        AssertDecided(verdict, Verification.Inconclusive, ReceiptErrors.NotProved);
        Assert.Equal([Assurance.Proved, Assurance.Executed, Assurance.Proved], verdict.Steps);
        Assert.Equal(66, verdict.SecurityPercent);
    }

    [Fact]
    public void Cannot_decide_about_a_run_that_did_not_succeed()
    {
        var honest = Honest.Value;
        var steps = honest.Steps.SetItem(2, honest.Steps[2] with { Outcome = StepOutcome.Failed, Outputs = [] });
        var claim = ExampleRun.ClaimOf(honest.Program, steps, honest.Claim.Inputs[0], honest.Claim.Outputs[0]) with { Outcome = StepOutcome.Failed, Outputs = [] };
        AssertDecided(Verify(honest with { Steps = steps, Claim = claim }, new() { Claim = claim.Digest }), Verification.Inconclusive, ReceiptErrors.RunNotSucceeded);
    }

    [Fact]
    public void Takes_circuits_from_the_caller_and_cannot_decide_without_them()
    {
        var honest = Honest.Value;
        ReceiptExpectation expected = new() { Program = honest.Program.Digest };
        var small = honest with { Circuits = [.. honest.Circuits.Select(circuit => circuit.WithoutFile())] };
        Assert.Equal(Verification.Passed, ReceiptVerifier.Verify(small, "r", expected, circuit => honest.Circuits.Single(other => other.Artifact == circuit.Artifact).File).Status);
        AssertDecided(Verify(small, expected), Verification.Inconclusive, ReceiptErrors.CircuitMissing);
        AssertDecided(Verify(honest with { Circuits = honest.Circuits.RemoveAt(0) }, expected), Verification.Inconclusive, ReceiptErrors.CircuitMissing);
        AssertDecided(ReceiptVerifier.Verify(small, "r", expected, _ => honest.Circuits[0].File), Verification.Failed, ReceiptErrors.CircuitChanged);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Computes_the_index_of_the_largest_value_again(bool keepsAxis)
    {
        var compiled = ExampleCircuits.With(new OutputFunction.ArgMax(1, keepsAxis));
        var run = WithLast(compiled, values => ArgMaxBytes(keepsAxis, Array.IndexOf(values, values.Max())));
        var receipt = run.Prove();
        var verdict = Verify(receipt, new() { Program = receipt.Program.Digest });
        Assert.True(verdict.Status == Verification.Passed, verdict.Verdict.Decisive?.ToString());
        Assert.DoesNotContain(verdict.NotChecked, part => part.Contains("ArgMax", StringComparison.Ordinal));

        var lie = WithLast(compiled, values => ArgMaxBytes(keepsAxis, Array.IndexOf(values, values.Min())));
        receipt = lie.Record(lie.Execute());
        AssertDecided(Verify(receipt, new() { Program = receipt.Program.Digest }), Verification.Failed, ReceiptErrors.WrongValue);
    }

    [Fact]
    public void Computes_a_softmax_again_and_proves_its_integers()
    {
        var compiled = ExampleCircuits.With(new OutputFunction.Softmax(1));
        var run = WithLast(compiled, values => ExampleRun.TensorBytes(CircuitShape.Of(1, 3), [.. Softmax(compiled, values).Select(BitConverter.SingleToUInt32Bits)]));
        var receipt = run.Prove();
        var verdict = Verify(receipt, new() { Program = receipt.Program.Digest });
        Assert.True(verdict.Status == Verification.Passed, verdict.Verdict.Decisive?.ToString());
        Assert.DoesNotContain(verdict.NotChecked, part => part.Contains("Softmax", StringComparison.Ordinal));

        var made = WithLast(compiled, _ => ExampleRun.TensorBytes(CircuitShape.Of(1, 3), [0x3F000000, 0x3E800000, 0x3E800000]));
        var forged = made.Record(made.Execute());
        AssertDecided(Verify(forged, new() { Program = forged.Program.Digest }), Verification.Failed, ReceiptErrors.WrongValue);

        var wide = receipt.WideOutputs[0];
        var lie = receipt with { WideOutputs = [wide with { Values = wide.Values.SetItem(1, wide.Values[1] + 1) }] };
        AssertDecided(Verify(lie, new() { Program = receipt.Program.Digest }), Verification.Failed, ReceiptErrors.Proof);
    }

    [Fact]
    public void Says_that_the_logarithm_of_a_softmax_was_not_checked_and_proves_its_integers()
    {
        var run = WithLast(ExampleCircuits.With(new OutputFunction.LogSoftmax(1)), _ => ExampleRun.TensorBytes(CircuitShape.Of(1, 3), [0xBF000000, 0xBE800000, 0xBE800000]));
        var receipt = run.Prove();
        var verdict = Verify(receipt, new() { Program = receipt.Program.Digest });
        Assert.True(verdict.Status == Verification.Passed, verdict.Verdict.Decisive?.ToString());
        Assert.Contains(verdict.NotChecked, part => part.Contains("logits is the LogSoftmax of the integers", StringComparison.Ordinal));

        var wide = receipt.WideOutputs[0];
        var lie = receipt with { WideOutputs = [wide with { Values = wide.Values.SetItem(1, wide.Values[1] + 1) }] };
        AssertDecided(Verify(lie, new() { Program = receipt.Program.Digest }), Verification.Failed, ReceiptErrors.Proof);
    }

    private static IEnumerable<float> Softmax(CompiledCircuit compiled, long[] values)
    {
        var scale = compiled.Circuit.Tensors[compiled.Circuit.Outputs[0]].Scale;
        double[] logits = [.. values.Select(value => (double)BitConverter.UInt32BitsToSingle(Quantizer.Dequantize(value, scale)))];
        double[] powers = [.. logits.Select(logit => Math.Exp(logit - logits.Max()))];
        return powers.Select(power => (float)(power / powers.Sum()));
    }

    private static ExampleRun WithLast(CompiledCircuit compiled, Func<long[], byte[]> recorded) =>
        new() { Circuits = [ExampleCircuits.Convolution, ExampleCircuits.Pool, compiled], Recorded = (_, values) => recorded(values) };

    // The canonical bytes of a tensor of 64-bit integers with one value.
    private static byte[] ArgMaxBytes(bool keepsAxis, int index) => keepsAxis ? [7, 2, 1, 1, (byte)index, 0, 0, 0, 0, 0, 0, 0] : [7, 1, 1, (byte)index, 0, 0, 0, 0, 0, 0, 0];

    private static readonly Lazy<Receipt> Honest = new(ExampleRun.Joint.Prove);

    private static ReceiptVerdict Verify(Receipt receipt, ReceiptExpectation expected) => ReceiptVerifier.Verify(receipt, "r", expected);

    private static void AssertDecided(ReceiptVerdict verdict, Verification status, ErrorCode code)
    {
        Assert.Equal(status, verdict.Status);
        Assert.True(code == verdict.Verdict.Decisive!.Why!.Code, verdict.Verdict.Decisive.ToString());
    }
}
