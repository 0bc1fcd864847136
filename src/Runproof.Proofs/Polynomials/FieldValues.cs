using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Polynomials;

internal sealed class FieldValues<E>(ReadOnlyMemory<E> values) : MultilinearValues<E>(values.Length)
    where E : struct, IField<E>
{
    internal override ReadOnlySpan<E> Read(int start, Span<E> buffer) => values.Span.Slice(start, buffer.Length);

    internal override void BindRange(int start, E challenge, Span<E> target) =>
        E.Fold(values.Span.Slice(start, target.Length), values.Span.Slice(start + (Length / 2), target.Length), challenge, target);

    private protected override E Dot(int start, ReadOnlySpan<E> weights) => E.InnerProduct(values.Span.Slice(start, weights.Length), weights);
}
