using System.Buffers.Binary;
using System.Numerics;
using Runproof.Core.Hashing;

namespace Runproof.Core.Merkle;

/// <summary>The three hashes of a log, each in its own domain, and the shape of its tree.</summary>
internal static class MerkleHash
{
    /// <summary>The leaf that holds an entry.</summary>
    public static Digest Leaf(Digest entry)
    {
        Span<byte> bytes = stackalloc byte[Digest.Size];
        entry.CopyTo(bytes);
        return TaggedHash.Compute(DigestTags.MerkleLeaf, bytes);
    }

    /// <summary>The node over two subtrees.</summary>
    public static Digest Node(Digest left, Digest right) => TaggedHash.Compute(DigestTags.MerkleNode, left, right);

    /// <summary>The root of a log: its count and its topmost node, which is the default digest when there are no leaves.</summary>
    public static Digest Root(long count, Digest head)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long) + Digest.Size];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, count);
        head.CopyTo(bytes[sizeof(long)..]);
        return TaggedHash.Compute(DigestTags.MerkleRoot, bytes[..sizeof(long)], bytes[sizeof(long)..]);
    }

    /// <summary>Leaves of the left subtree: the largest power of two below a count of at least 2.</summary>
    public static long LeftSize(long count) => 1L << BitOperations.Log2((ulong)count - 1);
}
