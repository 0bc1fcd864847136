using System.Runtime.InteropServices;

namespace Runproof.Proofs.Hashing;

/// <summary>A complete binary tree of hashes over leaves of equal length: the prover's side. Its root commits to every leaf and its place.</summary>
/// <remarks>
/// <para>leaf = keyed BLAKE3 under the domain of leaves (or salted leaves, of salt ‖ leaf); node = keyed BLAKE3 of left ‖ right under the domain of nodes.</para>
/// <para><b>Soundness</b>: the root binds leaves for one <see cref="MerkleShape"/>; the verifier takes the shape from its parameters, never from a proof.</para>
/// </remarks>
public sealed class MerkleTree
{
    // The bytes of one piece of work: they stay in the second-level cache, and starting it costs nothing beside hashing it.
    private const int LogPieceSize = 18;
    private const int MaxPieceDepth = 12;
    private const int MinPieceDepth = 4;

    private readonly ReadOnlyMemory<byte> _leaves;
    private readonly ReadOnlyMemory<byte> _salts;

    // Level l begins at 2·LeafCount - 2·(LeafCount >> l); the root is the last node.
    private readonly Hash256[] _nodes;

    private MerkleTree(MerkleShape shape, ReadOnlyMemory<byte> leaves, ReadOnlyMemory<byte> salts)
    {
        (Shape, _leaves, _salts) = (shape, leaves, salts);
        _nodes = GC.AllocateUninitializedArray<Hash256>((2 * shape.LeafCount) - 1);
    }

    /// <summary>The parameters.</summary>
    public MerkleShape Shape { get; }

    /// <summary>The commitment.</summary>
    public Hash256 Root => _nodes[^1];

    /// <summary>Hashes leaves and nodes. The result does not depend on who works.</summary>
    /// <param name="shape">The parameters.</param>
    /// <param name="leaves">Shape (2^depth, leaf length), row-major. Kept, not copied: it must not change while the tree is used.</param>
    /// <param name="salts">Shape (2^depth, 32) of unpredictable bytes when the shape is salted, empty otherwise. Kept, not copied.</param>
    /// <param name="workers">Who works.</param>
    public static MerkleTree Build(MerkleShape shape, ReadOnlyMemory<byte> leaves, ReadOnlyMemory<byte> salts, Workers workers)
    {
        if (leaves.Length != (long)shape.LeafCount * shape.LeafLength)
            throw new ArgumentException($"{shape.LeafCount} leaves of {shape.LeafLength} bytes are not {leaves.Length} bytes.", nameof(leaves));
        if (salts.Length != (long)shape.LeafCount * shape.SaltLength)
            throw new ArgumentException($"{shape.LeafCount} salts of {shape.SaltLength} bytes are not {salts.Length} bytes.", nameof(salts));

        var tree = new MerkleTree(shape, leaves, salts);
        int leafSize = shape.LeafLength + shape.SaltLength + (2 * Hash256.Size);
        int pieceDepth = Math.Min(shape.Depth, Math.Clamp(LogPieceSize - int.Log2(leafSize), MinPieceDepth, MaxPieceDepth));
        workers.ForEach(1 << (shape.Depth - pieceDepth), 1, (piece, _, _) => tree.BuildPiece(piece, pieceDepth));
        for (int level = pieceDepth; level < shape.Depth; level++)
            tree.Join(level, 0, shape.LeafCount >> (level + 1));
        return tree;
    }

    /// <summary>Opens leaves together.</summary>
    /// <param name="indices">Which leaves; strictly ascending, not empty and below the number of leaves, or it is an <see cref="ArgumentException"/>.</param>
    public MerkleMultiproof Open(ReadOnlySpan<int> indices)
    {
        byte[] leaves = new byte[checked(indices.Length * Shape.LeafLength)];
        byte[] salts = new byte[indices.Length * Shape.SaltLength];
        var siblings = new Hash256[Shape.SiblingCount(indices)];
        for (int i = 0; i < indices.Length; i++)
        {
            _leaves.Span.Slice(indices[i] * Shape.LeafLength, Shape.LeafLength).CopyTo(leaves.AsSpan(i * Shape.LeafLength));
            _salts.Span.Slice(indices[i] * Shape.SaltLength, Shape.SaltLength).CopyTo(salts.AsSpan(i * Shape.SaltLength));
        }

        int[] active = indices.ToArray();
        int width = active.Length;
        int taken = 0;
        for (int level = 0; level < Shape.Depth; level++)
        {
            int above = 0;
            for (int i = 0; i < width; i++)
            {
                int index = active[i];
                if (i + 1 < width && active[i + 1] == (index ^ 1))
                    i++;
                else
                    siblings[taken++] = _nodes[Start(level) + (index ^ 1)];
                active[above++] = index >> 1;
            }

            width = above;
        }

        return new MerkleMultiproof(
            ImmutableCollectionsMarshal.AsImmutableArray(leaves),
            ImmutableCollectionsMarshal.AsImmutableArray(salts),
            ImmutableCollectionsMarshal.AsImmutableArray(siblings));
    }

    private void BuildPiece(int piece, int depth)
    {
        int count = 1 << depth;
        int first = piece * count;
        MerkleHashing.Leaves(
            Shape,
            _leaves.Span.Slice(first * Shape.LeafLength, count * Shape.LeafLength),
            _salts.Span.Slice(first * Shape.SaltLength, count * Shape.SaltLength),
            _nodes.AsSpan(first, count));
        for (int level = 0; level < depth; level++)
            Join(level, first >> (level + 1), count >> (level + 1));
    }

    /// <summary>Hashes the pairs of a level into nodes of the level above.</summary>
    private void Join(int level, int firstParent, int parents) =>
        MerkleHashing.Parents(_nodes.AsSpan(Start(level) + (2 * firstParent), 2 * parents), _nodes.AsSpan(Start(level + 1) + firstParent, parents));

    private int Start(int level) => (2 * Shape.LeafCount) - ((2 * Shape.LeafCount) >> level);
}
