using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Polynomials;

internal sealed class BaseValues<E, F>(ReadOnlyMemory<F> values) : MultilinearValues<E>(values.Length)
    where E : struct, IExtensionField<E, F>
    where F : struct, IField<F>
{
    internal override ReadOnlySpan<E> Read(int start, Span<E> buffer)
    {
        var source = values.Span.Slice(start, buffer.Length);
        for (int i = 0; i < buffer.Length; i++)
            buffer[i] = E.FromBase(source[i]);
        return buffer;
    }

    internal override void BindRange(int start, E challenge, Span<E> target) =>
        E.Fold(values.Span.Slice(start, target.Length), values.Span.Slice(start + (Length / 2), target.Length), challenge, target);

    private protected override E Dot(int start, ReadOnlySpan<E> weights) => E.InnerProduct(weights, values.Span.Slice(start, weights.Length));
}
