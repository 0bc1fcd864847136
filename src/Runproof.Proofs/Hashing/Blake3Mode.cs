using System.Runtime.InteropServices;
using System.Text;

namespace Runproof.Proofs.Hashing;

/// <summary>
/// What a BLAKE3 computation starts from: plain hashing, or a key of 32 bytes. Keys that are derived from names separate domains at no cost:
/// a node of a Merkle tree still takes one compression, which a prefix would double.
/// </summary>
/// <remarks>Source: "BLAKE3, one function, fast everywhere", §2.3 (modes).</remarks>
public readonly struct Blake3Mode
{
    private const uint KeyedHash = 1 << 4;

    // Not a vector: whatever touched one could not be compiled ahead of time.
    private readonly Hash256 _key;

    private Blake3Mode(Hash256 key, uint flags) => (_key, Flags) = (key, flags);

    /// <summary>Plain hashing: what <c>b3sum</c> prints.</summary>
    public static Blake3Mode Hash { get; } = new(
        Hash256.Read(MemoryMarshal.AsBytes<uint>([0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19])),
        0);

    internal uint Flags { get; }

    /// <summary>The keyed hash of BLAKE3.</summary>
    /// <param name="key">Exactly 32 bytes; another length is an <see cref="ArgumentException"/>.</param>
    public static Blake3Mode Keyed(ReadOnlySpan<byte> key) => key.Length == Hash256.Size
        ? Keyed(Hash256.Read(key))
        : throw new ArgumentException($"A key has {Hash256.Size} bytes, not {key.Length}.", nameof(key));

    /// <inheritdoc cref="Keyed(ReadOnlySpan{byte})"/>
    public static Blake3Mode Keyed(Hash256 key) => new(key, KeyedHash);

    /// <summary>The keyed hash whose key is the plain hash of a name. Different names give independent functions.</summary>
    /// <param name="name">The name in ASCII, with its version, such as <c>runproof.merkle-node/1</c>.</param>
    public static Blake3Mode Domain(string name) => Keyed(Blake3.Hash(Hash, Encoding.ASCII.GetBytes(name)));

    /// <summary>Writes the eight words that a computation starts from.</summary>
    internal void CopyKey(Span<uint> words) => _key.CopyTo(MemoryMarshal.AsBytes(words));
}
