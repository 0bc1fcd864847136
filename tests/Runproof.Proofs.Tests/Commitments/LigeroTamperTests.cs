using System.Buffers.Binary;
using Runproof.Proofs.Commitments;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Hashing;

namespace Runproof.Proofs.Tests.Commitments;

public sealed class LigeroTamperTests
{
    private readonly LigeroExample _example = new(11, (5, 4), (2, 2));

    [Fact]
    public void Every_changed_byte_of_a_proof_is_refused_with_the_code_of_its_part()
    {
        var proof = _example.Prove();
        byte[] bytes = LigeroExample.Bytes(proof);
        int batch = (proof.Batch.Rounds.Messages.Length + proof.Batch.Evaluations.Length) * Goldilocks2.EncodedSize;
        int rows = batch + (6 * Goldilocks2.EncodedSize);
        int work = rows + sizeof(ulong);
        for (int i = 0; i < bytes.Length; i++)
        {
            byte before = bytes[i];
            bytes[i] ^= (byte)(1 << (i % 8));
            var code = ReadAndVerify(bytes);
            LigeroErrorCode expected = i < batch ? LigeroErrorCode.WrongBatch
                : i < rows ? LigeroErrorCode.WrongEvaluation
                : i < work ? LigeroErrorCode.InsufficientWork : LigeroErrorCode.WrongOpening;
            if (code != LigeroErrorCode.NonCanonicalElement || i >= rows)
                Assert.Equal((i, expected), (i, code));
            bytes[i] = before;
        }

        Assert.Null(ReadAndVerify(bytes));
    }

