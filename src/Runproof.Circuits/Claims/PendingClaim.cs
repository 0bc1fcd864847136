using Runproof.Proofs.Fields;

namespace Runproof.Circuits.Claims;

/// <summary>A claim before it is brought back to what is committed: the pulled weights give a sum.</summary>
/// <param name="Weights">The weights.</param>
/// <param name="Sum">What the weighted tensors add up to.</param>
internal sealed record PendingClaim<E>(PulledWeights<E> Weights, E Sum)
    where E : struct, IExtensionField<E, Goldilocks>;
