using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Polynomials;

/// <summary>A univariate polynomial of degree at most 3, by its coefficients: what the prover says in one round of a sumcheck.</summary>
/// <typeparam name="E">The field of the coefficients.</typeparam>
/// <param name="C0">The constant coefficient, which is also the value at 0.</param>
/// <param name="C1">The coefficient of X.</param>
/// <param name="C2">The coefficient of X².</param>
/// <param name="C3">The coefficient of X³.</param>
public readonly record struct RoundPolynomial<E>(E C0, E C1, E C2, E C3)
    where E : struct, IField<E>
{
    /// <summary>The value at a point.</summary>
    /// <param name="x">The point.</param>
    public E Evaluate(E x) => C0 + (x * (C1 + (x * (C2 + (x * C3)))));

    /// <summary>Writes the coefficients that a plain sumcheck sends: all but that of X, which the sum gives.</summary>
    /// <param name="message">Receives (c0, c2, c3), cut to its length. Range: 1 to 3 elements.</param>
    public void WriteSumMessage(Span<E> message) => Cut(C0, message);

    /// <summary>Writes the coefficients that an eq sumcheck sends: all but the constant, which the weighted sum gives.</summary>
    /// <param name="message">Receives (c1, c2, c3), cut to its length. Range: 1 to 3 elements.</param>
    public void WriteEqSumMessage(Span<E> message) => Cut(C1, message);

    private void Cut(E first, Span<E> message)
    {
        RoundPolynomial.RequireDegree(message.Length);
        ReadOnlySpan<E> all = [first, C2, C3];
        all[..message.Length].CopyTo(message);
    }
}
