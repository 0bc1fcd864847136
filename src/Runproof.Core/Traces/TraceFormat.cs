using System.Buffers.Binary;
using Runproof.Core.Hashing;

namespace Runproof.Core.Traces;

/// <summary>
/// The trace file: a magic of 8 bytes, the version (u32 LE), then frames <c>kind u8 ‖ length u32 LE ‖ body ‖ running digest (32 bytes)</c>.
/// The running digest of a frame covers every byte of the file up to and including the frame's body.
/// </summary>
public static class TraceFormat
{
    /// <summary>The version that is written and read.</summary>
    public const uint Version = 1;

    /// <summary>Bytes before the first frame.</summary>
    public const int PreambleLength = 12;

    /// <summary>Bytes of a frame before its body.</summary>
    public const int FrameHeaderLength = 5;

    /// <summary>Longest body of a frame.</summary>
    public const int MaxBodyLength = int.MaxValue - 4096;

    /// <summary>The first 8 bytes of every trace.</summary>
    public static ReadOnlySpan<byte> Magic => "RPTRACE\n"u8;

    /// <summary>Magic and version, as they stand at the start of a file.</summary>
    public static byte[] Preamble()
    {
        var bytes = new byte[PreambleLength];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(Magic.Length), Version);
        return bytes;
    }

    /// <summary>The running digest before the first frame.</summary>
    public static Digest Start() => TaggedHash.Compute(DigestTags.TraceFrame, Preamble());

    /// <summary>The digest of a frame's body. That of a value is the value's own digest, so that it is computed once.</summary>
    public static Digest BodyDigest(FrameKind kind, ReadOnlySpan<byte> body) =>
        TaggedHash.Compute(kind == FrameKind.Value ? DigestTags.Value : DigestTags.FrameBody, body);

    /// <summary>The running digest after a frame.</summary>
    /// <param name="before">The running digest before it.</param>
    /// <param name="header">The frame's kind and length, as they stand in the file.</param>
    /// <param name="body">Digest of its body.</param>
    public static Digest Advance(Digest before, ReadOnlySpan<byte> header, Digest body)
    {
        Span<byte> digests = stackalloc byte[2 * Digest.Size];
        before.CopyTo(digests);
        body.CopyTo(digests[Digest.Size..]);
        return TaggedHash.Compute(DigestTags.TraceFrame, digests[..Digest.Size], header, digests[Digest.Size..]);
    }

    /// <summary>Writes a frame's kind and length.</summary>
    /// <param name="destination">At least <see cref="FrameHeaderLength"/> bytes.</param>
    /// <param name="kind">The frame's kind.</param>
    /// <param name="length">Length of its body. Range: 0 to <see cref="MaxBodyLength"/>.</param>
    public static void WriteFrameHeader(Span<byte> destination, FrameKind kind, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, MaxBodyLength);
        destination[0] = (byte)kind;
        BinaryPrimitives.WriteUInt32LittleEndian(destination[1..], (uint)length);
    }
}
