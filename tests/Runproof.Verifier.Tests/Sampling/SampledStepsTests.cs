using Runproof.Core.Hashing;
using Runproof.Core.Programs;
using Runproof.Core.Verdicts;
using Runproof.Verifier.Receipts;
using Runproof.Verifier.Sampling;
using Runproof.Verifier.Tests.Receipts;

namespace Runproof.Verifier.Tests.Sampling;

/// <summary>Which steps a nonce chooses, and receipts that prove these only.</summary>
public sealed class SampledStepsTests
{
    // Every value is shown and every step has a proof of its own, so that each can be left out.
    private static readonly ExampleRun Run = ExampleRun.Separate with { ShowsAll = true, Nonce = [7, 7] };

    private static readonly Lazy<Receipt> Honest = new(() => Run.Prove());

    private static ReceiptExpectation Expected { get; } = new() { Program = Honest.Value.Program.Digest, Nonce = Run.Nonce, Sample = 1 };

    [Fact]
    public void Takes_the_circuits_whose_digests_are_smallest()
    {
        var program = ExampleRun.Mixed.MakeProgram();
        var claim = TaggedHash.Compute(DigestTags.Value, "claim"u8);
        for (byte nonce = 0; nonce < 50; nonce++)
        {
            int[] ranked = [.. Enumerable.Range(1, 3).OrderBy(step => TaggedHash.Compute(DigestTags.Sample, claim.ToArray(), [nonce], BitConverter.GetBytes((ulong)step)))];
            for (int count = 1; count <= 4; count++)
            {
                var sample = SampledSteps.Of(program, claim, [nonce], count);
                Assert.Equal([1, 2, 3], sample.Population);
                Assert.Equal(ranked.Take(count).Order(), sample.Steps);
            }
        }
    }

    [Fact]
    public void Golden_v1_stays_as_it_is()
    {
        var program = Long(40);
        var claim = TaggedHash.Compute(DigestTags.Value, "claim"u8);
        Assert.Equal(GoldenV1, SampledSteps.Of(program, claim, [0x5B, 0xD1, 0xE9, 0x95], 6).Steps);
    }

