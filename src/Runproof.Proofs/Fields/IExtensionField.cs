namespace Runproof.Proofs.Fields;

/// <summary>A field that extends a base field by the powers of one further element.</summary>
/// <typeparam name="E">The extension itself.</typeparam>
/// <typeparam name="F">The field that it extends.</typeparam>
public interface IExtensionField<E, F> : IField<E>
    where E : struct, IExtensionField<E, F>
    where F : struct, IField<F>
{
    /// <summary>The number of coefficients of an element.</summary>
    static abstract int Degree { get; }

    /// <summary>The coefficient of a power of the adjoined element.</summary>
    /// <param name="power">Range: 0 to <see cref="Degree"/> - 1.</param>
    F this[int power] { get; }

    /// <summary>The product with an element of the base field.</summary>
    static abstract E operator *(E a, F b);

    /// <summary>The base field's element, seen in the extension.</summary>
    static abstract E FromBase(F value);

    /// <summary>The element with the given coefficients, constant first.</summary>
    /// <param name="coefficients">Shape: (<see cref="Degree"/>).</param>
    static abstract E FromCoefficients(ReadOnlySpan<F> coefficients);

    /// <summary>The element to the power of the base field's size: the automorphism that leaves exactly the base field in place.</summary>
    static abstract E Frobenius(E a);

    /// <summary><c>destination[i] = a[i] * b[i]</c>.</summary>
    static virtual void Multiply(ReadOnlySpan<E> a, ReadOnlySpan<F> b, Span<E> destination) => ScalarKernels.Multiply(a, b, destination);

    /// <summary>The sum of <c>a[i] * b[i]</c>; zero for no elements.</summary>
    static virtual E InnerProduct(ReadOnlySpan<E> a, ReadOnlySpan<F> b) => ScalarKernels.InnerProduct(a, b);

    /// <summary><c>destination[i] = low[i] + point * (high[i] - low[i])</c>, which leaves the base field when the point does.</summary>
    static virtual void Fold(ReadOnlySpan<F> low, ReadOnlySpan<F> high, E point, Span<E> destination) => ScalarKernels.Fold(low, high, point, destination);
}
