using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Core.Merkle;
using Runproof.Core.Programs;
using Runproof.Core.Traces;
using Runproof.Core.Verdicts;
using Runproof.Verifier.Claims;

namespace Runproof.Verifier.Tests.Claims;

public sealed class ClaimVerifierTests
{
    private static readonly Digest Alien = TaggedHash.Compute(DigestTags.Value, "alien"u8);

    public static TheoryData<string, string> Forgeries()
    {
        var data = new TheoryData<string, string>();
        foreach (var (name, (_, code)) in Attacks())
            data.Add(name, code.Name);
        return data;
    }

    [Fact]
    public void Passes_an_honest_run_whose_claim_is_pinned()
    {
        var verdict = Verify(TraceForge.Honest(), Pinned());
        Assert.Equal(Verification.Passed, verdict.Status);
        Assert.All(verdict.Checks, check => Assert.Equal(Verification.Passed, check.Status));
        Assert.Null(verdict.Decisive);
    }

    [Fact]
    public void Passes_an_honest_run_whose_program_is_pinned() =>
        Assert.Equal(Verification.Passed, Verify(TraceForge.Honest(), new Expectation(TraceForge.Honest().Program.Digest, null)).Status);

    [Fact]
    public void Cannot_decide_where_nothing_is_pinned() =>
        AssertDecided(Verify(TraceForge.Honest(), Expectation.None), Verification.Inconclusive, ClaimErrors.NotPinned);

    [Fact]
    public void Cannot_decide_about_an_interrupted_run() =>
        AssertDecided(Verify(TraceForge.Honest() with { Claim = null }, new Expectation(TraceForge.Honest().Program.Digest, null)), Verification.Inconclusive, ClaimErrors.NotClosed);

    [Fact]
    public void Rejects_an_interrupted_run_where_a_claim_is_expected() =>
        AssertDecided(Verify(TraceForge.Honest() with { Claim = null }, Pinned()), Verification.Failed, ClaimErrors.Unexpected);

    [Fact]
    public void Cannot_decide_where_a_value_is_missing()
    {
        var forge = TraceForge.Honest();
        for (var i = 0; i < forge.Values.Length; i++)
            AssertDecided(Verify(forge with { Values = forge.Values.RemoveAt(i) }, Pinned()), Verification.Inconclusive, ClaimErrors.ValueMissing);
    }

    [Fact]
    public void Cannot_decide_where_the_content_of_a_unit_is_missing()
    {
        var trace = Read(TraceForge.Honest());
        AssertDecided(ClaimVerifier.Verify(trace, "run", Pinned(), _ => null), Verification.Inconclusive, ClaimErrors.ArtifactMissing);
        Assert.Equal(Verification.Inconclusive, ClaimVerifier.Verify(trace, "run", Pinned(), null).Status);
    }

    [Fact]
    public void Rejects_changed_content_of_a_unit() => AssertDecided(
        ClaimVerifier.Verify(Read(TraceForge.Honest()), "run", Pinned(), _ => "other"u8.ToArray()), Verification.Failed, ClaimErrors.ArtifactChanged);

    [Theory]
    [MemberData(nameof(Forgeries))]
    public void Rejects_a_forged_part_even_where_its_own_claim_is_pinned(string attack, string code)
    {
        var forge = Attacks()[attack].Forge;
        var verdict = Verify(forge, new Expectation(null, forge.Claim!.Digest));
        Assert.Equal(Verification.Failed, verdict.Status);
        Assert.Equal(code, verdict.Decisive!.Why!.Code.Name);
    }

    [Fact]
    public void Accepts_a_run_that_ended_in_a_failure()
    {
        var honest = TraceForge.Honest();
        var failed = honest.Steps[1] with { Outcome = StepOutcome.Failed, Outputs = [] };
        var forge = honest with { Steps = [honest.Steps[0], failed] };
        forge = forge with { Claim = forge.ClaimOf(honest.Claim!.Inputs, [], StepOutcome.Failed) };
        Assert.Equal(Verification.Passed, Verify(forge, new Expectation(null, forge.Claim.Digest)).Status);
    }

