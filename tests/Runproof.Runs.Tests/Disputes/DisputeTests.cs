using System.Collections.Immutable;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;
using Runproof.Core.Traces;
using Runproof.Core.Verdicts;
using Runproof.Runs.Diff;
using Runproof.Runs.Disputes;
using Runproof.Runs.Tiles;
using Runproof.Verifier.Claims;
using Runproof.Verifier.Disputes;

namespace Runproof.Runs.Tests.Disputes;

public sealed class DisputeTests : IDisposable
{
    private static readonly ReadOnlyMemory<byte> OtherNumber = ClaimedRun.Encode("i64", "1234");
    private static readonly ReadOnlyMemory<byte> OtherBreak = new byte[] { 0 }.Concat(OtherNumber.ToArray()).ToArray();
    private static readonly ReadOnlyMemory<byte> NoValue = new byte[] { 0xFF };

    private readonly ClaimedRun _runs = new();

    public void Dispose() => _runs.Dispose();

    [Theory]
    [InlineData("index", DivergenceReason.Step)]
    [InlineData("coordinates", DivergenceReason.Step)]
    [InlineData("coordinates of another step", DivergenceReason.Step)]
    [InlineData("unit", DivergenceReason.Artifact)]
    [InlineData("first input", DivergenceReason.Input)]
    [InlineData("last input", DivergenceReason.Input)]
    [InlineData("input left out", DivergenceReason.Input)]
    [InlineData("output", DivergenceReason.Output)]
    [InlineData("output of no type", DivergenceReason.Output)]
    [InlineData("output left out", DivergenceReason.Output)]
    [InlineData("outcome", DivergenceReason.Output)]
    public void A_field_of_any_record_that_is_forged_gives_its_reason(string field, DivergenceReason reason)
    {
        Trace honest = Honest();
        for (int step = 0; step < honest.Steps.Length; step++)
        {
            Trace forged = _runs.Forge(honest, honest.Steps.SetItem(step, Change(honest.Steps[step], field)), [OtherNumber, OtherBreak, NoValue]);
            DisputeResult result = Disputer.Dispute(_runs.Store, forged, ClaimedRun.Source, TestContext.Current.CancellationToken);
            Assert.Equal((reason, (ulong)step), (result.First!.Reason, result.First.Step));

            // Only a plausible output takes an execution to refute.
            bool isPlausible = field is "output" or "outcome";
            AssertShown(result.Proof!, forged.Claim!, isPlausible ? Verification.Inconclusive : Verification.Passed);
            AssertRefused(result.Proof!, honest.Claim!);
            if (!isPlausible)
                continue;
            Assert.Equal(Verification.Passed, Execute(result.Proof!).Status);
            RunComparison comparison = RunDiff.Compare(forged, honest);
            Assert.Equal(reason, comparison.First!.Reason);
        }
    }

    [Fact]
    public void A_claim_that_is_too_short_or_too_long_is_false_for_its_length()
    {
        Trace honest = Honest();
        for (int count = 0; count < honest.Steps.Length; count++)
        {
            foreach (StepOutcome outcome in new[] { StepOutcome.Succeeded, StepOutcome.NotRun })
            {
                Trace shorter = _runs.Forge(honest, honest.Steps[..count], outcome: outcome, outputs: outcome == StepOutcome.NotRun ? [] : null);
                AssertDisputed(shorter, DivergenceReason.Length, count);
            }
        }

        StepRecord last = honest.Steps[^1];
        AssertDisputed(_runs.Forge(honest, honest.Steps.Add(last with { Index = last.Index + 1 })), DivergenceReason.Length, honest.Steps.Length);

        // A run that failed is over.
        Trace failed = _runs.Run(ClaimedRun.Whole, null, ClaimedRun.Encode("list<i32>", "[1,2,13,4]"));
        AssertDisputed(_runs.Forge(failed, failed.Steps.Add(honest.Steps[2])), DivergenceReason.Length, 2);
    }

    [Fact]
    public void Another_end_than_that_of_the_records_is_false()
    {
        Trace honest = Honest();
        AssertDisputed(_runs.Forge(honest, values: [OtherNumber], outputs: [ClaimedRun.DigestOf(OtherNumber)]), DivergenceReason.Input, honest.Steps.Length);
        AssertDisputed(_runs.Forge(honest, outputs: []), DivergenceReason.Input, honest.Steps.Length);
        AssertDisputed(_runs.Forge(honest, outcome: StepOutcome.Crashed, outputs: []), DivergenceReason.Step, honest.Steps.Length);
        Trace failed = _runs.Run(ClaimedRun.Whole, null, ClaimedRun.Encode("list<i32>", "[13]"));
        AssertDisputed(_runs.Forge(failed, outcome: StepOutcome.Succeeded), DivergenceReason.Step, 1);
        Trace bounded = _runs.Run(ClaimedRun.Whole, null, ClaimedRun.Encode("list<i32>", "[1,2,3,4,5,6,7,8,9,10,11]"));
        AssertDisputed(_runs.Forge(bounded, outcome: StepOutcome.Succeeded), DivergenceReason.Step, 0);
        AssertDisputed(_runs.Forge(bounded, honest.Steps[..1]), DivergenceReason.Length, 0);
    }

