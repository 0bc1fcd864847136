using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Runproof.Proofs.Security;

/// <summary>The canonical bytes of a parameter set: fixed-width little-endian numbers, so that a set has exactly one encoding.</summary>
/// <remarks>
/// Shape: version (1 byte), profile (1), challenge degree (1), work bits (1), lookup terms (8), lookup trees (2), layer rounds (4),
/// layer degree (1), claims (4), batch rounds (2), number of matrices (2); then per matrix rows (4), columns (4), randomness (4),
/// log2 of the code length (1), queries (2).
/// </remarks>
public static class SecurityParametersFormat
{
    /// <summary>The version that <see cref="Write"/> writes and <see cref="TryRead"/> reads.</summary>
    public const byte Version = 1;

    private const int HeaderSize = 27;
    private const int MatrixSize = 15;

    /// <summary>Encodes a parameter set.</summary>
    /// <exception cref="ArgumentException">The set breaks a range of its own documentation.</exception>
    public static byte[] Write(SecurityParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (SecurityRules.FindFault(parameters) is { } fault)
            throw new ArgumentException(fault.ToString(), nameof(parameters));

        byte[] bytes = new byte[HeaderSize + (MatrixSize * parameters.Matrices.Length)];
        bytes[0] = Version;
        bytes[1] = (byte)parameters.Profile;
        bytes[2] = (byte)parameters.ChallengeDegree;
        bytes[3] = (byte)parameters.WorkBits;
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(4), parameters.Lookups.Terms);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(12), (ushort)parameters.Lookups.Trees);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(14), parameters.LayerRounds);
        bytes[18] = (byte)parameters.LayerDegree;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(19), parameters.Claims);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(23), (ushort)parameters.BatchRounds);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(25), (ushort)parameters.Matrices.Length);
        for (int i = 0; i < parameters.Matrices.Length; i++)
            WriteMatrix(parameters.Matrices[i], bytes.AsSpan(HeaderSize + (i * MatrixSize), MatrixSize));
        return bytes;
    }

    /// <summary>Decodes a parameter set that uses all of <paramref name="source"/>.</summary>
    /// <param name="source">The bytes, trusted in nothing.</param>
    /// <param name="parameters">The set, whose ranges have been checked.</param>
    /// <param name="error">Why the bytes were refused: <see cref="SecurityErrorCode.UnknownVersion"/>, <see cref="SecurityErrorCode.WrongLength"/>
    /// or <see cref="SecurityErrorCode.OutOfRange"/>.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> source,
        [NotNullWhen(true)] out SecurityParameters? parameters,
        [NotNullWhen(false)] out SecurityError? error)
    {
        parameters = null;
        error = null;
        if (source.Length > 0 && source[0] != Version)
            error = new(SecurityErrorCode.UnknownVersion, "encoding", Text(source[0]), Text(Version));
        else if (source.Length < HeaderSize)
            error = WrongLength(source.Length, HeaderSize);
        if (error is not null)
            return false;

        int count = BinaryPrimitives.ReadUInt16LittleEndian(source[25..]);
        if (count > SecurityRules.MaximumMatrices)
            error = new(SecurityErrorCode.OutOfRange, "matrices", Text(count), $"0 to {Text(SecurityRules.MaximumMatrices)}");
        else if (source.Length != HeaderSize + (MatrixSize * count))
            error = WrongLength(source.Length, HeaderSize + (MatrixSize * count));
        if (error is not null)
            return false;

        SecurityParameters read = ReadFields(source, count);
        error = SecurityRules.FindFault(read);
        parameters = error is null ? read : null;
        return error is null;
    }

    private static SecurityParameters ReadFields(ReadOnlySpan<byte> source, int count)
    {
        ImmutableArray<MatrixParameters>.Builder matrices = ImmutableArray.CreateBuilder<MatrixParameters>(count);
        for (int i = 0; i < count; i++)
            matrices.Add(ReadMatrix(source.Slice(HeaderSize + (i * MatrixSize), MatrixSize)));
        return new()
        {
            Profile = (SecurityProfile)source[1],
            ChallengeDegree = source[2],
            WorkBits = source[3],
            Lookups = new(BinaryPrimitives.ReadInt64LittleEndian(source[4..]), BinaryPrimitives.ReadUInt16LittleEndian(source[12..])),
            LayerRounds = BinaryPrimitives.ReadInt32LittleEndian(source[14..]),
            LayerDegree = source[18],
            Claims = BinaryPrimitives.ReadInt32LittleEndian(source[19..]),
            BatchRounds = BinaryPrimitives.ReadUInt16LittleEndian(source[23..]),
            Matrices = matrices.MoveToImmutable(),
        };
    }

    private static void WriteMatrix(MatrixParameters matrix, Span<byte> target)
    {
        BinaryPrimitives.WriteInt32LittleEndian(target, matrix.Rows);
        BinaryPrimitives.WriteInt32LittleEndian(target[4..], matrix.Columns);
        BinaryPrimitives.WriteInt32LittleEndian(target[8..], matrix.Randomness);
        target[12] = (byte)matrix.LogCodeLength;
        BinaryPrimitives.WriteUInt16LittleEndian(target[13..], (ushort)matrix.Queries);
    }

    private static MatrixParameters ReadMatrix(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadInt32LittleEndian(source),
        BinaryPrimitives.ReadInt32LittleEndian(source[4..]),
        BinaryPrimitives.ReadInt32LittleEndian(source[8..]),
        source[12],
        BinaryPrimitives.ReadUInt16LittleEndian(source[13..]));

    private static SecurityError WrongLength(int found, int expected) =>
        new(SecurityErrorCode.WrongLength, "encoding", $"{Text(found)} bytes", $"{Text(expected)} bytes");

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
