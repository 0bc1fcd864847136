using System.Numerics;
using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Tests.Sumcheck;

/// <summary>Goldilocks extended by a root of X^degree = residue, in plain big integers: shares nothing with the product but the encoding.</summary>
internal sealed class BigIntegerField(int degree, int residue)
{
    private static readonly BigInteger P = BigInteger.Pow(2, 64) - BigInteger.Pow(2, 32) + 1;

    public BigInteger[] Zero => new BigInteger[degree];

    public BigInteger[] Integer(long value)
    {
        var element = Zero;
        element[0] = Reduce(value);
        return element;
    }

    public static BigInteger[] Add(BigInteger[] a, BigInteger[] b) => [.. a.Zip(b, (x, y) => Reduce(x + y))];

    public static BigInteger[] Subtract(BigInteger[] a, BigInteger[] b) => [.. a.Zip(b, (x, y) => Reduce(x - y))];

    public BigInteger[] Multiply(BigInteger[] a, BigInteger[] b)
    {
        var product = Zero;
        for (int i = 0; i < degree; i++)
        {
            for (int j = 0; j < degree; j++)
                product[(i + j) % degree] = Reduce(product[(i + j) % degree] + (a[i] * b[j] * (i + j < degree ? 1 : residue)));
        }

        return product;
    }

    public BigInteger[] Inverse(long value)
    {
        var element = Zero;
        element[0] = BigInteger.ModPow(Reduce(value), P - 2, P);
        return element;
    }

    public static bool Equal(BigInteger[] a, BigInteger[] b) => a.SequenceEqual(b);

    public BigInteger[] From<E>(E value)
        where E : struct, IField<E>
    {
        var bytes = new byte[E.EncodedSize];
        E.Write(value, bytes);
        return Read(bytes)!;
    }

    /// <summary>The element that bytes encode, or nothing when a coefficient is not below the modulus.</summary>
    public BigInteger[]? Read(ReadOnlySpan<byte> bytes)
    {
        var element = Zero;
        for (int i = 0; i < degree; i++)
        {
            element[i] = new BigInteger(bytes.Slice(8 * i, 8), isUnsigned: true);
            if (element[i] >= P)
                return null;
        }

        return element;
    }

    public static byte[] Write(BigInteger[] element) => [.. element.SelectMany(coefficient =>
    {
        var bytes = new byte[8];
        coefficient.TryWriteBytes(bytes, out _, isUnsigned: true);
        return bytes;
    })];

    private static BigInteger Reduce(BigInteger value) => ((value % P) + P) % P;
}
