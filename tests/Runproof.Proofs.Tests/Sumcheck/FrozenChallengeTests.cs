using Runproof.Proofs.Fields;
using Runproof.Proofs.Polynomials;
using Runproof.Proofs.Sumcheck;
using Runproof.Proofs.Tests.Polynomials;

namespace Runproof.Proofs.Tests.Sumcheck;

/// <summary>Provers that know the challenges before they speak: they win against challenges that stay, and lose against the transcript.</summary>
public sealed class FrozenChallengeTests
{
    private const int Variables = 3;

    private static readonly Goldilocks2 Lie = Goldilocks2.FromInt64(1234567);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_false_sum_that_is_hidden_in_one_round_fails(int round)
    {
        var factors = Protocol.Factors<Goldilocks2>(new Draw(41), Variables, 2);
        var claim = Protocol.Claim(factors);
        ProductSumcheckVerifier.TryVerify(claim, Protocol.Prove(factors), Protocol.Transcript(), out var honest, out _);
        var frozen = honest!.Point;

        // Every round before the forged one carries the lie along; there, a line takes it up that is zero at the challenge.
        var messages = new List<Goldilocks2>();
        var (truth, lie) = (claim.Sum, Lie);
        using var rounds = new ProductRounds<Goldilocks2>(Protocol.Polynomials(factors), Workers.One);
        for (int j = 0; j < Variables; j++)
        {
            var polynomial = rounds.Next(truth);
            truth = polynomial.Evaluate(frozen[j]);
            rounds.Bind(frozen[j]);
            var line = j < round ? Carrying(lie) : j == round ? Swallowing(lie, frozen[j]) : default;
            lie = line.Evaluate(frozen[j]);
            messages.AddRange(polynomial.C0 + line.C0, polynomial.C2);
        }

        var forged = new EvaluatedProof<Goldilocks2>(new(2, [.. messages]), [rounds.Value(0), rounds.Value(1)]);
        Assert.True(PassesWith(frozen, claim.Sum + Lie, forged));
        Assert.Equal(SumcheckErrorCode.WrongEvaluation, Protocol.Verify(claim with { Sum = claim.Sum + Lie }, forged));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_false_weighted_sum_that_is_hidden_in_one_round_fails(int round)
    {
        var draw = new Draw(45);
        var factors = Protocol.Factors<Goldilocks2>(draw, Variables, 2);
        var z = draw.Point<Goldilocks2>(Variables);
        var eq = new Goldilocks2[1 << Variables];
        EqTable.Fill(z.AsSpan(), Goldilocks2.One, eq);
        var claim = new EqSumcheckClaim<Goldilocks2>(z, 2, Protocol.Sum(factors, x => eq[x]));
        using var honest = new ProductRounds<Goldilocks2>(Protocol.Polynomials(factors), z, Workers.One);
        EqSumcheckProver.Prove(claim, honest, Protocol.Transcript(), out var end);
        var frozen = end.Point;

        // The constant carries the lie, and a line with the same weighted sum that is zero at the challenge takes it up.
        var messages = new List<Goldilocks2>();
        var (truth, lie) = (claim.Sum, Lie);
        using var rounds = new ProductRounds<Goldilocks2>(Protocol.Polynomials(factors), z, Workers.One);
        for (int j = 0; j < Variables; j++)
        {
            var polynomial = rounds.Next(truth);
            truth = polynomial.Evaluate(frozen[j]);
            rounds.Bind(frozen[j]);
            Assert.True(Goldilocks2.TryInvert(z[j] - frozen[j], out var inverse));
            var slope = j == round ? lie * inverse : Goldilocks2.Zero;
            lie = j < round ? lie : Goldilocks2.Zero;
            messages.AddRange(polynomial.C1 + slope, polynomial.C2);
        }

        var forged = new SumcheckProof<Goldilocks2>(2, [.. messages]);
        var sum = claim.Sum + Lie;
        for (int j = 0; j < Variables; j++)
            sum = RoundPolynomial.FromEqSum(sum, z[j], forged.Messages.AsSpan().Slice(2 * j, 2)).Evaluate(frozen[j]);
        Assert.Equal(end.Value, sum);
        Assert.True(EqSumcheckVerifier.TryVerify(claim with { Sum = claim.Sum + Lie }, forged, Protocol.Transcript(), out var remaining, out _));
        Assert.NotEqual(
            Protocol.Polynomials(factors).Aggregate(Goldilocks2.One, (product, factor) => product * factor.Evaluate(remaining.Point.AsSpan(), Workers.One)),
            remaining.Value);
    }

    [Fact]
    public void Two_false_values_that_cancel_under_a_known_batching_factor_fail()
    {
        var (claim, polynomials) = Protocol.Batch<Goldilocks2>(new Draw(42), 2, 2);
        var transcript = Protocol.Transcript();
        SumcheckTranscript.Absorb(transcript, claim);
        var factor = SumcheckTranscript.BatchFactor<Goldilocks2>(transcript);
        var claims = claim.Claims;
        var lie = new LinearBatchClaim<Goldilocks2>(
            claim.Variables,
            claims.SetItem(0, claims[0] with { Value = claims[0].Value + (Lie * factor) }).SetItem(1, claims[1] with { Value = claims[1].Value - Lie }));

        Assert.Equal(claim.Combine(factor), lie.Combine(factor));
        var proof = LinearBatchProver.Prove(claim, polynomials, Protocol.Transcript(), Workers.One, out _);
        Assert.Equal(SumcheckErrorCode.WrongEvaluation, Protocol.Verify(lie, proof));
        proof = LinearBatchProver.Prove(lie, polynomials, Protocol.Transcript(), Workers.One, out _);
        Assert.Equal(SumcheckErrorCode.WrongEvaluation, Protocol.Verify(lie, proof));
    }

    [Fact]
    public void Evaluations_changed_after_the_last_challenge_change_every_later_challenge()
    {
        var factors = Protocol.Factors<Goldilocks2>(new Draw(43), Variables, 2);
        var proof = Protocol.Prove(factors);

        // The product stays, so that this proof passes; whatever the caller draws next must differ.
        var two = Goldilocks2.FromInt64(2);
        Goldilocks2.TryInvert(two, out var half);
        var other = proof with { Evaluations = [proof.Evaluations[0] * two, proof.Evaluations[1] * half] };

        Assert.NotEqual(Next(proof), Next(other));

        Goldilocks2 Next(EvaluatedProof<Goldilocks2> sent)
        {
            var transcript = Protocol.Transcript();
            Assert.True(ProductSumcheckVerifier.TryVerify(Protocol.Claim(factors), sent, transcript, out _, out _));
            return transcript.DrawChallenge<Goldilocks2>("next");
        }
    }

    [Fact]
    public void Every_challenge_depends_on_every_message_before_it()
    {
        var factors = Protocol.Factors<Goldilocks2>(new Draw(44), Variables, 2);
        var claim = Protocol.Claim(factors);
        using var rounds = new ProductRounds<Goldilocks2>(Protocol.Polynomials(factors), Workers.One);
        var proof = SumcheckProver.Prove(claim, rounds, Protocol.Transcript(), out var honest);

        for (int i = 0; i < proof.Messages.Length; i++)
        {
            var changed = proof with { Messages = proof.Messages.SetItem(i, proof.Messages[i] + Lie) };
            SumcheckVerifier.TryVerify(claim, changed, Protocol.Transcript(), out var remaining, out _);
            for (int j = 0; j < Variables; j++)
                Assert.Equal(j < i / 2, remaining!.Point[j] == honest.Point[j]);
        }

        SumcheckVerifier.TryVerify(claim with { Sum = claim.Sum + Lie }, proof, Protocol.Transcript(), out var other, out _);
        Assert.All(Enumerable.Range(0, Variables), j => Assert.NotEqual(honest.Point[j], other!.Point[j]));
    }

    /// <summary>The constant that adds up to a lie.</summary>
    private static RoundPolynomial<Goldilocks2> Carrying(Goldilocks2 lie) => RoundPolynomial.Interpolate<Goldilocks2>([lie * Half(), lie * Half()]);

    /// <summary>The line that adds up to a lie and is zero at a point: lie·(X − r)/(1 − 2r).</summary>
    private static RoundPolynomial<Goldilocks2> Swallowing(Goldilocks2 lie, Goldilocks2 r)
    {
        Goldilocks2.TryInvert(Goldilocks2.One - r - r, out var inverse);
        return RoundPolynomial.Interpolate<Goldilocks2>([-(lie * r * inverse), lie * (Goldilocks2.One - r) * inverse]);
    }

    private static Goldilocks2 Half()
    {
        Goldilocks2.TryInvert(Goldilocks2.FromInt64(2), out var half);
        return half;
    }

    private static bool PassesWith(IReadOnlyList<Goldilocks2> challenges, Goldilocks2 sum, EvaluatedProof<Goldilocks2> proof)
    {
        for (int j = 0; j < challenges.Count; j++)
            sum = RoundPolynomial.FromSum(sum, proof.Rounds.Messages.AsSpan().Slice(2 * j, 2)).Evaluate(challenges[j]);
        return sum == proof.Evaluations[0] * proof.Evaluations[1];
    }
}
