using Runproof.Proofs.Hashing;

namespace Runproof.Proofs.Tests.Hashing;

public sealed class MerkleTests
{
    private static readonly MerkleShape[] Shapes =
    [
        new(0, 8), new(1, 0), new(2, 64), new(3, 5), new(3, 5, salted: true), new(6, 64), new(7, 100, salted: true), new(5, 1024), new(4, 1500), new(4, 3000, salted: true),
    ];

    [Fact]
    public void The_root_is_the_one_of_the_definition()
    {
        foreach (var shape in Shapes)
        {
            var (leaves, salts) = Content(shape);
            var level = Enumerable.Range(0, shape.LeafCount).Select(i => Leaf(shape, leaves, salts, i)).ToArray();
            while (level.Length > 1)
                level = [.. level.Chunk(2).Select(pair => Blake3.Hash(Blake3Mode.Domain("runproof.merkle-node/1"), (byte[])[.. pair[0].ToArray(), .. pair[1].ToArray()]))];

            Assert.Equal(level[0], MerkleTree.Build(shape, leaves, salts, Workers.One).Root);
        }
    }

    [Fact]
    public void Trees_do_not_depend_on_the_number_of_threads()
    {
        var shape = new MerkleShape(15, 24, salted: true);
        var (leaves, salts) = Content(shape);
        int[] indices = [0, 1, 77, 4095, 4096, 32767];
        var one = MerkleTree.Build(shape, leaves, salts, Workers.One);

        foreach (int threads in (int[])[2, 3, 8])
        {
            var tree = MerkleTree.Build(shape, leaves, salts, new Workers(threads));
            Assert.Equal(one.Root, tree.Root);
            Assert.Equal(one.Open(indices), tree.Open(indices));
        }
    }

    [Fact]
    public void Every_set_of_leaves_opens_with_the_fewest_siblings()
    {
        foreach (var shape in Shapes.Where(shape => shape.Depth <= 3))
        {
            var tree = Build(shape);
            for (int set = 1; set < 1 << shape.LeafCount; set++)
            {
                int[] indices = [.. Enumerable.Range(0, shape.LeafCount).Where(i => (set >> i & 1) != 0)];
                var proof = tree.Open(indices);

                Assert.Equal(Needed(shape.Depth, indices), proof.Siblings.Length);
                Assert.True(MerkleVerifier.TryVerify(shape, tree.Root, indices, proof, out _));
            }
        }
    }

    [Fact]
    public void Openings_survive_their_encoding()
    {
        var random = new Random(1);
        foreach (var shape in Shapes)
        {
            var tree = Build(shape);
            for (int round = 0; round < 20; round++)
            {
                int[] indices = Draw(random, shape);
                var proof = tree.Open(indices);
                byte[] bytes = Encode(proof);

                Assert.Equal(shape.OpeningLength(indices), bytes.Length);
                Assert.True(MerkleMultiproof.TryRead(bytes, shape, indices, out var read, out var error));
                Assert.Null(error);
                Assert.Equal(proof, read);
                Assert.True(MerkleVerifier.TryVerify(shape, tree.Root, indices, read!, out error));
                Assert.Null(error);
            }
        }
    }

    [Fact]
    public void Every_flipped_bit_of_an_opening_and_of_the_root_is_refused()
    {
        foreach (var shape in (MerkleShape[])[new(4, 5), new(4, 5, salted: true), new(0, 3), new(2, 1100)])
        {
            var tree = Build(shape);
            int[] indices = shape.Depth == 0 ? [0] : [1, 2];
            byte[] bytes = Encode(tree.Open(indices));
            for (int bit = 0; bit < 8 * bytes.Length; bit++)
            {
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.True(MerkleMultiproof.TryRead(bytes, shape, indices, out var read, out _));
                Refused(MerkleErrorKind.Root, shape, tree.Root, indices, read!);
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            }

            for (int bit = 0; bit < 8 * Hash256.Size; bit++)
            {
                byte[] root = tree.Root.ToArray();
                root[bit / 8] ^= (byte)(1 << (bit % 8));
                Refused(MerkleErrorKind.Root, shape, Hash256.Read(root), indices, tree.Open(indices));
            }
        }
    }

