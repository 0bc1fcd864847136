using Runproof.Proofs;
using Runproof.Proofs.Hashing;
using Runproof.Proofs.Transcripts;

namespace Runproof.Bench;

/// <summary>Rows of <see cref="ProofsArea"/>: hashing, trees and proof of work.</summary>
internal static class ProofsHashing
{
    public static void Run(TextWriter output)
    {
        Nodes(output);
        Trees(output);
    }

    /// <summary>One core; a quarter of a mebibyte of nodes, as one piece of a tree has.</summary>
    private static void Nodes(TextWriter output)
    {
        const int count = 4096;
        var mode = Blake3Mode.Domain("bench");
        byte[] nodes = Bytes(count * 64);
        byte[] values = new byte[count * Hash256.Size];
        var hashes = new Hash256[count];
        var batch = Blake3Batch.Chunks(count, 64, 64, Hash256.Size, root: true);
        Figure[] figures = Interleaved.Measure(
            5,
            () => Blake3.HashMany(mode, nodes, 64, hashes),
            () => Blake3Kernels.HashAvx2(in mode, in batch, nodes, values),
            () => Blake3Kernels.HashScalar(in mode, in batch, nodes, values),
            () => Blake3.Hash(mode, nodes),
            () => new Transcript("bench", 1, "none").TryGrind("work", Transcript.MaxWorkBits, count, out _));
        ProofsArea.Rate(output, "BLAKE3 64-byte nodes, one core", count, figures[0], 120, 220);
        ProofsArea.Rate(output, "BLAKE3 64-byte nodes, AVX2, one core", count, figures[1]);
        ProofsArea.Rate(output, "BLAKE3 64-byte nodes, scalar, one core", count, figures[2]);
        ProofsArea.Row(output, "BLAKE3 of 256 KiB, one core", nodes.Length / figures[3].Microseconds / 1000, 0, 0, "GB/s", figures[3].Allocated);
        ProofsArea.Rate(output, "proof of work, trials, one core", count, figures[4]);
    }

    private static void Trees(TextWriter output)
    {
        int[] indices = [.. Enumerable.Range(0, 124).Select(i => i * 33)];
        var large = new MerkleShape(20, 64);
        var columns = new MerkleShape(12, 512);
        byte[] leaves = Bytes(large.LeafCount * large.LeafLength);
        byte[] salts = Bytes(columns.LeafCount * MerkleShape.SaltSize);
        var matrix = leaves.AsMemory(0, columns.LeafCount * columns.LeafLength);
        var tree = MerkleTree.Build(columns, matrix, default, new Workers(2));
        var proof = tree.Open(indices);
        Figure[] figures = Interleaved.Measure(
            1,
            () => MerkleTree.Build(large, leaves, default, new Workers(2)),
            () => MerkleTree.Build(large, leaves, default, Workers.One),
            () => MerkleTree.Build(columns, matrix, default, new Workers(2)),
            () => MerkleTree.Build(new MerkleShape(12, 512, salted: true), matrix, salts, new Workers(2)),
            () => MerkleVerifier.TryVerify(columns, tree.Root, indices, proof, out _));
        ProofsArea.Row(output, "Merkle tree, 2^20 leaves of 64 bytes, two cores", figures[0].Milliseconds, 40, 18, "ms", figures[0].Allocated);
        ProofsArea.Row(output, "Merkle tree, 2^20 leaves of 64 bytes, one core", figures[1].Milliseconds, 0, 0, "ms", figures[1].Allocated);
        ProofsArea.Row(output, "Merkle tree, 2^12 leaves of 512 bytes, two cores", figures[2].Microseconds, 0, 0, "us", figures[2].Allocated);
        ProofsArea.Row(output, "Merkle tree, 2^12 salted leaves of 512 bytes, two cores", figures[3].Microseconds, 0, 0, "us", figures[3].Allocated);
        ProofsArea.Row(output, "Merkle, check of 124 of 2^12 leaves of 512 bytes, one core", figures[4].Microseconds, 0, 0, "us", figures[4].Allocated);
    }

    private static byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }
}
