using System.Globalization;
using System.Numerics;
using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Tests.Reference;

/// <summary>An element of Goldilocks extended by a root of X² = 7 or X³ = 2, in plain big integers: shares nothing with the product but the encoding.</summary>
/// <typeparam name="E">The field that it mirrors.</typeparam>
internal readonly struct Slow<E>
    where E : struct, IField<E>
{
    public static readonly BigInteger P = BigInteger.Parse("18446744069414584321", CultureInfo.InvariantCulture);

    private static readonly int Degree = E.EncodedSize / sizeof(ulong);

    private readonly BigInteger c0;
    private readonly BigInteger c1;
    private readonly BigInteger c2;

    private Slow(BigInteger c0, BigInteger c1, BigInteger c2) => (this.c0, this.c1, this.c2) = (Reduce(c0), Reduce(c1), Reduce(c2));

    public static Slow<E> Zero => default;

    public static Slow<E> One => Of(1);

    /// <summary>An integer, seen in the field.</summary>
    public static Slow<E> Of(BigInteger value) => new(value, 0, 0);

    public static Slow<E> From<F>(F value)
        where F : struct, IField<F>
    {
        var bytes = new byte[E.EncodedSize];
        F.Write(value, bytes);
        return Read(bytes)!.Value;
    }

    public static Slow<E>[] From<F>(IEnumerable<F> values)
        where F : struct, IField<F> => [.. values.Select(From)];

    /// <summary>The element that bytes encode, or nothing when a coefficient is not below the modulus.</summary>
    public static Slow<E>? Read(ReadOnlySpan<byte> bytes)
    {
        Span<BigInteger> element = [0, 0, 0];
        for (int i = 0; i < Degree; i++)
        {
            element[i] = new BigInteger(bytes.Slice(8 * i, 8), isUnsigned: true);
            if (element[i] >= P)
                return null;
        }

        return new(element[0], element[1], element[2]);
    }

    /// <summary>All elements that bytes encode one behind the other, or nothing.</summary>
    public static Slow<E>[]? ReadAll(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length % E.EncodedSize != 0)
            return null;
        var elements = new Slow<E>[bytes.Length / E.EncodedSize];
        for (int i = 0; i < elements.Length; i++)
        {
            if (Read(bytes.Slice(i * E.EncodedSize, E.EncodedSize)) is not { } element)
                return null;
            elements[i] = element;
        }

        return elements;
    }

    public static Slow<E> operator +(Slow<E> a, Slow<E> b) => new(a.c0 + b.c0, a.c1 + b.c1, a.c2 + b.c2);

    public static Slow<E> operator -(Slow<E> a, Slow<E> b) => new(a.c0 - b.c0, a.c1 - b.c1, a.c2 - b.c2);

    public static Slow<E> operator *(Slow<E> a, Slow<E> b) => Degree == 2
        ? new((a.c0 * b.c0) + (7 * a.c1 * b.c1), (a.c0 * b.c1) + (a.c1 * b.c0), 0)
        : new(
            (a.c0 * b.c0) + (2 * ((a.c1 * b.c2) + (a.c2 * b.c1))),
            (a.c0 * b.c1) + (a.c1 * b.c0) + (2 * a.c2 * b.c2),
            (a.c0 * b.c2) + (a.c1 * b.c1) + (a.c2 * b.c0));

    public static bool operator ==(Slow<E> a, Slow<E> b) => a.c0 == b.c0 && a.c1 == b.c1 && a.c2 == b.c2;

    public static bool operator !=(Slow<E> a, Slow<E> b) => !(a == b);

    /// <summary>The product's element, for the transcript.</summary>
    public E ToElement()
    {
        var bytes = new byte[E.EncodedSize];
        for (int i = 0; i < Degree; i++)
            (i == 0 ? c0 : i == 1 ? c1 : c2).TryWriteBytes(bytes.AsSpan(8 * i, 8), out _, isUnsigned: true);
        Assert.True(E.TryRead(bytes, out E element));
        return element;
    }

    public override bool Equals(object? obj) => obj is Slow<E> other && this == other;

    public override int GetHashCode() => c0.GetHashCode();

    public override string ToString() => $"({c0}, {c1}, {c2})";

    private static BigInteger Reduce(BigInteger value)
    {
        if (value.Sign >= 0 && value < P)
            return value;
        var rest = BigInteger.Remainder(value, P);
        return rest.Sign < 0 ? rest + P : rest;
    }
}
