using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Numerics;
using Runproof.Proofs.Commitments;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Hashing;
using Runproof.Proofs.Security;
using Runproof.Proofs.Sumcheck;
using Runproof.Proofs.Transcripts;

namespace Runproof.Proofs.Tests.Reference;

/// <summary>The verifier of docs/prove/ligero.md and merkle.md, in big integers and from definitions: codewords by Horner's rule, hashes one at a time.</summary>
/// <typeparam name="E">The field whose transcript and encoding the protocol uses.</typeparam>
internal static class SlowLigero<E>
    where E : struct, IField<E>
{
    private static readonly BigInteger P = Slow<E>.P;
    private static readonly BigInteger Generator = 7;
    private static readonly Blake3Mode Leaf = Blake3Mode.Domain("runproof.merkle-salted-leaf/1");
    private static readonly Blake3Mode Node = Blake3Mode.Domain("runproof.merkle-node/1");

    /// <summary>Whether the bytes open the commitments for the claims. The transcript has absorbed the commitments.</summary>
    public static bool Verify(
        Transcript transcript,
        ImmutableArray<LigeroCommitment> commitments,
        LinearBatchClaim<E> claims,
        SecurityParameters parameters,
        ReadOnlySpan<byte> bytes)
    {
        int rounds = claims.Variables.Max();
        int batch = ((2 * rounds) + commitments.Length) * E.EncodedSize;
        int columns = commitments.Sum(commitment => commitment.Geometry.Matrix.Columns);
        int head = batch + (columns * E.EncodedSize);
        if (bytes.Length < head + 8 || Slow<E>.ReadAll(bytes[..batch]) is not { } elements || Slow<E>.ReadAll(bytes[batch..head]) is not { } combined)
            return false;

        transcript.Section("ligero-opening");
        transcript.AppendBytes("parameters", SecurityParametersFormat.Write(parameters));
        foreach (var commitment in commitments)
            Append(transcript, commitment);
        if (SlowSumcheck<E>.Batch(transcript, claims, elements) is not var (point, values))
            return false;

        transcript.Section("ligero-rows");
        var rows = new Slow<E>[commitments.Length][];
        for (int i = 0, at = 0; i < rows.Length; i++)
        {
            rows[i] = combined[at..(at + commitments[i].Geometry.Matrix.Columns)];
            SlowSumcheck<E>.Append(transcript, "row", rows[i]);
            at += rows[i].Length;
        }

        for (int i = 0; i < rows.Length; i++)
        {
            if (SlowSumcheck<E>.Extension(rows[i], point.AsSpan(point.Length - Log(rows[i].Length))) != values[i])
                return false;
        }

        if (!transcript.TryCheckWork("ligero-work", parameters.WorkBits, BinaryPrimitives.ReadUInt64LittleEndian(bytes[head..])))
            return false;
        var rest = bytes[(head + 8)..];
        for (int i = 0; i < rows.Length; i++)
        {
            var matrix = commitments[i].Geometry.Matrix;
            int[] indices = transcript.DrawIndices("columns", matrix.Queries, 1 << matrix.LogCodeLength);
            if (!TryReadColumns(ref rest, matrix.LogCodeLength, 8 * matrix.Rows, indices, commitments[i].Root, out var leaves))
                return false;
            int rowVariables = 0;
            while (1 << rowVariables < matrix.Rows)
                rowVariables++;
            var rowPoint = point.AsSpan(point.Length - Log(rows[i].Length) - rowVariables, rowVariables);
            var coefficients = Interpolate(rows[i]);
            for (int j = 0; j < indices.Length; j++)
            {
                var sum = Slow<E>.Zero;
                for (int row = 0; row < matrix.Rows; row++)
                {
                    var value = new BigInteger(leaves[j].AsSpan(8 * row, 8), isUnsigned: true);
                    if (value >= P)
                        return false;
                    sum += SlowSumcheck<E>.Eq(rowPoint, row) * Slow<E>.Of(value);
                }

                if (sum != Symbol(coefficients, matrix.LogCodeLength, indices[j]))
                    return false;
            }
        }

        return rest.IsEmpty;
    }

    private static void Append(Transcript transcript, LigeroCommitment commitment)
    {
        var matrix = commitment.Geometry.Matrix;
        transcript.Section("ligero-commitment");
        transcript.AppendUInt64("columns", (ulong)matrix.Columns);
        transcript.AppendUInt64("randomness", 0);
        transcript.AppendUInt64("code-length", 1UL << matrix.LogCodeLength);
        transcript.AppendUInt64("rows", (ulong)matrix.Rows);
        transcript.AppendUInt64("queries", (ulong)matrix.Queries);
        transcript.AppendUInt64("mask-rows", 0);
        transcript.AppendUInt64("opening-budget", 0);
        transcript.AppendHash("root", commitment.Root);
    }

    /// <summary>The polynomial with these values on the subgroup of their number, by the sums that define it.</summary>
    private static Slow<E>[] Interpolate(Slow<E>[] values)
    {
        var root = Root(Log(values.Length));
        var inverse = Slow<E>.Of(BigInteger.ModPow(values.Length, P - 2, P));
        return [.. Enumerable.Range(0, values.Length).Select(k =>
        {
            var sum = Slow<E>.Zero;
            for (int j = 0; j < values.Length; j++)
                sum += values[j] * Slow<E>.Of(BigInteger.ModPow(root, (P - 1) - (j * k), P));
            return sum * inverse;
        })];
    }

    /// <summary>A position of the codeword: the polynomial's value at g·w^i.</summary>
    private static Slow<E> Symbol(Slow<E>[] coefficients, int logCodeLength, int position)
    {
        var x = Slow<E>.Of(Generator * BigInteger.ModPow(Root(logCodeLength), position, P));
        return coefficients.Reverse().Aggregate(Slow<E>.Zero, (value, next) => (value * x) + next);
    }

    /// <summary>The product's generator of the subgroup of order 2^log; that it has this order is checked here.</summary>
    private static BigInteger Root(int log)
    {
        BigInteger root = Goldilocks.RootOfUnity(log).Value;
        Assert.Equal(BigInteger.One, BigInteger.ModPow(root, BigInteger.One << log, P));
        Assert.True(log == 0 || BigInteger.ModPow(root, BigInteger.One << (log - 1), P) == P - 1);
        return root;
    }

    /// <summary>Takes a multiproof off the bytes: leaves ‖ salts ‖ siblings, level by level.</summary>
    private static bool TryReadColumns(ref ReadOnlySpan<byte> rest, int depth, int leafLength, int[] indices, Hash256 root, out byte[][] leaves)
    {
        leaves = [];
        int opened = indices.Length * (leafLength + 32);
        if (rest.Length < opened)
            return false;
        var hashes = new SortedDictionary<int, byte[]>();
        leaves = new byte[indices.Length][];
        for (int i = 0; i < indices.Length; i++)
        {
            leaves[i] = rest.Slice(i * leafLength, leafLength).ToArray();
            byte[] salt = rest.Slice((indices.Length * leafLength) + (32 * i), 32).ToArray();
            hashes[indices[i]] = Hash(Leaf, [.. salt, .. leaves[i]]);
        }

        rest = rest[opened..];
        for (int level = 0; level < depth; level++)
        {
            var above = new SortedDictionary<int, byte[]>();
            foreach (var (index, hash) in hashes)
            {
                if (above.ContainsKey(index / 2))
                    continue;
                if (!hashes.TryGetValue(index ^ 1, out byte[]? sibling))
                {
                    if (rest.Length < 32)
                        return false;
                    sibling = rest[..32].ToArray();
                    rest = rest[32..];
                }

                above[index / 2] = Hash(Node, index % 2 == 0 ? [.. hash, .. sibling] : [.. sibling, .. hash]);
            }

            hashes = above;
        }

        return hashes[0].AsSpan().SequenceEqual(root.ToArray());
    }

    private static byte[] Hash(Blake3Mode mode, byte[] message) => Blake3.Hash(mode, message).ToArray();

    private static int Log(int length) => BitOperations.Log2((uint)length);
}
