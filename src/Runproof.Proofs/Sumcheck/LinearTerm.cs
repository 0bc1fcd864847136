using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Sumcheck;

/// <summary>A linear form on one polynomial of a batch.</summary>
/// <typeparam name="E">The field of challenges.</typeparam>
/// <param name="Polynomial">Which polynomial of the batch.</param>
/// <param name="Form">The form, in that polynomial's variables.</param>
public sealed record LinearTerm<E>(int Polynomial, ILinearForm<E> Form)
    where E : struct, IField<E>;
