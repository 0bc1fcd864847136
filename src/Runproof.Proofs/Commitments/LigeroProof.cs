using System.Collections.Immutable;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Sumcheck;

namespace Runproof.Proofs.Commitments;

/// <summary>The opening of any number of commitments at once.</summary>
/// <typeparam name="E">The field of challenges.</typeparam>
/// <param name="Batch">The sumcheck that brings all claims to one value of each polynomial at one random point.</param>
/// <param name="Rows">For every matrix the combination of its rows at the point. Shape: (matrices, columns of the matrix).</param>
/// <param name="Nonce">The proof of work.</param>
/// <param name="Openings">
/// The opened columns of every matrix, one multiproof behind the other. Their lengths follow from the indices, which only the transcript tells.
/// </param>
public sealed record LigeroProof<E>(EvaluatedProof<E> Batch, ImmutableArray<ImmutableArray<E>> Rows, ulong Nonce, ImmutableArray<byte> Openings)
    where E : struct, IField<E>;