    [Fact]
    public void Encodings_of_another_length_are_refused()
    {
        var shape = new MerkleShape(4, 5, salted: true);
        int[] indices = [3, 9];
        byte[] bytes = Encode(Build(shape).Open(indices));
        for (int length = 0; length < bytes.Length + 70; length++)
        {
            byte[] other = new byte[length];
            bytes.AsSpan(0, Math.Min(length, bytes.Length)).CopyTo(other);

            bool read = MerkleMultiproof.TryRead(other, shape, indices, out var proof, out var error);

            Assert.Equal(length == bytes.Length, read);
            if (!read)
                Assert.Equal((null, new MerkleError(MerkleErrorKind.Length, bytes.Length, length)), (proof, error));
        }
    }

    [Fact]
    public void Lists_of_another_length_are_refused()
    {
        var shape = new MerkleShape(4, 5, salted: true);
        int[] indices = [3, 9];
        var tree = Build(shape);
        var proof = tree.Open(indices);

        Refused(MerkleErrorKind.Leaves, shape, tree.Root, indices, proof with { Leaves = [.. proof.Leaves, 0] });
        Refused(MerkleErrorKind.Leaves, shape, tree.Root, indices, proof with { Leaves = default });
        Refused(MerkleErrorKind.Salts, shape, tree.Root, indices, proof with { Salts = proof.Salts[1..] });
        Refused(MerkleErrorKind.Salts, shape, tree.Root, indices, proof with { Salts = [] });
        Refused(MerkleErrorKind.Siblings, shape, tree.Root, indices, proof with { Siblings = [.. proof.Siblings, proof.Siblings[0]] });
        Refused(MerkleErrorKind.Siblings, shape, tree.Root, indices, proof with { Siblings = proof.Siblings[..^1] });
        Refused(MerkleErrorKind.Siblings, shape, tree.Root, indices, proof with { Siblings = default });
    }

    [Fact]
    public void Leaves_are_bound_to_their_places()
    {
        // Pairs of sets whose openings have the same lengths: only the hashes can tell them apart.
        var shape = new MerkleShape(4, 8);
        var tree = Build(shape);
        foreach (var (opened, asked) in new (int[], int[])[] { ([3, 9], [3, 8]), ([3, 9], [2, 9]), ([0, 15], [1, 14]), ([5], [4]), ([0], [8]), ([4, 5], [6, 7]) })
            Refused(MerkleErrorKind.Root, shape, tree.Root, asked, tree.Open(opened));

        // Two leaves, or two siblings, in each other's place.
        var proof = tree.Open([3, 9]);
        Refused(MerkleErrorKind.Root, shape, tree.Root, [3, 9], proof with { Leaves = [.. proof.Leaves[8..], .. proof.Leaves[..8]] });
        Refused(MerkleErrorKind.Root, shape, tree.Root, [3, 9], proof with { Siblings = [proof.Siblings[1], proof.Siblings[0], .. proof.Siblings[2..]] });
    }

    [Fact]
    public void Nodes_are_not_leaves_and_salts_are_not_content()
    {
        // The leaves of the shallow tree are the pairs of nodes that the deep tree has there.
        var (leaves, _) = Content(new MerkleShape(3, 8));
        var nodes = Enumerable.Range(0, 8).SelectMany(i => Leaf(new MerkleShape(3, 8), leaves, [], i).ToArray()).ToArray();
        Assert.NotEqual(MerkleTree.Build(new MerkleShape(3, 8), leaves, default, Workers.One).Root, MerkleTree.Build(new MerkleShape(2, 64), nodes, default, Workers.One).Root);

        var (content, salts) = Content(new MerkleShape(0, 40, salted: true));
        Assert.NotEqual(
            MerkleTree.Build(new MerkleShape(0, 40, salted: true), content, salts, Workers.One).Root,
            MerkleTree.Build(new MerkleShape(0, 72), (byte[])[.. salts, .. content], default, Workers.One).Root);
    }

