using System.Numerics;
using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Tests.Fields;

/// <summary>What an extension must satisfy besides.</summary>
public abstract class ExtensionFieldLaws<E> : FieldLaws<E>
    where E : struct, IExtensionField<E, Goldilocks>
{
    protected override IReadOnlyList<E> Samples { get; } = MakeSamples();

    protected override BigInteger Characteristic => Goldilocks.Modulus;

    protected override int Degree => E.Degree;

    [Fact]
    public void The_Frobenius_map_is_the_power_of_the_base_field_and_an_automorphism()
    {
        foreach (var a in Samples)
        {
            Assert.Equal(Power(a, Goldilocks.Modulus), E.Frobenius(a));
            var turned = a;
            for (int i = 0; i < Degree; i++)
                turned = E.Frobenius(turned);
            Assert.Equal(a, turned);
        }

        foreach (var (a, b) in Pairs())
        {
            Assert.Equal(E.Frobenius(a) + E.Frobenius(b), E.Frobenius(a + b));
            Assert.Equal(E.Frobenius(a) * E.Frobenius(b), E.Frobenius(a * b));
        }
    }

    [Fact]
    public void The_Frobenius_map_leaves_the_base_field_and_nothing_else_in_place()
    {
        foreach (var a in Samples)
        {
            bool inBase = Enumerable.Range(1, Degree - 1).All(power => a[power] == Goldilocks.Zero);
            Assert.Equal(inBase, E.Frobenius(a).Equals(a));
        }
    }

    [Fact]
    public void The_base_field_embeds()
    {
        foreach (var a in GoldilocksSamples.Edges)
        {
            foreach (var b in GoldilocksSamples.Edges)
            {
                Assert.Equal(E.FromBase(a + b), E.FromBase(a) + E.FromBase(b));
                Assert.Equal(E.FromBase(a * b), E.FromBase(a) * E.FromBase(b));
            }

            foreach (var e in Samples)
                Assert.Equal(e * E.FromBase(a), e * a);
        }
    }

    [Fact]
    public void Coefficients_are_given_back()
    {
        foreach (var a in Samples)
        {
            var coefficients = Enumerable.Range(0, Degree).Select(power => a[power]).ToArray();
            Assert.Equal(a, E.FromCoefficients(coefficients));
            Assert.Throws<ArgumentOutOfRangeException>(() => a[Degree]);
            Assert.Throws<ArgumentException>(() => E.FromCoefficients(coefficients.AsSpan(1)));
        }
    }

    [Fact]
    public void Products_equal_products_of_polynomials_of_big_integers()
    {
        var residue = this.Residue;
        foreach (var (a, b) in Pairs())
        {
            var product = new BigInteger[(2 * Degree) - 1];
            for (int i = 0; i < Degree; i++)
            {
                for (int j = 0; j < Degree; j++)
                    product[i + j] += (BigInteger)a[i].Value * b[j].Value;
            }

            for (int power = product.Length - 1; power >= Degree; power--)
                product[power - Degree] += residue * product[power];
            for (int power = 0; power < Degree; power++)
                Assert.Equal(product[power] % Characteristic, (a * b)[power].Value);
        }
    }

    /// <summary>What the adjoined element becomes at the power of the degree.</summary>
    protected abstract int Residue { get; }

    private static E[] MakeSamples()
    {
        var edges = GoldilocksSamples.Edges;
        var random = new Random(1);
        var samples = new List<E> { E.Zero, E.One, -E.One };
        for (int i = 0; i < 40; i++)
            samples.Add(E.FromCoefficients([.. Enumerable.Range(0, E.Degree).Select(power => i % 3 == 0 && power > 0 ? default : edges[random.Next(edges.Count)])]));
        return [.. samples.Distinct()];
    }
}
