using System.Collections.Immutable;
using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Tests.Polynomials;

/// <summary>Draws field elements from a seed, by way of the encoding alone.</summary>
internal sealed class Draw(int seed)
{
    private readonly Random random = new(seed);

    public int Below(int end) => random.Next(end);

    public E Element<E>()
        where E : struct, IField<E>
    {
        var bytes = new byte[E.EncodedSize];
        E value;
        do
            random.NextBytes(bytes);
        while (!E.TryRead(bytes, out value));
        return value;
    }

    public E[] Elements<E>(int count)
        where E : struct, IField<E> => [.. Enumerable.Range(0, count).Select(_ => Element<E>())];

    public ImmutableArray<E> Point<E>(int variables)
        where E : struct, IField<E> => [.. Elements<E>(variables)];

    public long[] Integers(int count, int bits) => [.. Enumerable.Range(0, count).Select(_ => random.NextInt64(-(1L << (bits - 1)), 1L << (bits - 1)))];
}
