using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Runproof.Core.Hashing;

/// <summary>
/// SHA-256 over a domain tag and length-prefixed parts: <c>length of tag (u8) ‖ tag ‖ version (u8) ‖ { length (u64 LE) ‖ bytes }…</c>.
/// The layout can be read back in one way only, so two different lists of parts, or two domains, never hash the same bytes.
/// </summary>
public static class TaggedHash
{
    // Everything but payloads fits: a Merkle node takes 102 bytes.
    private const int StackLimit = 512;

    /// <summary>Hashes one part.</summary>
    /// <param name="tag">The domain.</param>
    /// <param name="part">The part; may be empty.</param>
    public static Digest Compute(DigestTag tag, ReadOnlySpan<byte> part) => Compute(tag, 1, part, default, default);

    /// <summary>Hashes two parts.</summary>
    /// <param name="tag">The domain.</param>
    /// <param name="first">The first part.</param>
    /// <param name="second">The second part.</param>
    public static Digest Compute(DigestTag tag, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) => Compute(tag, 2, first, second, default);

    /// <summary>Hashes three parts.</summary>
    /// <param name="tag">The domain.</param>
    /// <param name="first">The first part.</param>
    /// <param name="second">The second part.</param>
    /// <param name="third">The third part.</param>
    public static Digest Compute(DigestTag tag, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third) =>
        Compute(tag, 3, first, second, third);

    /// <summary>Hashes digests, each as a part of 32 bytes.</summary>
    /// <param name="tag">The domain.</param>
    /// <param name="first">The first part.</param>
    /// <param name="second">The second part.</param>
    public static Digest Compute(DigestTag tag, Digest first, Digest second)
    {
        Span<byte> bytes = stackalloc byte[2 * Digest.Size];
        first.CopyTo(bytes);
        second.CopyTo(bytes[Digest.Size..]);
        return Compute(tag, bytes[..Digest.Size], bytes[Digest.Size..]);
    }

    private static Digest Compute(DigestTag tag, int parts, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third)
    {
        long total = tag.PrefixLength + (parts * sizeof(ulong)) + (long)first.Length + second.Length + third.Length;
        if (total > StackLimit)
            return ComputeLarge(tag, parts, first, second, third);

        Span<byte> message = stackalloc byte[StackLimit];
        int length = tag.WritePrefix(message);
        length += WritePart(message[length..], first);
        if (parts > 1)
            length += WritePart(message[length..], second);
        if (parts > 2)
            length += WritePart(message[length..], third);
        Span<byte> hash = stackalloc byte[Digest.Size];
        SHA256.HashData(message[..length], hash);
        return Digest.Read(hash);
    }

    private static Digest ComputeLarge(DigestTag tag, int parts, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third)
    {
        using var hasher = new TaggedHasher(tag);
        hasher.AppendPart(first);
        if (parts > 1)
            hasher.AppendPart(second);
        if (parts > 2)
            hasher.AppendPart(third);
        return hasher.Finish();
    }

    private static int WritePart(Span<byte> destination, ReadOnlySpan<byte> part)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(destination, (ulong)part.Length);
        part.CopyTo(destination[sizeof(ulong)..]);
        return sizeof(ulong) + part.Length;
    }
}
