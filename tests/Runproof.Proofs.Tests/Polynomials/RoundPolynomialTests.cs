using Runproof.Proofs.Fields;
using Runproof.Proofs.Polynomials;
using Runproof.Proofs.Tests.Fields;

namespace Runproof.Proofs.Tests.Polynomials;

public sealed class RoundPolynomialTests
{
    [Fact]
    public void Interpolates_every_degree_over_every_field()
    {
        Interpolates<TinyField>();
        Interpolates<Goldilocks>();
        Interpolates<Goldilocks2>();
        Interpolates<Goldilocks3>();
    }

    [Fact]
    public void The_coefficient_that_is_not_sent_follows_from_the_sum()
    {
        var draw = new Draw(2);
        for (int degree = 1; degree <= RoundPolynomial.MaxDegree; degree++)
        {
            var polynomial = RoundPolynomial.Interpolate<Goldilocks2>(draw.Elements<Goldilocks2>(degree + 1));
            var (zero, one, z) = (polynomial.Evaluate(Goldilocks2.Zero), polynomial.Evaluate(Goldilocks2.One), draw.Element<Goldilocks2>());
            var message = new Goldilocks2[degree];

            polynomial.WriteSumMessage(message);
            Assert.Equal(polynomial, RoundPolynomial.FromSum<Goldilocks2>(zero + one, message));
            polynomial.WriteEqSumMessage(message);
            Assert.Equal(polynomial, RoundPolynomial.FromEqSum<Goldilocks2>(((Goldilocks2.One - z) * zero) + (z * one), z, message));
        }
    }

    [Fact]
    public void Refuses_degrees_that_no_round_has()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => RoundPolynomial.FromSum<Goldilocks>(default, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => RoundPolynomial.FromEqSum<Goldilocks>(default, default, new Goldilocks[4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => RoundPolynomial.Interpolate<Goldilocks>([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => RoundPolynomial.Interpolate<Goldilocks>(new Goldilocks[5]));
    }

    private static void Interpolates<E>()
        where E : struct, IField<E>
    {
        var draw = new Draw(1);
        for (int count = 1; count <= RoundPolynomial.MaxDegree + 1; count++)
        {
            var values = draw.Elements<E>(count);
            var polynomial = RoundPolynomial.Interpolate<E>(values);

            Assert.Equal(values, Enumerable.Range(0, count).Select(x => polynomial.Evaluate(E.FromInt64(x))));
            Assert.All(new[] { polynomial.C1, polynomial.C2, polynomial.C3 }.Skip(count - 1), above => Assert.Equal(E.Zero, above));
        }
    }
}