    [Fact]
    public void Every_pair_of_steps_is_drawn_about_equally_often()
    {
        var program = Long(5);
        var claim = TaggedHash.Compute(DigestTags.Value, "claim"u8);
        var counts = new SortedDictionary<(int First, int Second), int>();
        for (int nonce = 0; nonce < 4000; nonce++)
        {
            var steps = SampledSteps.Of(program, claim, BitConverter.GetBytes(nonce), 2).Steps;
            counts[(steps[0], steps[1])] = counts.GetValueOrDefault((steps[0], steps[1])) + 1;
        }

        // Ten pairs, 400 expected each, standard deviation 19; the digests are fixed, and so is the outcome.
        Assert.Equal(10, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 325, 475));
    }

    [Fact]
    public void Another_claim_or_nonce_draws_other_steps()
    {
        var program = Long(1000);
        var claim = TaggedHash.Compute(DigestTags.Value, "claim"u8);
        var steps = SampledSteps.Of(program, claim, [1], 20).Steps;
        Assert.NotEqual(steps, SampledSteps.Of(program, claim, [2], 20).Steps);
        Assert.NotEqual(steps, SampledSteps.Of(program, claim, [1, 0], 20).Steps);
        Assert.NotEqual(steps, SampledSteps.Of(program, TaggedHash.Compute(DigestTags.Value, "other"u8), [1], 20).Steps);
        Assert.Throws<ArgumentException>(() => SampledSteps.Of(program, claim, [], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SampledSteps.Of(program, claim, [1], 0));
    }

    [Fact]
    public void A_receipt_of_the_sampled_steps_passes_and_security_counts_them_alone()
    {
        var receipt = Honest.Value;
        int chosen = Chosen(receipt);
        var sampled = Only(receipt, chosen);
        Assert.True(ReceiptFormat.TryRead(ReceiptFormat.Write(sampled), "r", out var read, out var error), error?.ToString());

        var verdict = ReceiptVerifier.Verify(read, "r", Expected);
        Assert.True(verdict.Status == Verification.Passed, verdict.Verdict.Decisive?.ToString());
        Assert.Equal(33, verdict.SecurityPercent);
        Assert.Equal(Assurance.Proved, verdict.Steps[chosen]);
        Assert.Equal([chosen], verdict.Sample!.Steps);
        Assert.Equal("1/3", verdict.Sample.Detection(1).ToString());
        Assert.Equal(2, verdict.NotChecked.Count(gap => gap.Contains("is not proved here", StringComparison.Ordinal)));
        Assert.Contains(verdict.NotChecked, gap => gap.Contains("nonce was drawn after", StringComparison.Ordinal));

        // Without the sample the same receipt leaves two circuits open.
        var whole = ReceiptVerifier.Verify(read, "r", Expected with { Sample = null });
        Assert.Equal((Verification.Inconclusive, ReceiptErrors.NotProved), (whole.Status, whole.Verdict.Decisive!.Why!.Code));
    }

    [Fact]
    public void More_proofs_than_the_sample_do_no_harm_and_fewer_are_refused()
    {
        var receipt = Honest.Value;
        int chosen = Chosen(receipt);
        Assert.Equal((Verification.Passed, 100), Verdict(receipt, Expected));
        Assert.Equal((Verification.Passed, 100), Verdict(receipt, Expected with { Sample = 3 }));
        Assert.Equal((Verification.Passed, 100), Verdict(receipt, Expected with { Sample = 1000 }));
        for (int step = 0; step < 3; step++)
        {
            if (step != chosen)
                Assert.Equal(ReceiptErrors.Sample, CodeOf(Only(receipt, step), Expected));
        }

        Assert.Equal(ReceiptErrors.Sample, CodeOf(Only(receipt, chosen), Expected with { Sample = 2 }));
        Assert.Equal(ReceiptErrors.Sample, CodeOf(receipt with { Proofs = [] }, Expected));
    }

    [Fact]
    public void A_receipt_for_another_nonce_is_refused()
    {
        var receipt = Honest.Value;
        Assert.Equal(ReceiptErrors.Nonce, CodeOf(receipt, Expected with { Nonce = new byte[] { 7, 8 } }));

        // A prover that only writes the nonce that is asked for into an old receipt has proofs of another context.
        byte[] other = [9];
        var relabelled = receipt with { Proofs = [.. receipt.Proofs.Select(proof => proof with { Nonce = other })] };
        Assert.Equal(ReceiptErrors.Proof, CodeOf(relabelled, Expected with { Nonce = other }));
        Assert.Throws<ArgumentException>(() => ReceiptVerifier.Verify(receipt, "r", Expected with { Nonce = null }));
    }

    private static int Chosen(Receipt receipt) => SampledSteps.Of(receipt.Program, receipt.Claim.Digest, Run.Nonce, 1).Steps[0];

    private static Receipt Only(Receipt receipt, int step) => receipt with
    {
        Proofs = [receipt.Proofs[step]],
        WideOutputs = [.. receipt.WideOutputs.Where(wide => wide.Step == step)],
        Circuits = [.. receipt.Circuits.Select(circuit => circuit.Artifact == receipt.Program.Steps[step].Unit.Artifact ? circuit : circuit.WithoutFile())],
    };

    private static (Verification Status, int Security) Verdict(Receipt receipt, ReceiptExpectation expected) =>
        ReceiptVerifier.Verify(receipt, "r", expected) is var verdict ? (verdict.Status, verdict.SecurityPercent) : default;

    private static Core.Diagnostics.ErrorCode CodeOf(Receipt receipt, ReceiptExpectation expected)
    {
        var verdict = ReceiptVerifier.Verify(receipt, "r", expected);
        Assert.Equal((Verification.Failed, 0), (verdict.Status, verdict.SecurityPercent));
        return verdict.Verdict.Decisive!.Why!.Code;
    }

    private static Program Long(int length) => (ExampleRun.Joint with
    {
        Circuits = [.. Enumerable.Repeat(ExampleCircuits.Convolution, length)],
        Wiring = [.. Enumerable.Range(0, length).Select(i => (System.Collections.Immutable.ImmutableArray<Binding>)[i == 0 ? Binding.External(0) : Binding.Output((uint)i - 1, 0)])],
    }).MakeProgram();

    // Provenance: computed with Python's hashlib from docs/digests.md, not with this code.
    private static readonly int[] GoldenV1 = [10, 11, 15, 36, 37, 38];
}
