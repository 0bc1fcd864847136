using System.Collections.Immutable;
using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Sumcheck;

/// <summary>The messages of all rounds of one sumcheck.</summary>
/// <typeparam name="E">The field of challenges.</typeparam>
/// <param name="Degree">Elements per round. Range: 1 to 3.</param>
/// <param name="Messages">
/// The coefficients of every round's polynomial but the one that the claim gives: the coefficient of X in a plain sumcheck, the constant in an eq
/// sumcheck. Shape: (rounds, degree).
/// </param>
public sealed record SumcheckProof<E>(int Degree, ImmutableArray<E> Messages)
    where E : struct, IField<E>;