    [Fact]
    public void Salts_hide_equal_leaves()
    {
        var shape = new MerkleShape(1, 4, salted: true);
        byte[] salts = new byte[64];
        salts[63] = 1;
        var proof = MerkleTree.Build(shape, new byte[8], salts, Workers.One);

        Assert.NotEqual(proof.Open([0]).Siblings, proof.Open([1]).Siblings);
    }

    [Fact]
    public void Indices_and_sizes_that_do_not_fit_are_our_bug()
    {
        var shape = new MerkleShape(3, 4);
        var tree = Build(shape);
        var proof = tree.Open([1, 2]);
        foreach (int[] indices in (int[][])[[], [-1], [8], [2, 1], [2, 2], [0, int.MaxValue]])
        {
            Assert.Throws<ArgumentException>(() => tree.Open(indices));
            Assert.Throws<ArgumentException>(() => MerkleVerifier.TryVerify(shape, tree.Root, indices, proof, out _));
            Assert.Throws<ArgumentException>(() => MerkleMultiproof.TryRead([], shape, indices, out _, out _));
        }

        Assert.Throws<ArgumentException>(() => MerkleTree.Build(shape, new byte[31], default, Workers.One));
        Assert.Throws<ArgumentException>(() => MerkleTree.Build(shape, new byte[32], new byte[32], Workers.One));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MerkleShape(MerkleShape.MaxDepth + 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MerkleShape(1, MerkleShape.MaxLeafLength + 1));
        Assert.Throws<OperationCanceledException>(() => MerkleTree.Build(shape, new byte[32], default, new Workers(1, new CancellationToken(canceled: true))));
    }

    private static void Refused(MerkleErrorKind kind, MerkleShape shape, Hash256 root, int[] indices, MerkleMultiproof proof)
    {
        Assert.False(MerkleVerifier.TryVerify(shape, root, indices, proof, out var error));
        Assert.Equal(kind, error?.Kind);
    }

    private static MerkleTree Build(MerkleShape shape)
    {
        var (leaves, salts) = Content(shape);
        return MerkleTree.Build(shape, leaves, salts, new Workers(2));
    }

    private static (byte[] Leaves, byte[] Salts) Content(MerkleShape shape)
    {
        var random = new Random(shape.Depth + shape.LeafLength);
        byte[] leaves = new byte[shape.LeafCount * shape.LeafLength];
        byte[] salts = new byte[shape.Salted ? shape.LeafCount * MerkleShape.SaltSize : 0];
        random.NextBytes(leaves);
        random.NextBytes(salts);
        return (leaves, salts);
    }

    private static Hash256 Leaf(MerkleShape shape, byte[] leaves, byte[] salts, int index)
    {
        var leaf = leaves.AsSpan(index * shape.LeafLength, shape.LeafLength);
        return shape.Salted
            ? Blake3.Hash(Blake3Mode.Domain("runproof.merkle-salted-leaf/1"), (byte[])[.. salts.AsSpan(index * 32, 32), .. leaf])
            : Blake3.Hash(Blake3Mode.Domain("runproof.merkle-leaf/1"), leaf);
    }

    /// <summary>The nodes that no opened leaf lies below but whose parent has one.</summary>
    private static int Needed(int depth, int[] indices) => Enumerable.Range(0, depth)
        .Select(level => indices.Select(index => index >> level).ToHashSet())
        .Sum(open => open.Count(node => !open.Contains(node ^ 1)));

    private static int[] Draw(Random random, MerkleShape shape) =>
        [.. Enumerable.Range(0, random.Next(1, 20)).Select(_ => random.Next(shape.LeafCount)).Distinct().Order()];

    private static byte[] Encode(MerkleMultiproof proof)
    {
        byte[] bytes = new byte[proof.EncodedLength];
        proof.Write(bytes);
        return bytes;
    }
}
