using System.Collections.Immutable;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Polynomials;
using Runproof.Proofs.Sumcheck;
using Runproof.Proofs.Tests.Polynomials;

namespace Runproof.Proofs.Tests.Sumcheck;

public sealed class SumcheckTamperTests
{
    private const int Variables = 4;

    private static readonly Goldilocks2 Delta = Goldilocks2.FromCoefficients([Goldilocks.Zero, Goldilocks.One]);

    [Fact]
    public void Every_field_of_every_message_has_its_attack_below()
    {
        Assert.Equal(["Degree", "Messages"], Fields(typeof(SumcheckProof<Goldilocks2>)));
        Assert.Equal(["Evaluations", "Rounds"], Fields(typeof(EvaluatedProof<Goldilocks2>)));
        Assert.Equal(["Degree", "Sum", "Variables"], Fields(typeof(SumcheckClaim<Goldilocks2>)));
        Assert.Equal(["Degree", "Point", "Sum"], Fields(typeof(EqSumcheckClaim<Goldilocks2>)));
        Assert.Equal(["Terms", "Value"], Fields(typeof(LinearClaim<Goldilocks2>)));
        Assert.Equal(["Form", "Polynomial"], Fields(typeof(LinearTerm<Goldilocks2>)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Rejects_a_product_proof_with_any_element_changed(int degree)
    {
        var factors = Protocol.Factors<Goldilocks2>(new Draw(31), Variables, degree);
        var claim = Protocol.Claim(factors);
        var proof = Protocol.Prove(factors);

        Assert.Null(Protocol.Verify(claim, proof));
        Assert.All(Changed(proof), changed => Assert.Equal(SumcheckErrorCode.WrongEvaluation, Protocol.Verify(claim, changed)));
        Assert.All(Misshapen(proof, degree), bad => Assert.Equal(bad.Code, Protocol.Verify(claim, bad.Proof)));
        Assert.All(WithRoundsSwapped(proof), swapped => Assert.Equal(SumcheckErrorCode.WrongEvaluation, Protocol.Verify(claim, swapped)));
    }

    [Fact]
    public void Rejects_a_product_proof_under_another_claim()
    {
        var factors = Protocol.Factors<Goldilocks2>(new Draw(32), Variables, 2);
        var claim = Protocol.Claim(factors);
        var proof = Protocol.Prove(factors);

        Assert.Equal(SumcheckErrorCode.WrongEvaluation, Protocol.Verify(claim with { Sum = claim.Sum + Delta }, proof));
        Assert.Equal(SumcheckErrorCode.WrongRoundCount, Protocol.Verify(claim with { Variables = Variables - 1 }, proof));
        Assert.Equal(SumcheckErrorCode.WrongRoundCount, Protocol.Verify(claim with { Variables = Variables + 1 }, proof));
        Assert.Equal(SumcheckErrorCode.WrongDegree, Protocol.Verify(claim with { Degree = 3 }, proof with { Evaluations = proof.Evaluations.Add(Delta) }));
        Assert.Equal(SumcheckErrorCode.WrongEvaluationCount, Protocol.Verify(claim with { Degree = 1 }, proof));
    }

    [Fact]
    public void Rejects_a_claim_without_variables_whose_value_is_another()
    {
        var factors = Protocol.Factors<Goldilocks2>(new Draw(33), 0, 2);
        var proof = Protocol.Prove(factors);

        Assert.Null(Protocol.Verify(Protocol.Claim(factors), proof));
        Assert.Equal(SumcheckErrorCode.WrongEvaluation, Protocol.Verify(Protocol.Claim(factors) with { Sum = Delta }, proof));
    }

    [Fact]
    public void Leaves_a_false_value_when_a_bare_proof_of_rounds_is_changed()
    {
        var draw = new Draw(34);
        var factors = Protocol.Factors<Goldilocks2>(draw, Variables, 2);
        var claim = Protocol.Claim(factors);
        var polynomials = Protocol.Polynomials(factors);
        using var rounds = new ProductRounds<Goldilocks2>(polynomials, Workers.One);
        var proof = SumcheckProver.Prove(claim, rounds, Protocol.Transcript(), out _);

        foreach (var changed in Changed(proof).Append(proof))
        {
            Assert.True(SumcheckVerifier.TryVerify(claim, changed, Protocol.Transcript(), out var remaining, out _));
            Assert.Equal(ReferenceEquals(changed, proof), Product(polynomials, remaining) == remaining.Value);
        }
    }

    [Fact]
    public void Leaves_a_false_value_when_an_eq_proof_or_its_claim_is_changed()
    {
        var draw = new Draw(35);
        var factors = Protocol.Factors<Goldilocks2>(draw, Variables, 2);
        var polynomials = Protocol.Polynomials(factors);
        var point = draw.Point<Goldilocks2>(Variables);
        var eq = new Goldilocks2[1 << Variables];
        EqTable.Fill(point.AsSpan(), Goldilocks2.One, eq);
        var claim = new EqSumcheckClaim<Goldilocks2>(point, 2, Protocol.Sum(factors, x => eq[x]));
        using var rounds = new ProductRounds<Goldilocks2>(polynomials, point, Workers.One);
        var proof = EqSumcheckProver.Prove(claim, rounds, Protocol.Transcript(), out _);

        Assert.True(IsTrue(claim, proof));
        Assert.All(Changed(proof), changed => Assert.False(IsTrue(claim, changed)));
        Assert.False(IsTrue(claim with { Sum = claim.Sum + Delta }, proof));
        for (int i = 0; i < Variables; i++)
            Assert.False(IsTrue(claim with { Point = point.SetItem(i, point[i] + Delta) }, proof));
        foreach (var (bad, code) in Misshapen(proof, 2))
        {
            Assert.False(EqSumcheckVerifier.TryVerify(claim, bad, Protocol.Transcript(), out _, out var error));
            Assert.Equal(code, error.Code);
        }

        bool IsTrue(EqSumcheckClaim<Goldilocks2> claim, SumcheckProof<Goldilocks2> proof) =>
            EqSumcheckVerifier.TryVerify(claim, proof, Protocol.Transcript(), out var remaining, out _) && Product(polynomials, remaining) == remaining.Value;
    }

    [Fact]
    public void Rejects_a_batch_with_any_element_or_any_claim_changed()
    {
        var (claim, polynomials) = Protocol.Batch<Goldilocks2>(new Draw(36), 3, 5, 0, 1);
        var proof = LinearBatchProver.Prove(claim, polynomials, Protocol.Transcript(), Workers.One, out _);

        Assert.Null(Protocol.Verify(claim, proof));
        Assert.All(Changed(proof), changed => Assert.Equal(SumcheckErrorCode.WrongEvaluation, Protocol.Verify(claim, changed)));
        Assert.All(Misshapen(proof, 2), bad => Assert.Equal(bad.Code, Protocol.Verify(claim, bad.Proof)));
        Assert.All(WithRoundsSwapped(proof), swapped => Assert.Equal(SumcheckErrorCode.WrongEvaluation, Protocol.Verify(claim, swapped)));
        for (int i = 0; i < claim.Claims.Length; i++)
        {
            var linear = claim.Claims[i];
            var point = ((PointForm<Goldilocks2>)linear.Terms[0].Form).Point;
            Assert.Equal(SumcheckErrorCode.WrongEvaluation, Verify(linear with { Value = linear.Value + Delta }));
            for (int j = 0; j < point.Length; j++)
                Assert.Equal(SumcheckErrorCode.WrongEvaluation, Verify(LinearClaim.At(linear.Terms[0].Polynomial, point.SetItem(j, point[j] + Delta), linear.Value)));

            SumcheckErrorCode? Verify(LinearClaim<Goldilocks2> changed) =>
                Protocol.Verify(new LinearBatchClaim<Goldilocks2>(claim.Variables, claim.Claims.SetItem(i, changed)), proof);
        }
    }

    [Fact]
    public void Rejects_a_batch_whose_claims_are_dropped_swapped_or_moved_to_another_polynomial()
    {
        var (claim, polynomials) = Protocol.Batch<Goldilocks2>(new Draw(37), 3, 3);
        var proof = LinearBatchProver.Prove(claim, polynomials, Protocol.Transcript(), Workers.One, out _);
        var claims = claim.Claims;

        Assert.Equal(SumcheckErrorCode.WrongEvaluation, Verify(claims.RemoveAt(claims.Length - 1)));
        Assert.Equal(SumcheckErrorCode.WrongEvaluation, Verify(claims.SetItem(0, claims[1]).SetItem(1, claims[0])));
        Assert.Equal(SumcheckErrorCode.WrongEvaluation, Verify(claims.SetItem(2, claims[2] with { Terms = [claims[2].Terms[0] with { Polynomial = 1 }] })));

        SumcheckErrorCode? Verify(ImmutableArray<LinearClaim<Goldilocks2>> changed) =>
            Protocol.Verify(new LinearBatchClaim<Goldilocks2>(claim.Variables, changed), proof);
    }

    [Fact]
    public void Rejects_a_batch_whose_terms_or_weights_are_changed()
    {
        var draw = new Draw(39);
        var polynomials = Protocol.Polynomials<Goldilocks2>([draw.Elements<Goldilocks2>(8), draw.Elements<Goldilocks2>(4)]);
        var weights = draw.Elements<Goldilocks2>(3);
        LinearTerm<Goldilocks2> first = new(0, new SegmentForm<Goldilocks2>(3, [(4, weights)]));
        LinearTerm<Goldilocks2> second = new(1, new SegmentForm<Goldilocks2>(2, [(0, weights.AsMemory(1)), (3, weights.AsMemory(0, 1))]));
        var values = polynomials.Select(polynomial => polynomial.Read(0, new Goldilocks2[polynomial.Length]).ToArray()).ToArray();
        var value = Goldilocks2.InnerProduct(weights, values[0].AsSpan(4, 3)) + Goldilocks2.InnerProduct(weights.AsSpan(1), values[1].AsSpan(0, 2))
            + (weights[0] * values[1][3]);
        var claim = new LinearBatchClaim<Goldilocks2>([3, 2], [new([first, second], value)]);
        var proof = LinearBatchProver.Prove(claim, polynomials, Protocol.Transcript(), Workers.One, out _);

        Assert.Null(Verify([first, second]));
        Goldilocks2[] changed = [weights[0], weights[1] + Delta, weights[2]];
        Assert.Equal(SumcheckErrorCode.WrongEvaluation, Verify([new(0, new SegmentForm<Goldilocks2>(3, [(4, changed)])), second]));
        Assert.Equal(SumcheckErrorCode.WrongEvaluation, Verify([new(0, new SegmentForm<Goldilocks2>(3, [(5, weights)])), second]));
        Assert.Equal(SumcheckErrorCode.WrongEvaluation, Verify([new(0, new SegmentForm<Goldilocks2>(3, [(4, weights.AsMemory(0, 2))])), second]));
        Assert.Equal(SumcheckErrorCode.WrongEvaluation, Verify([first, second, second]));
        Assert.Equal(SumcheckErrorCode.WrongEvaluation, Verify([second, first]));
        Assert.Equal(SumcheckErrorCode.WrongEvaluation, Protocol.Verify(new LinearBatchClaim<Goldilocks2>([3, 2], [new([first], value), new([second], default)]), proof));

        SumcheckErrorCode? Verify(ImmutableArray<LinearTerm<Goldilocks2>> terms) =>
            Protocol.Verify(new LinearBatchClaim<Goldilocks2>([3, 2], [new(terms, value)]), proof);
    }

    [Fact]
    public void Two_wrong_values_that_add_up_to_the_right_sum_do_not_pass_a_batch()
    {
        var (claim, polynomials) = Protocol.Batch<Goldilocks2>(new Draw(38), 3, 3);
        var claims = claim.Claims;
        var lie = new LinearBatchClaim<Goldilocks2>(
            claim.Variables,
            claims.SetItem(0, claims[0] with { Value = claims[0].Value + Delta }).SetItem(1, claims[1] with { Value = claims[1].Value - Delta }));

        var proof = LinearBatchProver.Prove(lie, polynomials, Protocol.Transcript(), Workers.One, out _);

        Assert.Equal(SumcheckErrorCode.WrongEvaluation, Protocol.Verify(lie, proof));
    }

    [Fact]
    public void Claims_that_no_verifier_may_make_are_refused_at_once()
    {
        Assert.Throws<ArgumentException>(() => new LinearBatchClaim<Goldilocks2>([1], []));
        Assert.Throws<ArgumentException>(() => new LinearBatchClaim<Goldilocks2>([], [new([], default)]));
        Assert.Throws<ArgumentException>(() => new SegmentForm<Goldilocks2>(2, [(2, new Goldilocks2[3])]));
        Assert.Throws<ArgumentException>(() => new SegmentForm<Goldilocks2>(2, [(-1, new Goldilocks2[1])]));
        Assert.Throws<ArgumentException>(() => new LinearBatchClaim<Goldilocks2>([1], [LinearClaim.At<Goldilocks2>(0, [], default)]));
        Assert.Throws<ArgumentException>(() => new LinearBatchClaim<Goldilocks2>([0], [LinearClaim.At<Goldilocks2>(1, [], default)]));
        Assert.Throws<ArgumentException>(() => new ProductRounds<Goldilocks2>(Protocol.Polynomials<Goldilocks2>([new Goldilocks2[2], new Goldilocks2[4]]), Workers.One));
        var proof = new SumcheckProof<Goldilocks2>(4, []);
        Assert.Throws<ArgumentOutOfRangeException>(() => SumcheckVerifier.TryVerify(new SumcheckClaim<Goldilocks2>(0, 4, default), proof, Protocol.Transcript(), out _, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => SumcheckVerifier.TryVerify(new SumcheckClaim<Goldilocks2>(-1, 1, default), proof, Protocol.Transcript(), out _, out _));
    }

    private static Goldilocks2 Product(ImmutableArray<MultilinearValues<Goldilocks2>> polynomials, RemainingClaim<Goldilocks2> remaining) =>
        polynomials.Aggregate(Goldilocks2.One, (product, polynomial) => product * polynomial.Evaluate(remaining.Point.AsSpan(), Workers.One));

    private static IEnumerable<SumcheckProof<Goldilocks2>> Changed(SumcheckProof<Goldilocks2> proof) =>
        from i in Enumerable.Range(0, proof.Messages.Length)
        from delta in new[] { Delta, Goldilocks2.One }
        select proof with { Messages = proof.Messages.SetItem(i, proof.Messages[i] + delta) };

    private static IEnumerable<EvaluatedProof<Goldilocks2>> Changed(EvaluatedProof<Goldilocks2> proof) =>
        Changed(proof.Rounds).Select(rounds => proof with { Rounds = rounds })
            .Concat(from i in Enumerable.Range(0, proof.Evaluations.Length) select proof with { Evaluations = proof.Evaluations.SetItem(i, proof.Evaluations[i] + Delta) });

    private static IEnumerable<(SumcheckProof<Goldilocks2> Proof, SumcheckErrorCode Code)> Misshapen(SumcheckProof<Goldilocks2> proof, int degree) =>
    [
        (proof with { Degree = degree + 1 }, SumcheckErrorCode.WrongDegree),
        (proof with { Degree = 0 }, SumcheckErrorCode.WrongDegree),
        (proof with { Messages = [] }, SumcheckErrorCode.WrongRoundCount),
        (proof with { Messages = proof.Messages[degree..] }, SumcheckErrorCode.WrongRoundCount),
        (proof with { Messages = proof.Messages[1..] }, SumcheckErrorCode.WrongRoundCount),
        (proof with { Messages = proof.Messages.AddRange(proof.Messages[..degree]) }, SumcheckErrorCode.WrongRoundCount),
        (proof with { Messages = proof.Messages.Add(Goldilocks2.Zero) }, SumcheckErrorCode.WrongRoundCount),
    ];

    private static IEnumerable<(EvaluatedProof<Goldilocks2> Proof, SumcheckErrorCode Code)> Misshapen(EvaluatedProof<Goldilocks2> proof, int degree) =>
    [
        .. Misshapen(proof.Rounds, degree).Select(bad => (proof with { Rounds = bad.Proof }, bad.Code)),
        (proof with { Evaluations = [] }, SumcheckErrorCode.WrongEvaluationCount),
        (proof with { Evaluations = proof.Evaluations[1..] }, SumcheckErrorCode.WrongEvaluationCount),
        (proof with { Evaluations = proof.Evaluations.Add(Goldilocks2.One) }, SumcheckErrorCode.WrongEvaluationCount),
    ];

    private static IEnumerable<EvaluatedProof<Goldilocks2>> WithRoundsSwapped(EvaluatedProof<Goldilocks2> proof)
    {
        int degree = proof.Rounds.Degree;
        var rounds = proof.Rounds.Messages.Chunk(degree).ToArray();
        for (int first = 0; first < rounds.Length; first++)
        {
            for (int second = first + 1; second < rounds.Length; second++)
            {
                var swapped = rounds.ToArray();
                (swapped[first], swapped[second]) = (swapped[second], swapped[first]);
                yield return proof with { Rounds = proof.Rounds with { Messages = [.. swapped.SelectMany(round => round)] } };
            }
        }
    }

    private static IEnumerable<string> Fields(Type type) => type.GetProperties().Select(property => property.Name).Where(name => name != "EqualityContract").Order(StringComparer.Ordinal);
}