    [Fact]
    public void Never_passes_a_file_with_a_changed_byte()
    {
        var honest = TraceForge.Honest().ToBytes();
        for (var i = 0; i < honest.Length; i++)
        {
            for (var bit = 0; bit < 8; bit += 3)
            {
                var bytes = (byte[])honest.Clone();
                bytes[i] ^= (byte)(1 << bit);
                if (TraceReader.TryRead(bytes, "run", out var trace, out _))
                    Assert.NotEqual(Verification.Passed, ClaimVerifier.Verify(trace, "run", Pinned(), TraceForge.Artifact).Status);
            }
        }
    }

    [Fact]
    public void Never_passes_a_file_that_was_cut_before_its_claim()
    {
        var honest = TraceForge.Honest();
        var closed = honest.ToBytes();
        var beforeClaim = (honest with { Claim = null }).ToBytes().Length;
        for (var length = 0; length < closed.Length; length++)
        {
            if (!TraceReader.TryRead(closed.AsMemory(0, length), "run", out var trace, out _))
                continue;
            Assert.False(trace.IsClosed);
            var status = ClaimVerifier.Verify(trace, "run", Pinned(), TraceForge.Artifact).Status;
            Assert.True(trace.Claim is not null || status == Verification.Failed);
            Assert.True(length > beforeClaim || trace.Claim is null);
        }
    }

    [Fact]
    public void Opens_each_record_only_at_its_own_place_and_in_its_own_claim()
    {
        var forge = TraceForge.Honest();
        var log = new MerkleLog();
        foreach (var step in forge.Steps)
            log.Append(step.Leaf);
        for (var i = 0; i < forge.Steps.Length; i++)
        {
            for (var j = 0; j < forge.Steps.Length; j++)
                Assert.Equal(i == j, OpeningVerifier.Opens(forge.Claim!, forge.Steps[i], log.Open(j)));
            Assert.False(OpeningVerifier.Opens(forge.Claim! with { TraceRoot = Alien }, forge.Steps[i], log.Open(i)));
            Assert.False(OpeningVerifier.Opens(forge.Claim! with { StepCount = 4 }, forge.Steps[i], log.Open(i)));
            Assert.False(OpeningVerifier.Opens(forge.Claim!, forge.Steps[i] with { Metering = default }, log.Open(i)));
        }
    }

