using System.Collections.Immutable;

namespace Runproof.Circuits.Witness;

/// <summary>An output that the statement says something of; it is compared at a random point.</summary>
/// <param name="Slice">Position of the slice in the statement.</param>
/// <param name="Tensor">The tensor within the slice.</param>
/// <param name="Values">Its public values, or default.</param>
/// <param name="Boundary">The boundary commitment to it, or null.</param>
internal sealed record Publication(int Slice, int Tensor, ImmutableArray<long> Values, int? Boundary)
{
    public int Claims => (Values.IsDefault ? 0 : 1) + (Boundary is null ? 0 : 1);
}
