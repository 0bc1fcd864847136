using System.Runtime.InteropServices;

namespace Runproof.Proofs.Hashing;

/// <summary>32 bytes of BLAKE3, as they appear inside proof objects. Content outside proofs is named by SHA-256 digests, never by these.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct Hash256 : IEquatable<Hash256>
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 32;

    // In memory order: spans of hashes are spans of bytes without conversion.
    private readonly ulong _word0;
    private readonly ulong _word1;
    private readonly ulong _word2;
    private readonly ulong _word3;

    /// <summary>Takes a hash from bytes.</summary>
    /// <param name="bytes">Exactly <see cref="Size"/> bytes; another length is an <see cref="ArgumentException"/>.</param>
    public static Hash256 Read(ReadOnlySpan<byte> bytes) =>
        bytes.Length == Size ? MemoryMarshal.Read<Hash256>(bytes) : throw new ArgumentException($"A hash has {Size} bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>Writes the bytes.</summary>
    /// <param name="destination">At least <see cref="Size"/> bytes.</param>
    public void CopyTo(Span<byte> destination) => MemoryMarshal.Write(destination, in this);

    /// <summary>The bytes in a new array.</summary>
    public byte[] ToArray() => AsBytes([this]).ToArray();

    /// <summary>64 lower-case hex digits.</summary>
    public override string ToString() => Convert.ToHexStringLower(AsBytes([this]));

    /// <inheritdoc />
    public bool Equals(Hash256 other) => _word0 == other._word0 && _word1 == other._word1 && _word2 == other._word2 && _word3 == other._word3;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is Hash256 other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => _word0.GetHashCode();

    /// <summary>Whether two hashes have the same bytes.</summary>
    public static bool operator ==(Hash256 left, Hash256 right) => left.Equals(right);

    /// <summary>Whether two hashes differ.</summary>
    public static bool operator !=(Hash256 left, Hash256 right) => !left.Equals(right);

    internal static ReadOnlySpan<byte> AsBytes(ReadOnlySpan<Hash256> hashes) => MemoryMarshal.AsBytes(hashes);

    internal static Span<byte> AsBytes(Span<Hash256> hashes) => MemoryMarshal.AsBytes(hashes);
}