    // Each is framed and committed by its forger, so that only the check in question can find it.
    private static Dictionary<string, (TraceForge Forge, ErrorCode Code)> Attacks()
    {
        var honest = TraceForge.Honest();
        var claim = honest.Claim!;
        var other = TraceForge.MakeProgram([Alien, Alien, Alien]);
        TraceForge WithStep(int index, StepRecord step) => (honest with { Steps = honest.Steps.SetItem(index, step) }).Recommit();
        var first = honest.Steps[0];
        return new Dictionary<string, (TraceForge, ErrorCode)>
        {
            ["header of another program"] = (honest with { Header = honest.Header with { Program = Alien } }, ClaimErrors.Program),
            ["claim about another program"] = (honest with { Claim = claim with { Program = Alien } }, ClaimErrors.Program),
            ["claim in another mode"] = (honest with { Claim = claim with { Mode = RunMode.Native } }, ClaimErrors.Program),
            ["another program under the same records"] = (honest with { Program = other, Header = honest.Header with { Program = other.Digest }, Claim = claim with { Program = other.Digest } }, ClaimErrors.Schedule),
            ["wrong index"] = (WithStep(0, first with { Index = 1 }), ClaimErrors.Schedule),
            ["wrong coordinates"] = (WithStep(0, first with { Coordinates = Coordinates.At(2) }), ClaimErrors.Schedule),
            ["nested coordinates"] = (WithStep(0, first with { Coordinates = new Coordinates([0, 0]) }), ClaimErrors.Schedule),
            ["another unit"] = (WithStep(0, first with { Unit = Alien }), ClaimErrors.Schedule),
            ["too many inputs"] = (WithStep(0, first with { Inputs = first.Inputs.Add(first.Inputs[0]) }), ClaimErrors.Wiring),
            ["too few outputs"] = (WithStep(0, first with { Outputs = [] }), ClaimErrors.Schedule),
            ["outputs of a failed step"] = (WithStep(2, honest.Steps[2] with { Outcome = StepOutcome.Failed }), ClaimErrors.Schedule),
            ["a run that goes on after a failure"] = (WithStep(0, first with { Outcome = StepOutcome.Crashed, Outputs = [] }), ClaimErrors.Schedule),
            ["steps swapped"] = ((honest with { Steps = [honest.Steps[1], first, honest.Steps[2]] }).Recommit(), ClaimErrors.Schedule),
            ["last step missing"] = ((honest with { Steps = honest.Steps.RemoveAt(2) }).Recommit(), ClaimErrors.Schedule),
            ["a step too many"] = ((honest with { Steps = honest.Steps.Add(honest.Steps[2] with { Index = 3 }) }).Recommit(), ClaimErrors.Schedule),
            ["an outcome that no step had"] = (honest with { Claim = honest.ClaimOf(claim.Inputs, [], StepOutcome.TimedOut) }, ClaimErrors.Schedule),
            ["input of the program replaced"] = (honest with { Claim = claim with { Inputs = claim.Inputs.SetItem(0, claim.Inputs[1]) } }, ClaimErrors.Wiring),
            ["unused order of inputs"] = (honest with { Claim = claim with { Inputs = [claim.Inputs[1], claim.Inputs[0]] } }, ClaimErrors.Wiring),
            ["an input too few"] = (honest with { Claim = claim with { Inputs = [claim.Inputs[0]] } }, ClaimErrors.Wiring),
            ["boundary value replaced"] = (WithStep(1, honest.Steps[1] with { Inputs = [first.Inputs[0]] }), ClaimErrors.Wiring),
            ["output of the program replaced"] = (honest with { Claim = claim with { Outputs = [first.Outputs[0]] } }, ClaimErrors.Wiring),
            ["an output too many"] = (honest with { Claim = claim with { Outputs = claim.Outputs.Add(claim.Outputs[0]) } }, ClaimErrors.Wiring),
            ["another root"] = (honest with { Claim = claim with { TraceRoot = Alien } }, ClaimErrors.Root),
            ["another count"] = (honest with { Claim = claim with { StepCount = 4 } }, ClaimErrors.Root),
            ["invented checkpoints"] = (honest with { Claim = claim with { Checkpoints = [new Checkpoint(1, Alien)] } }, ClaimErrors.Root),
            ["metering changed after the claim"] = (honest with { Steps = honest.Steps.SetItem(0, first with { Metering = new Metering(8, null) }) }, ClaimErrors.Root),
            ["backend changed after the claim"] = (honest with { Steps = honest.Steps.SetItem(0, first with { Backend = Backend.Circuit }) }, ClaimErrors.Root),
        };
    }

    private static Expectation Pinned() => new(null, TraceForge.Honest().Claim!.Digest);

    private static Verdict Verify(TraceForge forge, Expectation expected) => ClaimVerifier.Verify(Read(forge), "run", expected, TraceForge.Artifact);

    private static Trace Read(TraceForge forge)
    {
        Assert.True(TraceReader.TryRead(forge.ToBytes(), "run", out var trace, out var error), error?.ToString());
        return trace;
    }

    private static void AssertDecided(Verdict verdict, Verification status, ErrorCode code)
    {
        Assert.Equal(status, verdict.Status);
        Assert.Equal(code, verdict.Decisive!.Why!.Code);
    }
}
