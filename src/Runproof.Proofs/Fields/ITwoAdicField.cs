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
}
