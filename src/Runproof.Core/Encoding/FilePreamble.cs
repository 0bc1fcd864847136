using System.Buffers.Binary;
using Runproof.Core.Diagnostics;

namespace Runproof.Core.Encoding;

/// <summary>How a small file starts: a magic of 8 bytes and the version (u32 LE).</summary>
public static class FilePreamble
{
    /// <summary>Bytes before the content.</summary>
    public const int Length = MagicLength + sizeof(uint);

    private const int MagicLength = 8;

    /// <summary>A file with its preamble.</summary>
    /// <param name="magic">The first 8 bytes.</param>
    /// <param name="version">The version.</param>
    /// <param name="content">What follows.</param>
    public static byte[] Before(ReadOnlySpan<byte> magic, uint version, ReadOnlySpan<byte> content)
    {
        byte[] file = new byte[Length + content.Length];
        magic.CopyTo(file);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(MagicLength), version);
        content.CopyTo(file.AsSpan(Length));
        return file;
    }

    /// <summary>Whether a file starts like one of its kind; its version may be any.</summary>
    /// <param name="file">The bytes.</param>
    /// <param name="magic">The first 8 bytes.</param>
    public static bool Has(ReadOnlySpan<byte> file, ReadOnlySpan<byte> magic) => file.Length >= Length && file.StartsWith(magic);

    /// <summary>What is wrong with the start of a file; null where nothing is.</summary>
    /// <param name="file">The bytes.</param>
    /// <param name="magic">The first 8 bytes.</param>
    /// <param name="version">The version that is read.</param>
    /// <param name="subject">Name of the file, for errors.</param>
    /// <param name="kind">What the file should be, such as <c>a claim</c>.</param>
    /// <param name="other">The error of a file of another kind.</param>
    /// <param name="unknown">The error of another version.</param>
    public static Diagnostic? Problem(ReadOnlySpan<byte> file, ReadOnlySpan<byte> magic, uint version, string subject, string kind, ErrorCode other, ErrorCode unknown)
    {
        if (!Has(file, magic))
            return new Diagnostic(other, Phase.Read, subject, $"the file does not start like {kind}", $"the file of {kind}", 0);
        uint found = BinaryPrimitives.ReadUInt32LittleEndian(file[MagicLength..]);
        return found == version
            ? null
            : new Diagnostic(unknown, Phase.Read, subject, $"the file has version {found}, and version {version} is supported", "the version of Runproof that wrote it", MagicLength);
    }
}
