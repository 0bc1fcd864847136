using System.Numerics;
using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Tests.Fields;

/// <summary>What every field must satisfy; a field joins with one class that names its samples and its size.</summary>
public abstract class FieldLaws<F>
    where F : struct, IField<F>
{
    /// <summary>Elements to try in all pairs and triples: all of a small field, the edges and some others of a large one.</summary>
    protected abstract IReadOnlyList<F> Samples { get; }

    /// <summary>The number of elements of the prime field below.</summary>
    protected abstract BigInteger Characteristic { get; }

    protected virtual int Degree => 1;

    [Fact]
    public void Addition_is_a_commutative_group()
    {
        foreach (var (a, b) in Pairs())
        {
            Assert.Equal(a + b, b + a);
            Assert.Equal(a - b, a + -b);
            Assert.Equal(a, a + b - b);
            foreach (var c in Thirds())
                Assert.Equal(a + b + c, a + (b + c));
        }

        foreach (var a in Samples)
        {
            Assert.Equal(a, a + F.Zero);
            Assert.Equal(F.Zero, a - a);
            Assert.Equal(a, - -a);
        }
    }

    [Fact]
    public void Multiplication_is_commutative_associative_and_distributes()
    {
        foreach (var (a, b) in Pairs())
        {
            Assert.Equal(a * b, b * a);
            Assert.Equal(-(a * b), -a * b);
            foreach (var c in Thirds())
            {
                Assert.Equal(a * b * c, a * (b * c));
                Assert.Equal(a * (b + c), (a * b) + (a * c));
            }
        }

        foreach (var a in Samples)
        {
            Assert.Equal(a, a * F.One);
            Assert.Equal(F.Zero, a * F.Zero);
        }
    }

    [Fact]
    public void Everything_but_zero_has_an_inverse()
    {
        foreach (var a in Samples)
        {
            bool exists = F.TryInvert(a, out var inverse);

            Assert.Equal(!a.Equals(F.Zero), exists);
            Assert.Equal(exists ? F.One : F.Zero, a * inverse);
            Assert.Equal(exists, !inverse.Equals(F.Zero));
        }
    }

    [Fact]
    public void The_order_of_the_group_is_one_less_than_the_size()
    {
        var order = BigInteger.Pow(Characteristic, Degree) - 1;
        foreach (var a in Samples)
            Assert.Equal(a.Equals(F.Zero) ? F.Zero : F.One, Power(a, order));
    }

    [Fact]
    public void Powers_multiply_as_often_as_they_say()
    {
        foreach (var a in Samples)
        {
            var product = F.One;
            for (ulong exponent = 0; exponent < 20; exponent++)
            {
                Assert.Equal(product, F.Pow(a, exponent));
                product *= a;
            }
        }
    }

    [Fact]
    public void Integers_map_homomorphically()
    {
        long[] integers = [0, 1, -1, 2, 7, -97, 257, int.MaxValue, int.MinValue, uint.MaxValue, 1L << 32, (1L << 32) + 1, -(1L << 32), long.MaxValue, long.MinValue + 1, long.MinValue];
        Assert.Equal(F.Zero, F.FromInt64(0));
        Assert.Equal(F.One, F.FromInt64(1));
        foreach (long a in integers)
        {
            foreach (long b in integers)
            {
                if ((Int128)a + b is var sum && sum == (long)sum)
                    Assert.Equal(F.FromInt64((long)sum), F.FromInt64(a) + F.FromInt64(b));
                if ((Int128)a * b is var product && product == (long)product)
                    Assert.Equal(F.FromInt64((long)product), F.FromInt64(a) * F.FromInt64(b));
            }
        }
    }

    [Fact]
    public void Encodings_are_read_back()
    {
        Span<byte> bytes = stackalloc byte[F.EncodedSize];
        foreach (var a in Samples)
        {
            F.Write(a, bytes);

            Assert.True(F.TryRead(bytes, out var read));
            Assert.Equal(a, read);
        }
    }

    [Fact]
    public void An_encoding_plus_the_characteristic_is_rejected()
    {
        int size = F.EncodedSize / Degree;
        byte[] bytes = new byte[F.EncodedSize];
        foreach (var a in Samples)
        {
            for (int coefficient = 0; coefficient < Degree; coefficient++)
            {
                F.Write(a, bytes);
                var part = bytes.AsSpan(coefficient * size, size);
                var shifted = new BigInteger(part, isUnsigned: true) + Characteristic;
                if (shifted.GetByteCount(isUnsigned: true) > size)
                    continue;
                part.Clear();
                shifted.TryWriteBytes(part, out _, isUnsigned: true);

                Assert.False(F.TryRead(bytes, out var read));
                Assert.Equal(F.Zero, read);
            }
        }
    }

    [Fact]
    public void An_encoding_of_another_length_is_rejected()
    {
        byte[] bytes = new byte[F.EncodedSize + 1];
        for (int length = 0; length < bytes.Length; length++)
            Assert.Equal(length == F.EncodedSize, F.TryRead(bytes.AsSpan(0, length), out _));
        Assert.False(F.TryRead(bytes, out _));
    }

    [Fact]
    public void Equal_elements_have_equal_hashes_and_others_differ()
    {
        foreach (var (a, b) in Pairs())
        {
            Assert.Equal((a - b).Equals(F.Zero), a.Equals(b));
            Assert.Equal(a.GetHashCode(), (a + b - b).GetHashCode());
        }
    }

    [Fact]
    public void Many_inverses_equal_single_ones()
    {
        var values = Samples.Where(a => !a.Equals(F.Zero)).ToArray();
        foreach (int count in (int[])[0, 1, 63, 64, 65, 128, 300])
        {
            var some = Enumerable.Range(0, count).Select(i => values[i % values.Length]).ToArray();
            var inverses = new F[count];

            Assert.True(BatchInversion.TryInvert<F>(some, inverses));
            Assert.All(inverses, (inverse, i) => Assert.Equal(F.One, inverse * some[i]));
        }
    }

    [Fact]
    public void A_zero_anywhere_refuses_all_inverses()
    {
        foreach (int position in (int[])[0, 63, 64, 127, 128, 140])
        {
            var values = Enumerable.Repeat(F.One, 141).ToArray();
            var inverses = Enumerable.Repeat(F.One, values.Length).ToArray();
            values[position] = F.Zero;

            Assert.False(BatchInversion.TryInvert<F>(values, inverses));
            Assert.All(inverses, inverse => Assert.Equal(F.Zero, inverse));
        }
    }

    /// <summary>A power with an exponent beyond 64 bits, by the definition.</summary>
    protected static F Power(F a, BigInteger exponent)
    {
        var result = F.One;
        for (long bit = exponent.GetBitLength() - 1; bit >= 0; bit--)
        {
            result *= result;
            if (!((exponent >> (int)bit) & 1).IsZero)
                result *= a;
        }

        return result;
    }

    protected IEnumerable<(F A, F B)> Pairs() => from a in Samples from b in Samples select (a, b);

    private IEnumerable<F> Thirds() => Samples.Where((_, i) => i % Math.Max(1, Samples.Count / 16) == 0);
}
