using Runproof.Proofs.Commitments;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Hashing;
using Runproof.Proofs.Lookups;

namespace Runproof.Circuits.Proving;

/// <summary>The messages of one proof.</summary>
/// <typeparam name="E">The field of challenges.</typeparam>
/// <param name="Witness">The root of the witness.</param>
/// <param name="Lookups">The lookup argument.</param>
/// <param name="Opening">The opening of the witness and of all boundaries.</param>
/// <param name="Bound">What is said of bound weights; null where all weights are public.</param>
internal sealed record CircuitProof<E>(Hash256 Witness, LookupProof<E> Lookups, LigeroProof<E> Opening, BoundOpening<E>? Bound)
    where E : struct, IExtensionField<E, Goldilocks>;
