namespace Runproof.Proofs.Fields;

/// <summary>A field whose multiplicative group has large subgroups of power-of-two order.</summary>
/// <typeparam name="F">The field itself.</typeparam>
public interface ITwoAdicField<F> : IField<F>
    where F : struct, ITwoAdicField<F>
{
    /// <summary>The exponent of the largest power of two that divides the order of the multiplicative group.</summary>
    static abstract int TwoAdicity { get; }

    /// <summary>An element of which every non-zero element is a power.</summary>
    static abstract F Generator { get; }

    /// <summary>An element of order 2^<paramref name="log2Order"/>, the square of the one for the next order.</summary>
    /// <param name="log2Order">Range: 0 to <see cref="TwoAdicity"/>.</param>
    static abstract F RootOfUnity(int log2Order);

    /// <summary>A transform of size 2 in every lane: <c>(x0 + x1, x0 - x1)</c>, in place.</summary>
    static virtual void Butterfly(Span<F> x0, Span<F> x1) => ScalarKernels.Butterfly(x0, x1);

    /// <summary>
    /// Two layers of a transform in every lane, in place: <c>(x0, x1)</c> and <c>(x2, x3)</c> become <c>(a + w1·b, a - w1·b)</c>, then <c>(x0, x2)</c> likewise
    /// with w2 and <c>(x1, x3)</c> with w3.
    /// </summary>
    static virtual void Butterfly(Span<F> x0, Span<F> x1, Span<F> x2, Span<F> x3, F w1, F w2, F w3) => ScalarKernels.Butterfly(x0, x1, x2, x3, w1, w2, w3);
}
