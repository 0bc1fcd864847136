using System.Collections.Immutable;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Polynomials;
using Runproof.Proofs.Sumcheck;
using Runproof.Proofs.Tests.Fields;
using Runproof.Proofs.Tests.Polynomials;

namespace Runproof.Proofs.Tests.Sumcheck;

/// <summary>Forms add up and evaluate as their dense weights do, and claims on them are proved like claims at points.</summary>
public abstract class LinearFormTests<E>
    where E : struct, IField<E>
{
    [Fact]
    public void A_form_has_the_extension_of_the_weights_that_it_adds()
    {
        var draw = new Draw(71);
        for (int variables = 0; variables <= 13; variables++)
        {
            foreach (var form in Forms(draw, variables))
            {
                var scale = draw.Elements<E>(1)[0];
                var table = draw.Elements<E>(1 << variables);
                var sum = (E[])table.Clone();
                form.AddTo(scale, sum, new Workers(2));
                var weights = sum.Zip(table, (after, before) => after - before).ToArray();
                var point = draw.Point<E>(variables);
                Assert.Equal(Multilinear.Of<E>(weights).Evaluate(point.AsSpan(), Workers.One), scale * form.Evaluate(point.AsSpan()));
            }
        }
    }

    [Fact]
    public void Runs_that_overlap_add_up_and_the_rest_is_zero()
    {
        E two = E.One + E.One;
        var form = new SegmentForm<E>(3, [(1, new[] { E.One, two }), (2, new[] { two, two }), (8, ReadOnlyMemory<E>.Empty)]);
        var table = new E[8];
        form.AddTo(E.One, table, Workers.One);
        Assert.Equal([E.Zero, E.One, two + two, two, E.Zero, E.Zero, E.Zero, E.Zero], table);
    }

    [Fact]
    public void Claims_of_several_terms_verify_and_leave_one_value_of_each_polynomial()
    {
        for (int seed = 0; seed < 40; seed++)
        {
            var draw = new Draw(seed);
            var sizes = new int[1 + draw.Below(4)];
            for (int i = 0; i < sizes.Length; i++)
                sizes[i] = draw.Below(9);
            var polynomials = Protocol.Polynomials<E>([.. sizes.Select(size => draw.Elements<E>(1 << size))]);
            var claim = Claim(draw, polynomials);
            var proof = LinearBatchProver.Prove(claim, polynomials, Protocol.Transcript(), new Workers(2), out _);

            Assert.True(LinearBatchVerifier.TryVerify(claim, proof, Protocol.Transcript(), out var remaining, out var error), error?.ToString());
            Assert.Equal(polynomials.Select(each => each.Evaluate(remaining.Point.AsSpan()[^each.Variables..], Workers.One)), remaining.Values);
        }
    }

    /// <summary>Claims that take every polynomial through every kind of form, two and more terms to a claim.</summary>
    private static LinearBatchClaim<E> Claim(Draw draw, ImmutableArray<MultilinearValues<E>> polynomials)
    {
        var claims = new List<LinearClaim<E>>();
        foreach (int _ in Enumerable.Range(0, 3))
        {
            var terms = polynomials.SelectMany((each, i) => Forms(draw, each.Variables).Select(form => new LinearTerm<E>(i, form))).ToImmutableArray();
            claims.Add(new(terms, terms.Aggregate(E.Zero, (sum, term) => sum + Value(polynomials[term.Polynomial], term.Form))));
        }

        return new([.. polynomials.Select(each => each.Variables)], [.. claims]);
    }

    private static E Value(MultilinearValues<E> polynomial, ILinearForm<E> form)
    {
        var weights = new E[polynomial.Length];
        form.AddTo(E.One, weights, Workers.One);
        var values = polynomial.Read(0, new E[polynomial.Length]);
        E sum = E.Zero;
        for (int x = 0; x < weights.Length; x++)
            sum += weights[x] * values[x];
        return sum;
    }

    private static IEnumerable<ILinearForm<E>> Forms(Draw draw, int variables)
    {
        int length = 1 << variables;
        yield return new PointForm<E>(draw.Point<E>(variables));
        yield return new SegmentForm<E>(variables, [(0, draw.Elements<E>(length))]);
        yield return new SegmentForm<E>(variables, []);
        yield return new SegmentForm<E>(variables, [.. Enumerable.Range(0, 3).Select(_ =>
        {
            int start = draw.Below(length);
            return (start, (ReadOnlyMemory<E>)draw.Elements<E>(draw.Below(length - start + 1)));
        })]);
    }
}

public sealed class TinyLinearFormTests : LinearFormTests<TinyField>;

public sealed class Goldilocks2LinearFormTests : LinearFormTests<Goldilocks2>;

public sealed class Goldilocks3LinearFormTests : LinearFormTests<Goldilocks3>;
