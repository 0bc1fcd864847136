using System.Buffers;
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
        var buffer = ArrayPool<F>.Shared.Rent(2 * MultilinearGrain.Block);
        for (int at = 0; at < target.Length; at += MultilinearGrain.Block)
        {
            int count = Math.Min(MultilinearGrain.Block, target.Length - at);
            var low = buffer.AsSpan(0, count);
            var high = buffer.AsSpan(MultilinearGrain.Block, count);
            ReadBase(start + at, low);
            ReadBase(start + at + (Length / 2), high);
            E.Fold(low, high, challenge, target.Slice(at, count));
        }

        ArrayPool<F>.Shared.Return(buffer);
    }

    private protected override E Dot(int start, ReadOnlySpan<E> weights)
    {
        var buffer = ArrayPool<F>.Shared.Rent(MultilinearGrain.Block);
        E sum = E.Zero;
        for (int at = 0; at < weights.Length; at += MultilinearGrain.Block)
        {
            int count = Math.Min(MultilinearGrain.Block, weights.Length - at);
            ReadBase(start + at, buffer.AsSpan(0, count));
            sum += E.InnerProduct(weights.Slice(at, count), buffer.AsSpan(0, count));
        }

        ArrayPool<F>.Shared.Return(buffer);
        return sum;
    }

    private void ReadBase(int start, Span<F> target)
    {
        var source = values.Span.Slice(start, target.Length);
        for (int i = 0; i < target.Length; i++)
            target[i] = F.FromInt64(Widen(source[i]));
    }

    private static long Widen(T value) => long.CreateTruncating(value);
}
