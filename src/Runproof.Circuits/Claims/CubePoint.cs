using System.Collections.Immutable;
using Runproof.Proofs.Fields;

namespace Runproof.Circuits.Claims;

/// <summary>Points of a committed vector that select one of its blocks.</summary>
internal static class CubePoint
{
    /// <summary>The point of the whole vector that is a point of one block: the block's bits, then its own coordinates.</summary>
    /// <param name="start">Index of the block's first value: a multiple of its length.</param>
    /// <param name="variables">The variables of the vector.</param>
    /// <param name="point">The point within the block.</param>
    public static ImmutableArray<E> Of<E>(int start, int variables, ImmutableArray<E> point)
        where E : struct, IField<E> =>
        [.. Enumerable.Range(0, variables - point.Length).Select(i => ((start >> (variables - 1 - i)) & 1) != 0 ? E.One : E.Zero), .. point];
}
