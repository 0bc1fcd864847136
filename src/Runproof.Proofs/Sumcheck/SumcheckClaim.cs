using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Sumcheck;

/// <summary>The claim that a polynomial adds up to a value over the cube {0, 1}^n.</summary>
/// <typeparam name="E">The field of challenges.</typeparam>
/// <param name="Variables">The number n. Range: at least 0.</param>
/// <param name="Degree">The degree of the polynomial in every variable. Range: 1 to 3.</param>
/// <param name="Sum">The value.</param>
public readonly record struct SumcheckClaim<E>(int Variables, int Degree, E Sum)
    where E : struct, IField<E>;
