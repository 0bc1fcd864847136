using System.Collections.Immutable;
using Runproof.Proofs.Commitments;
using Runproof.Proofs.Fields;

namespace Runproof.Circuits.Proving;

/// <summary>What a proof says of bound weights.</summary>
/// <typeparam name="E">The field of challenges.</typeparam>
/// <param name="Constants">Per claim that depends on them the constant of its layers.</param>
/// <param name="Values">Per such claim and commitment that its layers read the value of their form at the point of the first opening.</param>
/// <param name="Opening">The opening of the weights.</param>
internal sealed record BoundOpening<E>(ImmutableArray<E> Constants, ImmutableArray<E> Values, LigeroProof<E> Opening)
    where E : struct, IExtensionField<E, Goldilocks>;