    [Fact]
    public void Every_changed_byte_of_a_commitment_is_refused()
    {
        var proof = _example.Prove();
        byte[] bytes = new byte[LigeroFormat.CommitmentSize];
        LigeroFormat.Write(_example.Commitments[0], bytes);
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 1;
            if (LigeroFormat.TryRead(bytes, out var commitment, out var error))
                error = LigeroExample.Verify([commitment, _example.Commitments[1]], _example.Claims, proof, _example.Parameters);
            Assert.NotNull(error);
            bytes[i] ^= 1;
        }
    }

    [Fact]
    public void A_commitment_says_why_it_is_refused()
    {
        Assert.Equal(LigeroErrorCode.UnsupportedHiding, Altered(8));
        Assert.Equal(LigeroErrorCode.UnsupportedHiding, Altered(15));
        Assert.Equal(LigeroErrorCode.UnsupportedHiding, Altered(19));
        Assert.Equal(LigeroErrorCode.InvalidGeometry, Altered(3, 0x80));
        Assert.Equal(LigeroErrorCode.InvalidGeometry, Altered(2));
        Assert.Equal(LigeroErrorCode.InvalidGeometry, Altered(4));
        Assert.Equal(LigeroErrorCode.InvalidGeometry, Altered(7, 0x80));
        Assert.Equal(LigeroErrorCode.InvalidGeometry, Altered(12, 0xFF));
        Assert.Equal(LigeroErrorCode.InvalidGeometry, Altered(14, 0xFF));
        Assert.False(LigeroFormat.TryRead(new byte[LigeroFormat.CommitmentSize - 1], out _, out var error));
        Assert.Equal(LigeroErrorCode.WrongLength, error.Code);

        LigeroErrorCode? Altered(int at, byte bits = 0xFF)
        {
            byte[] bytes = new byte[LigeroFormat.CommitmentSize];
            LigeroFormat.Write(_example.Commitments[0], bytes);
            bytes[at] ^= bits;
            return LigeroFormat.TryRead(bytes, out _, out var refused) ? null : refused.Code;
        }
    }

    [Fact]
    public void A_commitment_reads_back()
    {
        byte[] bytes = new byte[LigeroFormat.CommitmentSize];
        LigeroFormat.Write(_example.Commitments[0], bytes);
        Assert.True(LigeroFormat.TryRead(bytes, out var commitment, out _));
        Assert.Equal(_example.Commitments[0], commitment);
    }

    [Fact]
    public void Other_lengths_are_refused()
    {
        byte[] bytes = LigeroExample.Bytes(_example.Prove());
        Assert.Equal(LigeroErrorCode.WrongLength, ReadAndVerify(bytes[..^1]));
        Assert.Equal(LigeroErrorCode.WrongLength, ReadAndVerify([.. bytes, 0]));
        Assert.Equal(LigeroErrorCode.WrongLength, ReadAndVerify([.. bytes, .. new byte[1 << 20]]));
        Assert.Equal(LigeroErrorCode.WrongLength, ReadAndVerify([]));
    }

    [Fact]
    public void Reordered_and_repeated_columns_are_refused()
    {
        var proof = _example.Prove();
        int leaf = 5 * sizeof(ulong);
        byte[] swapped = [.. proof.Openings.AsSpan(leaf, leaf), .. proof.Openings.AsSpan(0, leaf), .. proof.Openings.AsSpan()[(2 * leaf)..]];
        byte[] repeated = [.. proof.Openings.AsSpan(0, leaf), .. proof.Openings.AsSpan(0, leaf), .. proof.Openings.AsSpan()[(2 * leaf)..]];
        Assert.Equal(MerkleErrorKind.Root, _example.Verify(proof with { Openings = [.. swapped] })?.Merkle?.Kind);
        Assert.Equal(MerkleErrorKind.Root, _example.Verify(proof with { Openings = [.. repeated] })?.Merkle?.Kind);
    }

    [Fact]
    public void Columns_at_other_indices_are_refused()
    {
        var proof = _example.Prove();
        int[] indices = [.. Enumerable.Range(0, 90)];
        var openings = _example.Matrices.Select(matrix => matrix.Tree.Open(indices)).SelectMany(opening =>
        {
            var bytes = new byte[opening.EncodedLength];
            opening.Write(bytes);
            return bytes;
        });
        Assert.Equal(LigeroErrorCode.WrongLength, _example.Verify(proof with { Openings = [.. openings] })?.Code);
    }

    [Fact]
    public void Combined_rows_of_another_number_or_length_are_refused()
    {
        var proof = _example.Prove();
        Assert.Equal(LigeroErrorCode.WrongRowCount, _example.Verify(proof with { Rows = [proof.Rows[0]] })?.Code);
        Assert.Equal(LigeroErrorCode.WrongRowCount, _example.Verify(proof with { Rows = [proof.Rows[1], proof.Rows[0]] })?.Code);
    }

    [Fact]
    public void A_row_element_beyond_the_modulus_is_refused()
    {
        var proof = _example.Prove();
        byte[] bytes = LigeroExample.Bytes(proof);
        int row = bytes.Length - proof.Openings.Length - sizeof(ulong) - (6 * Goldilocks2.EncodedSize);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(row), Goldilocks.Modulus);
        Assert.Equal(LigeroErrorCode.NonCanonicalElement, ReadAndVerify(bytes));
    }

    [Fact]
    public void Random_bytes_never_throw_and_never_pass()
    {
        var random = new Random(12);
        int length = LigeroExample.Bytes(_example.Prove()).Length;
        for (int i = 0; i < 500; i++)
        {
            var bytes = new byte[i % 2 == 0 ? length : random.Next(2 * length)];
            random.NextBytes(bytes);
            Assert.NotNull(ReadAndVerify(bytes));
            random.NextBytes(bytes.AsSpan(0, Math.Min(bytes.Length, LigeroFormat.CommitmentSize)));
            LigeroFormat.TryRead(bytes.AsSpan(0, Math.Min(bytes.Length, LigeroFormat.CommitmentSize)), out _, out _);
        }
    }

    private LigeroErrorCode? ReadAndVerify(byte[] bytes) =>
        LigeroFormat.TryRead<Goldilocks2>(bytes, _example.Geometries, out var proof, out var error) ? _example.Verify(proof)?.Code : error.Code;
}
