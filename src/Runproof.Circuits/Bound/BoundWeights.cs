using System.Buffers.Binary;
using Runproof.Core.Hashing;

namespace Runproof.Circuits.Bound;

/// <summary>Names the weights of one circuit of a bound model.</summary>
/// <param name="Model">The digest of the model.</param>
/// <param name="Circuit">The position of the circuit in its layout.</param>
public sealed record BoundWeights(Digest Model, int Circuit)
{
    /// <summary>The root by which a unit names these weights.</summary>
    public Digest Root
    {
        get
        {
            Span<byte> position = stackalloc byte[sizeof(int)];
            BinaryPrimitives.WriteInt32LittleEndian(position, Circuit);
            return TaggedHash.Compute(DigestTags.BoundWeights, Model.ToArray(), position);
        }
    }
}
