using System.Buffers;

namespace Runproof.Proofs.Hashing;

/// <summary>The three functions of a Merkle tree. They are keyed apart, so that no leaf can be passed off as a node or a salted leaf as an unsalted one.</summary>
internal static class MerkleHashing
{
    private const int ScratchBytes = 1 << 16;

    private static readonly Blake3Mode Leaf = Blake3Mode.Domain("runproof.merkle-leaf/1");
    private static readonly Blake3Mode SaltedLeaf = Blake3Mode.Domain("runproof.merkle-salted-leaf/1");
    private static readonly Blake3Mode Node = Blake3Mode.Domain("runproof.merkle-node/1");

    /// <summary>Hashes leaves that lie one behind the other, each with its salt before it.</summary>
    public static void Leaves(MerkleShape shape, ReadOnlySpan<byte> leaves, ReadOnlySpan<byte> salts, Span<Hash256> hashes)
    {
        if (!shape.Salted)
        {
            Blake3.HashMany(Leaf, leaves, shape.LeafLength, hashes);
            return;
        }

        int length = MerkleShape.SaltSize + shape.LeafLength;
        int group = Math.Clamp(ScratchBytes / length, 1, hashes.Length);
        byte[] rented = ArrayPool<byte>.Shared.Rent(group * length);
        for (int first = 0; first < hashes.Length; first += group)
        {
            int count = Math.Min(group, hashes.Length - first);
            for (int i = 0; i < count; i++)
            {
                var message = rented.AsSpan(i * length, length);
                salts.Slice((first + i) * MerkleShape.SaltSize, MerkleShape.SaltSize).CopyTo(message);
                leaves.Slice((first + i) * shape.LeafLength, shape.LeafLength).CopyTo(message[MerkleShape.SaltSize..]);
            }

            Blake3.HashMany(SaltedLeaf, rented.AsSpan(0, count * length), length, hashes.Slice(first, count));
        }

        // Salts hide leaves: they do not stay behind in memory that others rent.
        ArrayPool<byte>.Shared.Return(rented, clearArray: true);
    }

    /// <summary>Hashes pairs of nodes, left and right in turn.</summary>
    public static void Parents(ReadOnlySpan<Hash256> children, Span<Hash256> parents) =>
        Blake3.HashMany(Node, Hash256.AsBytes(children), 2 * Hash256.Size, parents);
}
