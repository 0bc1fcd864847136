using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Polynomials;
using Runproof.Proofs.Sumcheck;
using Runproof.Proofs.Tests.Fields;
using Runproof.Proofs.Tests.Polynomials;

namespace Runproof.Proofs.Tests.Sumcheck;

/// <summary>Honest proofs verify, and what remains is true, for every field, size, degree and number of threads.</summary>
public abstract class SumcheckCompletenessTests<E>
    where E : struct, IField<E>
{
    [Fact]
    public void Products_verify_and_leave_the_values_of_their_factors() => ForAll((draw, variables, degree) =>
    {
        var factors = Protocol.Factors<E>(draw, variables, degree);
        var claim = Protocol.Claim(factors);
        var polynomials = Protocol.Polynomials(factors);
        var proof = ProductSumcheckProver.Prove(claim, polynomials, Protocol.Transcript(), new Workers(2), out var proved);

        Assert.True(ProductSumcheckVerifier.TryVerify(claim, proof, Protocol.Transcript(), out var remaining, out var error), error?.ToString());
        Assert.Equal(proved.Point, remaining.Point);
        Assert.Equal(polynomials.Select(polynomial => polynomial.Evaluate(remaining.Point.AsSpan(), Workers.One)), remaining.Values);
    });

    [Fact]
    public void Eq_sums_verify_and_leave_the_value_of_the_product_without_eq() => ForAll((draw, variables, degree) =>
    {
        var factors = Protocol.Factors<E>(draw, variables, degree);
        var polynomials = Protocol.Polynomials(factors);
        var point = WithSpecialCoordinates(draw, variables);
        var eq = new E[1 << variables];
        EqTable.Fill(point.AsSpan(), E.One, eq);
        var claim = new EqSumcheckClaim<E>(point, degree, Protocol.Sum(factors, x => eq[x]));
        using var rounds = new ProductRounds<E>(polynomials, point, new Workers(2));
        var proof = EqSumcheckProver.Prove(claim, rounds, Protocol.Transcript(), out var proved);

        Assert.True(EqSumcheckVerifier.TryVerify(claim, proof, Protocol.Transcript(), out var remaining, out var error), error?.ToString());
        Assert.Equal(proved.Value, remaining.Value);
        var values = polynomials.Select(polynomial => polynomial.Evaluate(remaining.Point.AsSpan(), Workers.One)).ToArray();
        Assert.Equal(values, Enumerable.Range(0, degree).Select(rounds.Value));
        Assert.Equal(values.Aggregate(E.One, (product, value) => product * value), remaining.Value);
    });

    [Fact]
    public void Batches_of_any_sizes_verify_and_leave_one_value_of_each_polynomial() => ForAll((draw, variables, degree) =>
    {
        int[] sizes = [variables, .. Enumerable.Range(0, degree).Select(_ => draw.Below(variables + 3))];
        var (claim, polynomials) = Protocol.Batch<E>(draw, sizes);
        var proof = LinearBatchProver.Prove(claim, polynomials, Protocol.Transcript(), new Workers(2), out _);

        Assert.True(LinearBatchVerifier.TryVerify(claim, proof, Protocol.Transcript(), out var remaining, out var error), error?.ToString());
        Assert.Equal(
            polynomials.Select(polynomial => polynomial.Evaluate(remaining.Point.AsSpan()[^polynomial.Variables..], Workers.One)),
            remaining.Values);
    });

    [Fact]
    public void A_summand_of_the_callers_own_goes_through_the_same_driver()
    {
        // Σ (f + 2)·f·f is no product of given tables; its rounds come from evaluations.
        var draw = new Draw(11);
        var table = draw.Elements<E>(16);
        E two = E.One + E.One;
        var claim = new SumcheckClaim<E>(4, 3, Protocol.Sum([table, table, [.. table.Select(value => value + two)]], _ => E.One));
        var proof = SumcheckProver.Prove(claim, new CubicRounds(table), Protocol.Transcript(), out _);

        Assert.True(SumcheckVerifier.TryVerify(claim, proof, Protocol.Transcript(), out var remaining, out _));
        E value = Multilinear.Of<E>(table).Evaluate(remaining.Point.AsSpan(), Workers.One);
        Assert.Equal((value + two) * value * value, remaining.Value);
    }

    private static ImmutableArray<E> WithSpecialCoordinates(Draw draw, int variables) =>
        [.. draw.Point<E>(variables).Select(coordinate => draw.Below(4) switch { 0 => E.Zero, 1 => E.One, _ => coordinate })];

    private static void ForAll(Action<Draw, int, int> property) =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(60).WithReplay(1, 1),
            Prop.ForAll(
                Arb.From(from seed in Gen.Choose(0, 1 << 20) from variables in Gen.Choose(0, 10) from degree in Gen.Choose(1, 3) select (seed, variables, degree)),
                sample => property(new Draw(sample.seed), sample.variables, sample.degree)));

    private sealed class CubicRounds(E[] values) : ISumcheckRounds<E>
    {
        public RoundPolynomial<E> Next(E sum)
        {
            var sums = new E[4];
            int half = values.Length / 2;
            for (int x = 0; x < sums.Length; x++)
            {
                for (int i = 0; i < half; i++)
                {
                    E value = values[i] + (E.FromInt64(x) * (values[i + half] - values[i]));
                    sums[x] += (value + E.FromInt64(2)) * value * value;
                }
            }

            Assert.Equal(sum, sums[0] + sums[1]);
            return RoundPolynomial.Interpolate<E>(sums);
        }

        public void Bind(E challenge)
        {
            var bound = new E[values.Length / 2];
            Multilinear.Of<E>(values).Bind(challenge, bound, Workers.One);
            values = bound;
        }
    }
}

public sealed class TinySumcheckCompletenessTests : SumcheckCompletenessTests<TinyField>;

public sealed class Goldilocks2SumcheckCompletenessTests : SumcheckCompletenessTests<Goldilocks2>;

public sealed class Goldilocks3SumcheckCompletenessTests : SumcheckCompletenessTests<Goldilocks3>;