    [Fact]
    public void Swapped_records_are_another_step()
    {
        Trace honest = Honest();
        for (int step = 1; step < honest.Steps.Length; step++)
        {
            var swapped = honest.Steps.SetItem(step, honest.Steps[step - 1] with { Index = (ulong)step }).SetItem(step - 1, honest.Steps[step] with { Index = (ulong)step - 1 });
            AssertDisputed(_runs.Forge(honest, swapped), DivergenceReason.Step, step - 1);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1022)]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(1025)]
    [InlineData(2048)]
    [InlineData(2099)]
    public void The_first_divergence_of_a_long_run_is_found_at_every_edge(int step)
    {
        Trace honest = _runs.Run(ClaimedRun.Long, null, ClaimedRun.Encode("list<i32>", $"[{string.Join(',', Enumerable.Repeat("1", 2100))}]"), ClaimedRun.Encode("i64", "0"));
        StepRecord wrong = honest.Steps[step] with { Inputs = honest.Steps[step].Inputs.SetItem(1, ClaimedRun.DigestOf(OtherNumber)) };
        Trace forged = _runs.Forge(honest, honest.Steps.SetItem(step, wrong), [OtherNumber]);

        AssertDisputed(forged, DivergenceReason.Input, step);
        RunComparison comparison = RunDiff.Compare(forged, honest);
        Assert.Equal((DivergenceReason.Input, (ulong)step), (comparison.First!.Reason, comparison.First.Step));
        Assert.Equal(new FieldDifference("", "1234", $"{step}"), Assert.Single(Assert.Single(comparison.Values).Fields));
        Assert.Equal((ulong)(step / Claim.CheckpointInterval * Claim.CheckpointInterval), comparison.Claims!.CommonSteps);
        AssertDisputed(_runs.Forge(honest, honest.Steps[..step]), DivergenceReason.Length, step);
    }

    [Fact]
    public void Nothing_shows_an_honest_claim_to_be_false()
    {
        Trace[] honest =
        [
            Honest(),
            .. new[] { "[]", "[5]", "[1,2,-3,4]", "[13,1]", "[1,2,3,4,5,6,7,8,9,10,11]" }.Select(items => _runs.Run(ClaimedRun.Whole, null, ClaimedRun.Encode("list<i32>", items))),
        ];
        var random = new Random(5);
        foreach (Trace trace in honest)
        {
            DisputeResult result = Disputer.Dispute(_runs.Store, trace, ClaimedRun.Source, TestContext.Current.CancellationToken);
            Assert.Equal((null, null, null), (result.First, result.Proof, result.Problem));
            for (ulong step = 0; step <= (ulong)trace.Steps.Length + 1; step++)
            {
                foreach (DivergenceReason reason in Enum.GetValues<DivergenceReason>())
                {
                    if (FraudProver.TryProve(trace, reason, step, out FraudProof? proof, out _))
                        Assert.NotEqual(Verification.Passed, FraudProofVerifier.Verify(proof, "proof", new Expectation(null, trace.Claim!.Digest)).Status);

                    // Whatever a forger leaves out.
                    for (int round = 0; round < 8; round++)
                        Assert.False(FraudCheck.Check(trace.Program, trace.Claim!, reason, step, new PartOfTrace(trace, random)).IsShown, $"{reason} at {step}");
                }
            }
        }
    }

    [Fact]
    public void A_model_of_slices_is_disputed_in_the_same_way()
    {
        using var folder = new Recording.TemporaryStore();
        Trace honest = folder.Read(Recording.SampleRun.Record(folder.Store));
        StepRecord[] wrong =
        [
            honest.Steps[1] with { Index = 7 },
            honest.Steps[1] with { Coordinates = Coordinates.At(4) },
            honest.Steps[1] with { Unit = honest.Steps[0].Unit },
            honest.Steps[1] with { Inputs = honest.Steps[0].Inputs },
        ];
        DivergenceReason[] reasons = [DivergenceReason.Step, DivergenceReason.Step, DivergenceReason.Artifact, DivergenceReason.Input];
        foreach ((StepRecord record, DivergenceReason reason) in wrong.Zip(reasons))
        {
            Trace forged = _runs.Forge(honest, honest.Steps.SetItem(1, record));
            Assert.True(FraudProver.TryProve(forged, reason, 1, out FraudProof? proof, out var error), error?.ToString());
            AssertShown(proof, forged.Claim!, Verification.Passed);
            Assert.False(FraudProver.TryProve(honest, reason, 1, out _, out _));
        }

        Trace shorter = _runs.Forge(honest, honest.Steps[..1]);
        Assert.True(FraudProver.TryProve(shorter, DivergenceReason.Length, 1, out FraudProof? length, out _));
        AssertShown(length, shorter.Claim!, Verification.Passed);
    }

    private Trace Honest() => _runs.Run(ClaimedRun.Whole, null, ClaimedRun.Encode("list<i32>", "[1,2,3]"));

    private static StepRecord Change(StepRecord record, string field) => field switch
    {
        "index" => record with { Index = record.Index + 1 },
        "coordinates" => record with { Coordinates = new Coordinates(record.Coordinates.Path.Add(0)) },
        "coordinates of another step" => record with { Coordinates = record.Coordinates.Path is [2] ? new Coordinates([0, 0]) : Coordinates.At(2) },
        "unit" => record with { Unit = default },
        "first input" => record with { Inputs = record.Inputs.SetItem(0, ClaimedRun.DigestOf(OtherNumber)) },
        "last input" => record with { Inputs = record.Inputs.SetItem(record.Inputs.Length - 1, ClaimedRun.DigestOf(OtherNumber)) },
        "input left out" => record with { Inputs = record.Inputs[1..] },
        "output" => record with { Outputs = [ClaimedRun.DigestOf(record.Coordinates.Path[0] == 1 ? OtherBreak : OtherNumber)] },
        "output of no type" => record with { Outputs = [ClaimedRun.DigestOf(NoValue)] },
        "output left out" => record with { Outputs = [] },
        _ => record with { Outcome = StepOutcome.Crashed, Outputs = [] },
    };

    private void AssertDisputed(Trace forged, DivergenceReason reason, int step)
    {
        DisputeResult result = Disputer.Dispute(_runs.Store, forged, ClaimedRun.Source, TestContext.Current.CancellationToken);
        Assert.Equal((reason, (ulong)step), (result.First!.Reason, result.First.Step));
        Assert.True(result.Proof is not null, result.Problem?.ToString());
        AssertShown(result.Proof, forged.Claim!, Verification.Passed);
    }

    private static void AssertShown(FraudProof proof, Claim claim, Verification expected)
    {
        Assert.True(FraudProofFormat.TryRead(FraudProofFormat.Encode(proof), "proof", out FraudProof? read, out var error), error?.ToString());
        Verdict verdict = FraudProofVerifier.Verify(read, "proof", new Expectation(null, claim.Digest));
        Assert.True(verdict.Status == expected, verdict.Decisive?.ToString());
        Assert.True(expected == Verification.Passed || verdict.Decisive!.Why!.Code == FraudErrors.NeedsExecution);
        Assert.Equal(proof.Digest, read.Digest);
        Assert.Equal(Verification.Inconclusive, FraudProofVerifier.Verify(read, "proof", Expectation.None).Status);
    }

    private static void AssertRefused(FraudProof proof, Claim honest)
    {
        Assert.Equal(ClaimErrors.Unexpected, FraudProofVerifier.Verify(proof, "proof", new Expectation(null, honest.Digest)).Decisive!.Why!.Code);
        Assert.Equal(FraudErrors.Opening, FraudProofVerifier.Verify(proof with { Claim = honest }, "proof", new Expectation(null, honest.Digest)).Decisive!.Why!.Code);
    }

    private static Verdict Execute(FraudProof proof)
    {
        Verdict verdict = FraudProofVerifier.Verify(proof, "proof", new Expectation(null, proof.Claim.Digest));
        return FraudExecution.Decide(proof, verdict, ClaimedRun.Registry, TileLimits.Default, "proof");
    }

    /// <summary>The records and values of a trace, except for some.</summary>
    private sealed class PartOfTrace(Trace trace, Random random) : FraudEvidence
    {
        private readonly HashSet<int> _hidden = [.. Enumerable.Range(0, trace.Steps.Length).Where(_ => random.Next(3) == 0)];

        public override StepRecord? RecordAt(ulong position) => position < (ulong)trace.Steps.Length && !_hidden.Contains((int)position) ? trace.Steps[(int)position] : null;

        public override StepRecord? RecordOf(ImmutableArray<uint> path) => Shown().FirstOrDefault(record => record.Coordinates.Path.SequenceEqual(path));

        public override StepRecord? LastCallOf(ImmutableArray<uint> path) =>
            Shown().LastOrDefault(record => record.Coordinates.Path.Length == path.Length + 1 && record.Coordinates.Path[..^1].SequenceEqual(path));

        public override bool TryGetValue(Digest digest, out ReadOnlyMemory<byte> value)
        {
            value = default;
            return random.Next(4) != 0 && trace.TryGetValue(digest, out value);
        }

        private IEnumerable<StepRecord> Shown() => trace.Steps.Where((_, position) => !_hidden.Contains(position));
    }
}
