using Runproof.Circuits.Operators;
using Runproof.Circuits.Wiring;
using Runproof.Proofs.Fields;

namespace Runproof.Circuits.Claims;

/// <summary>Weights on a linear map whose own weights are bound.</summary>
/// <param name="Slice">Position of the slice in the statement.</param>
/// <param name="Source">The tensor that the map reads.</param>
/// <param name="Map">The map.</param>
/// <param name="Weights">The weights on its output.</param>
internal sealed record BoundTerm<E>(int Slice, int Source, LinearMap Map, ProductWeights<E> Weights)
    where E : struct, IExtensionField<E, Goldilocks>;
