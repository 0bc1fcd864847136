using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Hashing;
using Runproof.Proofs.Security;
using Runproof.Proofs.Sumcheck;

namespace Runproof.Proofs.Commitments;

/// <summary>
/// The bytes of commitments and proofs, little-endian. Lengths are never written: shapes that the verifier knows, and indices that it draws, give
/// all.
/// </summary>
public static class LigeroFormat
{
    /// <summary>
    /// Bytes of a commitment: rows (4), columns (4), randomness (4), log2 of the code length (1), queries (2), mask rows (4), opening budget (4),
    /// root (32).
    /// </summary>
    public const int CommitmentSize = 23 + Hash256.Size;

    /// <summary>Bytes of a proof.</summary>
    /// <param name="proof">The proof.</param>
    public static int Size<E>(LigeroProof<E> proof)
        where E : struct, IField<E> => checked(BatchSize(proof) + (proof.Rows.Sum(row => row.Length) * E.EncodedSize) + sizeof(ulong) + proof.Openings.Length);

    /// <summary>Writes a commitment.</summary>
    /// <param name="commitment">The commitment; a geometry that <see cref="LigeroGeometry.TryCheck"/> refuses for more than hiding does not come back.</param>
    /// <param name="destination">Receives the bytes. Shape: <see cref="CommitmentSize"/>.</param>
    public static void Write(LigeroCommitment commitment, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Length, CommitmentSize, nameof(destination));
        var matrix = commitment.Geometry.Matrix;
        BinaryPrimitives.WriteInt32LittleEndian(destination, matrix.Rows);
        BinaryPrimitives.WriteInt32LittleEndian(destination[4..], matrix.Columns);
        BinaryPrimitives.WriteInt32LittleEndian(destination[8..], matrix.Randomness);
        destination[12] = checked((byte)matrix.LogCodeLength);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[13..], checked((ushort)matrix.Queries));
        BinaryPrimitives.WriteInt32LittleEndian(destination[15..], commitment.Geometry.MaskRows);
        BinaryPrimitives.WriteInt32LittleEndian(destination[19..], commitment.Geometry.OpeningBudget);
        commitment.Root.CopyTo(destination[23..]);
    }

    /// <summary>Reads a commitment.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="commitment">The commitment. Whether its shape is the one asked for remains to be checked.</param>
    /// <param name="error">Why the bytes are refused: another length, or what <see cref="LigeroGeometry.TryCheck"/> says.</param>
    public static bool TryRead(ReadOnlySpan<byte> source, [NotNullWhen(true)] out LigeroCommitment? commitment, [NotNullWhen(false)] out LigeroError? error)
    {
        commitment = null;
        if (source.Length != CommitmentSize)
        {
            error = new(LigeroErrorCode.WrongLength, 0, CommitmentSize, source.Length);
            return false;
        }

        var matrix = new MatrixParameters(
            BinaryPrimitives.ReadInt32LittleEndian(source),
            BinaryPrimitives.ReadInt32LittleEndian(source[4..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[8..]),
            source[12],
            BinaryPrimitives.ReadUInt16LittleEndian(source[13..]));
        var geometry = new LigeroGeometry(matrix, BinaryPrimitives.ReadInt32LittleEndian(source[15..]), BinaryPrimitives.ReadInt32LittleEndian(source[19..]));
        if (!geometry.TryCheck(out error))
            return false;
        commitment = new(geometry, Hash256.Read(source[23..]));
        return true;
    }

    /// <summary>Writes a proof: batch, rows, nonce, openings.</summary>
    /// <param name="proof">The proof.</param>
    /// <param name="destination">Receives the bytes. Shape: <see cref="Size"/>.</param>
    public static void Write<E>(LigeroProof<E> proof, Span<byte> destination)
        where E : struct, IField<E>
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Length, Size(proof), nameof(destination));
        int at = BatchSize(proof);
        SumcheckFormat.Write(proof.Batch, destination[..at]);
        foreach (var row in proof.Rows)
        {
            foreach (E element in row)
            {
                E.Write(element, destination.Slice(at, E.EncodedSize));
                at += E.EncodedSize;
            }
        }

        BinaryPrimitives.WriteUInt64LittleEndian(destination[at..], proof.Nonce);
        proof.Openings.AsSpan().CopyTo(destination[(at + sizeof(ulong))..]);
    }

    /// <summary>Reads a proof. That the openings are as long as the indices say is for <see cref="LigeroVerifier"/> to check.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="geometries">
    /// The shapes of all matrices, from the verifier's parameters; one that <see cref="LigeroGeometry.TryCheck"/> refuses is an <see
    /// cref="ArgumentException"/>.
    /// </param>
    /// <param name="proof">The proof.</param>
    /// <param name="error">Why the bytes are refused: <see cref="LigeroErrorCode.WrongLength"/> or <see cref="LigeroErrorCode.NonCanonicalElement"/>.</param>
    public static bool TryRead<E>(
        ReadOnlySpan<byte> source,
        ImmutableArray<LigeroGeometry> geometries,
        [NotNullWhen(true)] out LigeroProof<E>? proof,
        [NotNullWhen(false)] out LigeroError? error)
        where E : struct, IField<E>
    {
        proof = null;
        foreach (var geometry in geometries)
        {
            if (!geometry.TryCheck(out var fault))
                throw new ArgumentException(fault.ToString(), nameof(geometries));
        }

        int variables = geometries.IsEmpty ? 0 : geometries.Max(geometry => geometry.Variables);
        int batchSize = SumcheckFormat.Size<E>(variables, 2, geometries.Length);
        long least = batchSize + (geometries.Sum(geometry => (long)geometry.Matrix.Columns) * E.EncodedSize) + sizeof(ulong);
        long most = least + geometries.Sum(geometry => geometry.MaxOpeningLength);
        if (source.Length < least || source.Length > most)
        {
            error = new(LigeroErrorCode.WrongLength, 0, source.Length < least ? least : most, source.Length);
            return false;
        }

        if (!SumcheckFormat.TryRead<E>(variables, 2, geometries.Length, source[..batchSize], out var batch, out var sumcheck))
        {
            error = new(LigeroErrorCode.NonCanonicalElement, Actual: sumcheck.Actual);
            return false;
        }

        if (!TryReadRows<E>(source, batchSize, geometries, out var rows, out error))
            return false;
        int end = (int)least;
        proof = new(batch, rows, BinaryPrimitives.ReadUInt64LittleEndian(source[(end - sizeof(ulong))..]), [.. source[end..]]);
        return true;
    }

    private static bool TryReadRows<E>(
        ReadOnlySpan<byte> source,
        int at,
        ImmutableArray<LigeroGeometry> geometries,
        out ImmutableArray<ImmutableArray<E>> rows,
        [NotNullWhen(false)] out LigeroError? error)
        where E : struct, IField<E>
    {
        var read = new ImmutableArray<E>[geometries.Length];
        rows = default;
        for (int i = 0; i < read.Length; i++)
        {
            var row = new E[geometries[i].Matrix.Columns];
            for (int j = 0; j < row.Length; j++, at += E.EncodedSize)
            {
                if (!E.TryRead(source.Slice(at, E.EncodedSize), out row[j]))
                {
                    error = new(LigeroErrorCode.NonCanonicalElement, i, Actual: at);
                    return false;
                }
            }

            read[i] = ImmutableCollectionsMarshal.AsImmutableArray(row);
        }

        rows = ImmutableCollectionsMarshal.AsImmutableArray(read);
        error = null;
        return true;
    }

    private static int BatchSize<E>(LigeroProof<E> proof)
        where E : struct, IField<E> => (proof.Batch.Rounds.Messages.Length + proof.Batch.Evaluations.Length) * E.EncodedSize;
}
