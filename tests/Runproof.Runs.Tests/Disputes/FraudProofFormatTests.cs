using Runproof.Core.Diagnostics;
using Runproof.Core.Traces;
using Runproof.Core.Verdicts;
using Runproof.Runs.Disputes;
using Runproof.Verifier.Claims;
using Runproof.Verifier.Disputes;

namespace Runproof.Runs.Tests.Disputes;

public sealed class FraudProofFormatTests : IDisposable
{
    private readonly ClaimedRun _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void No_byte_of_a_proof_can_be_changed()
    {
        FraudProof proof = Proof(out Claim claim);
        byte[] file = FraudProofFormat.Encode(proof);
        var expected = new Expectation(null, claim.Digest);
        Assert.Equal(Verification.Passed, FraudProofVerifier.Verify(proof, "proof", expected).Status);
        for (int i = 0; i < file.Length; i++)
        {
            foreach (byte change in new byte[] { 1, 0x80 })
            {
                file[i] ^= change;
                bool isAccepted = FraudProofFormat.TryRead(file, "proof", out FraudProof? read, out var error) && FraudProofVerifier.Verify(read, "proof", expected).Status == Verification.Passed;
                Assert.False(isAccepted, $"byte {i}");
                Assert.True(read is not null || error is not null);
                file[i] ^= change;
            }
        }

        for (int length = 0; length < file.Length; length++)
            Assert.False(FraudProofFormat.TryRead(file.AsMemory(0, length), "proof", out _, out _));
        Assert.False(FraudProofFormat.TryRead((byte[])[.. file, 0], "proof", out _, out _));
    }

    [Fact]
    public void No_part_of_a_proof_can_be_changed()
    {
        FraudProof proof = Proof(out Claim claim);
        OpenedRecord record = proof.Records[0];
        (FraudProof Proof, ErrorCode Code)[] attacks =
        [
            (proof with { Claim = claim with { StepCount = claim.StepCount + 1 } }, FraudErrors.Opening),
            (proof with { Program = ClaimedRun.Long }, FraudErrors.Program),
            (proof with { Step = proof.Step + 1 }, FraudErrors.Evidence),
            (proof with { Step = claim.StepCount + 1 }, FraudErrors.NotShown),
            (proof with { Reason = DivergenceReason.Artifact }, FraudErrors.NotShown),
            (proof with { Reason = DivergenceReason.Step }, FraudErrors.NotShown),
            (proof with { Reason = DivergenceReason.Output }, FraudErrors.NeedsExecution),
            (proof with { Records = proof.Records.RemoveAt(0) }, FraudErrors.Evidence),
            (proof with { Records = proof.Records.SetItem(0, record with { Record = record.Record with { Outcome = StepOutcome.Failed } }) }, FraudErrors.Opening),
            (proof with { Records = proof.Records.SetItem(0, record with { Opening = record.Opening with { Index = record.Opening.Index ^ 1 } }) }, FraudErrors.Opening),
            (proof with { Records = proof.Records.SetItem(0, record with { Opening = record.Opening with { Count = record.Opening.Count + 1 } }) }, FraudErrors.Opening),
            (proof with { Records = proof.Records.SetItem(0, record with { Opening = record.Opening with { Siblings = record.Opening.Siblings[1..] } }) }, FraudErrors.Opening),
            (proof with { Values = proof.Values.RemoveAt(0) }, FraudErrors.Evidence),
            (proof with { Values = [.. proof.Values, new byte[] { 1 }] }, FraudErrors.Evidence),
        ];
        foreach ((FraudProof forged, ErrorCode code) in attacks)
        {
            Verdict verdict = FraudProofVerifier.Verify(forged, "proof", new Expectation(null, forged.Claim.Digest));
            Assert.NotEqual(Verification.Passed, verdict.Status);
            Assert.Contains(verdict.Checks, check => check.Why?.Code == code);
        }

    }

    [Fact]
    public void One_proof_has_one_encoding()
    {
        FraudProof proof = Proof(out _);
        FraudProof[] others =
        [
            proof with { Records = [.. proof.Records.Reverse()] },
            proof with { Records = [.. proof.Records, proof.Records[^1]] },
            proof with { Values = [.. proof.Values, proof.Values[^1]] },
        ];
        foreach (FraudProof other in others)
        {
            Assert.False(FraudProofFormat.TryRead(FraudProofFormat.Encode(other), "proof", out _, out var error));
            Assert.Equal(FraudErrors.NotCanonical, error.Code);
        }

        Assert.False(FraudProofFormat.TryRead("RPFRAUDX1234"u8.ToArray(), "proof", out _, out var magic));
        Assert.Equal(FraudErrors.NotAFraudProof, magic.Code);
        byte[] next = FraudProofFormat.Encode(proof);
        next[8] = 2;
        Assert.False(FraudProofFormat.TryRead(next, "proof", out _, out var version));
        Assert.Equal(FraudErrors.UnknownVersion, version.Code);
    }

    [Fact]
    public void Hostile_bytes_are_refused_with_an_offset()
    {
        byte[] file = FraudProofFormat.Encode(Proof(out _));
        var random = new Random(11);
        for (int i = 0; i < 3000; i++)
        {
            byte[] hostile = [.. file];
            int start = random.Next(12, file.Length);
            random.NextBytes(hostile.AsSpan(start, Math.Min(random.Next(1, 40), file.Length - start)));
            if (!FraudProofFormat.TryRead(hostile, "proof", out FraudProof? read, out var error))
                Assert.NotNull(error);
            else
                FraudProofVerifier.Verify(read, "proof", Expectation.None);
        }
    }

    // Needs records and values: the input of the step after a fold that may break.
    private FraudProof Proof(out Claim claim)
    {
        Trace honest = _runs.Run(ClaimedRun.Whole, null, ClaimedRun.Encode("list<i32>", "[1,2,3]"));
        ReadOnlyMemory<byte> other = ClaimedRun.Encode("i64", "1234");
        StepRecord wrong = honest.Steps[5] with { Inputs = [ClaimedRun.DigestOf(other)] };
        Trace forged = _runs.Forge(honest, honest.Steps.SetItem(5, wrong), [other]);
        Assert.True(FraudProver.TryProve(forged, DivergenceReason.Input, 5, out FraudProof? proof, out var error), error?.ToString());
        Assert.True(proof.Records.Length >= 2 && proof.Values.Length >= 2, $"{proof.Records.Length} records, {proof.Values.Length} values");
        claim = forged.Claim!;
        return proof;
    }
}
