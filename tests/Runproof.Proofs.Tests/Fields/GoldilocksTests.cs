using System.Numerics;
using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Tests.Fields;

public sealed class GoldilocksTests : TwoAdicFieldLaws<Goldilocks>
{
    protected override IReadOnlyList<Goldilocks> Samples => GoldilocksSamples.Edges;

    protected override BigInteger Characteristic => Goldilocks.Modulus;

    protected override IReadOnlyList<int> PrimesOfTheGroup => [2, 3, 5, 17, 257, 65537];

    [Fact]
    public void The_modulus_is_what_its_name_says() => Assert.Equal(BigInteger.Pow(2, 64) - BigInteger.Pow(2, 32) + 1, Goldilocks.Modulus);

    [Fact]
    public void Arithmetic_equals_that_of_big_integers()
    {
        var random = GoldilocksSamples.Mixed(300, 2);
        foreach (var a in GoldilocksSamples.Edges.Concat(random))
        {
            foreach (var b in GoldilocksSamples.Edges.Concat(random))
            {
                Assert.Equal(((BigInteger)a.Value + b.Value) % Characteristic, (a + b).Value);
                Assert.Equal(((BigInteger)a.Value + Characteristic - b.Value) % Characteristic, (a - b).Value);
                Assert.Equal((BigInteger)a.Value * b.Value % Characteristic, (a * b).Value);
            }
        }
    }

    [Fact]
    public void Reduction_of_two_words_equals_that_of_big_integers()
    {
        ulong[] words = [0, 1, uint.MaxValue, 1UL << 32, (1UL << 32) + 1, Goldilocks.Modulus - 1, Goldilocks.Modulus, Goldilocks.Modulus + 1, ulong.MaxValue - 1, ulong.MaxValue];
        foreach (ulong high in words)
        {
            foreach (ulong low in words)
                Assert.Equal(((BigInteger)high << 64 | low) % Characteristic, Goldilocks.Reduce(high, low).Value);
        }
    }

    [Fact]
    public void Representatives_from_the_modulus_upwards_are_reduced_or_refused()
    {
        foreach (ulong value in (ulong[])[Goldilocks.Modulus, Goldilocks.Modulus + 1, ulong.MaxValue])
        {
            Assert.Equal(value - Goldilocks.Modulus, Goldilocks.FromUInt64(value).Value);
            Assert.False(Goldilocks.TryFromCanonical(value, out var refused));
            Assert.Equal(Goldilocks.Zero, refused);
        }

        Assert.True(Goldilocks.TryFromCanonical(Goldilocks.Modulus - 1, out var largest));
        Assert.Equal(-Goldilocks.One, largest);
    }

    [Fact]
    public void There_is_no_root_of_an_order_beyond_the_two_adicity()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Goldilocks.RootOfUnity(33));
        Assert.Throws<ArgumentOutOfRangeException>(() => Goldilocks.RootOfUnity(-1));
    }
}
