using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Runproof.Proofs.Hashing;

/// <summary>Leaves of a tree with the fewest nodes that lead from them to its root. Which leaves they are is not part of it: the verifier decides that.</summary>
/// <remarks>
/// The encoding is leaves ‖ salts ‖ siblings without any lengths: shape and indices fix them all, so that each opening has one encoding and no other
/// length is ever read.
/// </remarks>
/// <param name="Leaves">The opened leaves in the order of their indices. Shape (opened, leaf length).</param>
/// <param name="Salts">Their salts. Shape (opened, 32), or empty for a tree without salts.</param>
/// <param name="Siblings">The nodes that the verifier cannot compute, level by level from the leaves up, from left to right.</param>
public sealed record MerkleMultiproof(ImmutableArray<byte> Leaves, ImmutableArray<byte> Salts, ImmutableArray<Hash256> Siblings)
{
    /// <summary>Bytes that <see cref="Write"/> writes.</summary>
    public int EncodedLength => Leaves.Length + Salts.Length + (Siblings.Length * Hash256.Size);

    /// <summary>Reads what <see cref="Write"/> writes. What it says is not checked yet: see <see cref="MerkleVerifier"/>.</summary>
    /// <param name="source">Exactly as many bytes as <see cref="MerkleShape.OpeningLength"/> says.</param>
    /// <param name="shape">The parameters.</param>
    /// <param name="indices">The leaves that the verifier asked for; strictly ascending, not empty and in range, or it is an <see cref="ArgumentException"/>.</param>
    /// <param name="opening">The opening, or null.</param>
    /// <param name="error">Why there is none: another length.</param>
    public static bool TryRead(ReadOnlySpan<byte> source, MerkleShape shape, ReadOnlySpan<int> indices, out MerkleMultiproof? opening, out MerkleError? error)
    {
        opening = null;
        error = null;
        long expected = shape.OpeningLength(indices);
        if (source.Length != expected)
        {
            error = new MerkleError(MerkleErrorKind.Length, expected, source.Length);
            return false;
        }

        int leaves = indices.Length * shape.LeafLength;
        int salts = indices.Length * shape.SaltLength;
        opening = new MerkleMultiproof(
            ImmutableArray.Create(source[..leaves]),
            ImmutableArray.Create(source.Slice(leaves, salts)),
            ImmutableArray.Create(MemoryMarshal.Cast<byte, Hash256>(source[(leaves + salts)..])));
        return true;
    }

    /// <summary>Writes the encoding.</summary>
    /// <param name="destination">At least <see cref="EncodedLength"/> bytes.</param>
    public void Write(Span<byte> destination)
    {
        Leaves.AsSpan().CopyTo(destination);
        Salts.AsSpan().CopyTo(destination[Leaves.Length..]);
        Hash256.AsBytes(Siblings.AsSpan()).CopyTo(destination[(Leaves.Length + Salts.Length)..]);
    }

    /// <inheritdoc />
    public bool Equals(MerkleMultiproof? other) =>
        other is not null && Leaves.AsSpan().SequenceEqual(other.Leaves.AsSpan()) && Salts.AsSpan().SequenceEqual(other.Salts.AsSpan())
        && Siblings.AsSpan().SequenceEqual(other.Siblings.AsSpan());

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Leaves.Length, Salts.Length, Siblings.Length);
}
