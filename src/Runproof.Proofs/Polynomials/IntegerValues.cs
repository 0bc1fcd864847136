using System.Numerics;
using System.Runtime.CompilerServices;
using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Polynomials;

internal sealed class IntegerValues<E, F, T> : MultilinearValues<E>
    where E : struct, IExtensionField<E, F>
    where F : struct, IField<F>
    where T : unmanaged, IBinaryInteger<T>
{
    private readonly ReadOnlyMemory<T> values;

    public IntegerValues(ReadOnlyMemory<T> values)
        : base(values.Length)
    {
        // The difference of two values must fit 64 bits.
        if (Unsafe.SizeOf<T>() > sizeof(int))
            throw new NotSupportedException($"{typeof(T)} is wider than 32 bits");
        this.values = values;
    }

    internal override ReadOnlySpan<E> Read(int start, Span<E> buffer)
    {
        var source = values.Span.Slice(start, buffer.Length);
        for (int i = 0; i < buffer.Length; i++)
            buffer[i] = E.FromInt64(Widen(source[i]));
        return buffer;
    }

    internal override void BindRange(int start, E challenge, Span<E> target)
    {
        var low = values.Span.Slice(start, target.Length);
        var high = values.Span.Slice(start + (Length / 2), target.Length);
        for (int i = 0; i < target.Length; i++)
        {
            long value = Widen(low[i]);
            target[i] = E.FromInt64(value) + (challenge * F.FromInt64(Widen(high[i]) - value));
        }
    }

    private protected override E Dot(int start, ReadOnlySpan<E> weights)
    {
        var source = values.Span.Slice(start, weights.Length);
        E sum = E.Zero;
        for (int i = 0; i < weights.Length; i++)
            sum += weights[i] * F.FromInt64(Widen(source[i]));
        return sum;
    }

    private static long Widen(T value) => long.CreateTruncating(value);
}
