namespace Runproof.Proofs.Fields;

/// <summary>A register's worth of Goldilocks elements, so that every kernel is written once and compiled for each width.</summary>
/// <remarks>
/// A lane is <em>canonical</em> when it is below p. Sums and differences take and give canonical lanes; products take any lanes; what is called lazy may give
/// any representative that fits 64 bits.
/// </remarks>
/// <typeparam name="V">The vector itself.</typeparam>
internal interface IGoldilocksVector<V>
    where V : struct, IGoldilocksVector<V>
{
    /// <summary>Elements in a vector.</summary>
    static abstract int Width { get; }

    static abstract V operator +(V a, V b);

    static abstract V operator -(V a, V b);

    static abstract V operator *(V a, V b);

    static abstract V Load(ref ulong source, nuint offset);

    static abstract void Store(V value, ref ulong destination, nuint offset);

    /// <summary>A vector whose even and odd lanes hold these.</summary>
    static abstract V Alternate(ulong even, ulong odd);

    /// <summary>The lanes where a mask of all ones or all zeros lets them through.</summary>
    static abstract V Select(V mask, V value);

    /// <summary>A product that may not be canonical.</summary>
    static abstract V MultiplyLazy(V a, V b);

    /// <summary>Seven times a vector of canonical lanes, not canonical.</summary>
    static abstract V SevenfoldLazy(V a);

    /// <summary>The sum of any representative and a canonical one, not canonical.</summary>
    static abstract V AddLazy(V any, V canonical);

    /// <summary>The representatives below p.</summary>
    static abstract V Canonical(V any);

    /// <summary>The even lanes of both, alternating; of two vectors of pairs, the first halves of the pairs.</summary>
    static abstract V EvenLanes(V a, V b);

    /// <summary>The odd lanes of both, alternating; with <see cref="EvenLanes"/> its own inverse.</summary>
    static abstract V OddLanes(V a, V b);

    /// <summary>Every lane of the lower half twice, in order.</summary>
    static abstract V TwiceLower(V a);

    /// <summary>Every lane of the upper half twice, in order.</summary>
    static abstract V TwiceUpper(V a);

    /// <summary>The first where the mask is all ones, the second where it is all zeros.</summary>
    static abstract V Choose(V mask, V first, V second);

    /// <summary>Every lane moved down by one, the lowest to the top.</summary>
    static abstract V RotateDown(V a);

    /// <summary>Every lane moved up by one, the topmost to the bottom.</summary>
    static abstract V RotateUp(V a);
}
