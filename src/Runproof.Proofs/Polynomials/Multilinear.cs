using System.Numerics;
using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Polynomials;

/// <summary>Makes multilinear polynomials of values that stay where and as they are.</summary>
public static class Multilinear
{
    /// <summary>A polynomial of values of the field itself.</summary>
    /// <param name="values">The values, not copied. Shape: a power of two.</param>
    public static MultilinearValues<E> Of<E>(ReadOnlyMemory<E> values)
        where E : struct, IField<E> => new FieldValues<E>(values);

    /// <summary>A polynomial of values of the base field.</summary>
    /// <param name="values">The values, not copied. Shape: a power of two.</param>
    public static MultilinearValues<E> OfBase<E, F>(ReadOnlyMemory<F> values)
        where E : struct, IExtensionField<E, F>
        where F : struct, IField<F> => new BaseValues<E, F>(values);

    /// <summary>A polynomial of small signed integers, which become field elements only where they meet a challenge.</summary>
    /// <typeparam name="E">The field of points.</typeparam>
    /// <typeparam name="F">Its base field.</typeparam>
    /// <typeparam name="T">An integer type of at most 32 bits: <see cref="sbyte"/>, <see cref="short"/>, <see cref="int"/> or an unsigned one.</typeparam>
    /// <param name="values">The values, not copied. Shape: a power of two.</param>
    public static MultilinearValues<E> OfIntegers<E, F, T>(ReadOnlyMemory<T> values)
        where E : struct, IExtensionField<E, F>
        where F : struct, IField<F>
        where T : unmanaged, IBinaryInteger<T> => new IntegerValues<E, F, T>(values);
}
