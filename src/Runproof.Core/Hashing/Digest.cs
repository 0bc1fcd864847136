using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Runproof.Core.Hashing;

/// <summary>
/// 32 bytes that name immutable content. Text is always 64 lower-case hex digits, and the order is that of the bytes (and so of the text).
/// The default value is 32 zero bytes, which no content is known to have; see <see cref="IsZero"/>.
/// </summary>
public readonly struct Digest : IEquatable<Digest>, IComparable<Digest>
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 32;

    // Big-endian words, so that comparing words compares bytes.
    private readonly ulong _word0;
    private readonly ulong _word1;
    private readonly ulong _word2;
    private readonly ulong _word3;

    private Digest(ReadOnlySpan<byte> bytes)
    {
        _word0 = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _word1 = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _word2 = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        _word3 = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    /// <summary>Whether this is the default value, which stands for "no digest" and never for content.</summary>
    public bool IsZero => (_word0 | _word1 | _word2 | _word3) == 0;

    /// <summary>Takes a digest from bytes.</summary>
    /// <param name="bytes">Exactly <see cref="Size"/> bytes; another length is an <see cref="ArgumentException"/>.</param>
    public static Digest Read(ReadOnlySpan<byte> bytes) =>
        bytes.Length == Size ? new Digest(bytes) : throw new ArgumentException($"A digest has {Size} bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>Reads the canonical text: exactly 64 digits of <c>0-9a-f</c>. Upper case, white space and prefixes are refused.</summary>
    /// <param name="text">The text.</param>
    /// <param name="digest">The digest, or the default value.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out Digest digest)
    {
        digest = default;
        if (text.Length != 2 * Size)
            return false;
        Span<byte> bytes = stackalloc byte[Size];
        for (int i = 0; i < Size; i++)
        {
            int high = Nibble(text[2 * i]);
            int low = Nibble(text[(2 * i) + 1]);
            if ((high | low) < 0)
                return false;
            bytes[i] = (byte)((high << 4) | low);
        }

        digest = new Digest(bytes);
        return true;
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out Digest)"/>
    public static bool TryParse([NotNullWhen(true)] string? text, out Digest digest) => TryParse(text.AsSpan(), out digest);

    /// <summary>Reads the canonical text of a digest that is known to be well formed.</summary>
    /// <param name="text">64 lower-case hex digits; anything else is a <see cref="FormatException"/>.</param>
    public static Digest Parse(string text) =>
        TryParse(text, out Digest digest) ? digest : throw new FormatException($"'{text}' is not 64 lower-case hex digits.");

    /// <summary>Writes the bytes.</summary>
    /// <param name="destination">At least <see cref="Size"/> bytes.</param>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], _word3);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], _word2);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _word1);
        BinaryPrimitives.WriteUInt64BigEndian(destination, _word0);
    }

    /// <summary>The bytes in a new array.</summary>
    public byte[] ToArray()
    {
        byte[] bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>64 lower-case hex digits.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        CopyTo(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    /// <summary>The first 12 hex digits, for people; never compare or look up by it.</summary>
    public string ToShortString() => ToString()[..12];

    /// <inheritdoc />
    public bool Equals(Digest other) =>
        _word0 == other._word0 && _word1 == other._word1 && _word2 == other._word2 && _word3 == other._word3;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is Digest other && Equals(other);

    /// <summary>A hash for tables in memory; unlike <see cref="object.GetHashCode"/> of text it is the same in every process.</summary>
    public override int GetHashCode() => _word0.GetHashCode();

    /// <inheritdoc />
    public int CompareTo(Digest other)
    {
        int order = _word0.CompareTo(other._word0);
        if (order == 0)
            order = _word1.CompareTo(other._word1);
        if (order == 0)
            order = _word2.CompareTo(other._word2);
        return order == 0 ? _word3.CompareTo(other._word3) : order;
    }

    /// <summary>Whether two digests have the same bytes.</summary>
    public static bool operator ==(Digest left, Digest right) => left.Equals(right);

    /// <summary>Whether two digests differ.</summary>
    public static bool operator !=(Digest left, Digest right) => !left.Equals(right);

    /// <summary>Whether the bytes of one come before those of the other.</summary>
    public static bool operator <(Digest left, Digest right) => left.CompareTo(right) < 0;

    /// <summary>Whether the bytes of one come after those of the other.</summary>
    public static bool operator >(Digest left, Digest right) => left.CompareTo(right) > 0;

    /// <summary>Whether the bytes of one do not come after those of the other.</summary>
    public static bool operator <=(Digest left, Digest right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the bytes of one do not come before those of the other.</summary>
    public static bool operator >=(Digest left, Digest right) => left.CompareTo(right) >= 0;

    private static int Nibble(char digit) => digit switch
    {
        >= '0' and <= '9' => digit - '0',
        >= 'a' and <= 'f' => digit - 'a' + 10,
        _ => -1,
    };
}
