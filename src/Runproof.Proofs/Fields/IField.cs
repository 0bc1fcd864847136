namespace Runproof.Proofs.Fields;

/// <summary>A finite field as a value type, written against through its static members so that a protocol names no field.</summary>
/// <remarks>
/// Two values are equal exactly when they are the same element. The vector members work element by element over spans of one length; the destination is
/// one of the operands or disjoint from all of them. A field overrides them where the machine can do better than one element at a time.
/// </remarks>
/// <typeparam name="F">The field itself.</typeparam>
public interface IField<F> : IEquatable<F>
    where F : struct, IField<F>
{
    /// <summary>The neutral element of addition; also the default value of the type.</summary>
    static abstract F Zero { get; }

    /// <summary>The neutral element of multiplication.</summary>
    static abstract F One { get; }

    /// <summary>Bytes of one encoded element.</summary>
    static abstract int EncodedSize { get; }

    /// <summary>The sum.</summary>
    static abstract F operator +(F a, F b);

    /// <summary>The difference.</summary>
    static abstract F operator -(F a, F b);

    /// <summary>The additive inverse.</summary>
    static abstract F operator -(F a);

    /// <summary>The product.</summary>
    static abstract F operator *(F a, F b);

    /// <summary>The image of an integer under the only homomorphism from the integers; negative integers map to negatives.</summary>
    static abstract F FromInt64(long value);

    /// <summary>The multiplicative inverse; false for zero, which has none, with <paramref name="inverse"/> zero.</summary>
    static abstract bool TryInvert(F a, out F inverse);

    /// <summary>Writes the one encoding of an element, little-endian, into the first <see cref="EncodedSize"/> bytes.</summary>
    static abstract void Write(F value, Span<byte> destination);

    /// <summary>Reads an element from exactly <see cref="EncodedSize"/> bytes; false for another length or a representative that <see cref="Write"/> does not produce.</summary>
    static abstract bool TryRead(ReadOnlySpan<byte> source, out F value);

    /// <summary>The element to a power; the power zero gives one, also for zero.</summary>
    static virtual F Pow(F a, ulong exponent) => ScalarKernels.Pow(a, exponent);

    /// <summary><c>destination[i] = a[i] + b[i]</c>.</summary>
    static virtual void Add(ReadOnlySpan<F> a, ReadOnlySpan<F> b, Span<F> destination) => ScalarKernels.Add(a, b, destination);

    /// <summary><c>destination[i] = a[i] - b[i]</c>.</summary>
    static virtual void Subtract(ReadOnlySpan<F> a, ReadOnlySpan<F> b, Span<F> destination) => ScalarKernels.Subtract(a, b, destination);

    /// <summary><c>destination[i] = a[i] * b[i]</c>.</summary>
    static virtual void Multiply(ReadOnlySpan<F> a, ReadOnlySpan<F> b, Span<F> destination) => ScalarKernels.Multiply(a, b, destination);

    /// <summary><c>destination[i] = a[i] * factor</c>.</summary>
    static virtual void Scale(ReadOnlySpan<F> a, F factor, Span<F> destination) => ScalarKernels.Scale(a, factor, destination);

    /// <summary><c>destination[i] = a[i] * b[i] + addend[i]</c>.</summary>
    static virtual void MultiplyAdd(ReadOnlySpan<F> a, ReadOnlySpan<F> b, ReadOnlySpan<F> addend, Span<F> destination) =>
        ScalarKernels.MultiplyAdd(a, b, addend, destination);

    /// <summary>The sum of <c>a[i] * b[i]</c>; zero for no elements.</summary>
    static virtual F InnerProduct(ReadOnlySpan<F> a, ReadOnlySpan<F> b) => ScalarKernels.InnerProduct(a, b);

    /// <summary><c>destination[i] = low[i] + point * (high[i] - low[i])</c>: the line through two vectors, at a point.</summary>
    static virtual void Fold(ReadOnlySpan<F> low, ReadOnlySpan<F> high, F point, Span<F> destination) => ScalarKernels.Fold(low, high, point, destination);
}
