using Runproof.Proofs.Commitments;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Hashing;
using Runproof.Proofs.Lookups;

namespace Runproof.Circuits.Bound;

/// <summary>The messages of a setup proof.</summary>
/// <typeparam name="E">The field of challenges.</typeparam>
/// <param name="Witness">The root of the limbs and multiplicities.</param>
/// <param name="Lookups">The lookup argument.</param>
/// <param name="Opening">The opening of the weights and of the witness.</param>
internal sealed record WeightsProof<E>(Hash256 Witness, LookupProof<E> Lookups, LigeroProof<E> Opening)
    where E : struct, IExtensionField<E, Goldilocks>;
