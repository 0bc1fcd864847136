using System.Numerics;
using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Tests.Fields;

/// <summary>What a field with roots of unity of power-of-two order must satisfy besides.</summary>
public abstract class TwoAdicFieldLaws<F> : FieldLaws<F>
    where F : struct, ITwoAdicField<F>
{
    /// <summary>The primes that divide the order of the multiplicative group.</summary>
    protected abstract IReadOnlyList<int> PrimesOfTheGroup { get; }

    [Fact]
    public void The_two_adicity_is_the_largest_power_of_two_of_the_group()
    {
        var odd = (Characteristic - 1) >> F.TwoAdicity;

        Assert.Equal(odd << F.TwoAdicity, Characteristic - 1);
        Assert.False(odd.IsEven);
    }

    [Fact]
    public void Roots_of_unity_have_the_order_that_they_name()
    {
        Assert.Equal(F.One, F.RootOfUnity(0));
        Assert.Equal(-F.One, F.RootOfUnity(1));
        for (int log = 1; log <= F.TwoAdicity; log++)
        {
            Assert.Equal(F.RootOfUnity(log - 1), F.Pow(F.RootOfUnity(log), 2));
            Assert.Equal(-F.One, F.Pow(F.RootOfUnity(log), 1UL << (log - 1)));
        }
    }

    [Fact]
    public void The_generator_generates()
    {
        var rest = Characteristic - 1;
        foreach (int prime in PrimesOfTheGroup)
        {
            Assert.NotEqual(F.One, Power(F.Generator, (Characteristic - 1) / prime));
            while ((rest % prime).IsZero)
                rest /= prime;
        }

        Assert.Equal(BigInteger.One, rest);
    }
}
