using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Runproof.Core.Hashing;

namespace Runproof.Core.Encoding;

/// <summary>
/// Writes the canonical encoding: postcard (integers as varints, signed ones zigzag; no names, no types), in which each value has exactly one
/// spelling. Structs, tuples and fixed arrays are their elements one after the other and need no call.
/// </summary>
public sealed class PostcardWriter
{
    /// <summary>Bits of the one NaN that is written and read for 32-bit floats.</summary>
    internal const uint CanonicalNaN32 = 0x7FC0_0000;

    /// <summary>Bits of the one NaN that is written and read for 64-bit floats.</summary>
    internal const ulong CanonicalNaN64 = 0x7FF8_0000_0000_0000;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private byte[] _buffer;
    private int _length;

    /// <summary>Makes an empty writer.</summary>
    /// <param name="capacity">Bytes to reserve.</param>
    public PostcardWriter(int capacity = 256) => _buffer = new byte[capacity];

    /// <summary>What was written so far; valid until the next write.</summary>
    public ReadOnlySpan<byte> WrittenSpan => _buffer.AsSpan(0, _length);

    /// <summary>What was written so far, in a new array.</summary>
    public byte[] ToArray() => WrittenSpan.ToArray();

    /// <summary>Forgets what was written and keeps the memory.</summary>
    public void Clear() => _length = 0;

    /// <summary>One raw byte.</summary>
    /// <param name="value">The value.</param>
    public void WriteU8(byte value) => Reserve(1)[0] = value;

    /// <summary>1 to 3 bytes.</summary>
    /// <param name="value">The value.</param>
    public void WriteU16(ushort value) => WriteVarint(value, 3);

    /// <summary>1 to 5 bytes.</summary>
    /// <param name="value">The value.</param>
    public void WriteU32(uint value) => WriteVarint(value, 5);

    /// <summary>1 to 10 bytes.</summary>
    /// <param name="value">The value.</param>
    public void WriteU64(ulong value) => WriteVarint(value, 10);

    /// <summary>1 to 19 bytes.</summary>
    /// <param name="value">The value.</param>
    public void WriteU128(UInt128 value) => WriteVarint(value, 19);

    /// <summary>One raw byte in two's complement, without zigzag.</summary>
    /// <param name="value">The value.</param>
    public void WriteI8(sbyte value) => WriteU8((byte)value);

    /// <summary>Zigzag, 1 to 3 bytes.</summary>
    /// <param name="value">The value.</param>
    public void WriteI16(short value) => WriteU16((ushort)((value << 1) ^ (value >> 15)));

    /// <summary>Zigzag, 1 to 5 bytes.</summary>
    /// <param name="value">The value.</param>
    public void WriteI32(int value) => WriteU32((uint)((value << 1) ^ (value >> 31)));

    /// <summary>Zigzag, 1 to 10 bytes.</summary>
    /// <param name="value">The value.</param>
    public void WriteI64(long value) => WriteU64((ulong)((value << 1) ^ (value >> 63)));

    /// <summary>Zigzag, 1 to 19 bytes.</summary>
    /// <param name="value">The value.</param>
    public void WriteI128(Int128 value) => WriteU128((UInt128)((value << 1) ^ (value >> 127)));

    /// <summary>One byte, 0 or 1.</summary>
    /// <param name="value">The value.</param>
    public void WriteBool(bool value) => WriteU8(value ? (byte)1 : (byte)0);

    /// <summary>Four bytes of IEEE bits, little-endian. Every NaN is written as the same one; negative zero stays distinct.</summary>
    /// <param name="value">The value.</param>
    public void WriteF32(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        BinaryPrimitives.WriteUInt32LittleEndian(Reserve(4), IsNaN(bits) ? CanonicalNaN32 : bits);
    }

    /// <summary>Eight bytes of IEEE bits, little-endian. Every NaN is written as the same one; negative zero stays distinct.</summary>
    /// <param name="value">The value.</param>
    public void WriteF64(double value)
    {
        ulong bits = BitConverter.DoubleToUInt64Bits(value);
        BinaryPrimitives.WriteUInt64LittleEndian(Reserve(8), IsNaN(bits) ? CanonicalNaN64 : bits);
    }

    /// <summary>A Unicode scalar value: its UTF-8 as a string.</summary>
    /// <param name="value">The value.</param>
    public void WriteChar(Rune value)
    {
        Span<byte> utf8 = stackalloc byte[4];
        WriteBytes(utf8[..value.EncodeToUtf8(utf8)]);
    }

    /// <summary>Length in bytes and UTF-8.</summary>
    /// <param name="value">The value; a lone surrogate is an <see cref="ArgumentException"/>.</param>
    public void WriteString(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        int length = StrictUtf8.GetByteCount(value);
        WriteCount(length);
        StrictUtf8.GetBytes(value, Reserve(length));
    }

    /// <summary>Length and bytes.</summary>
    /// <param name="value">The value.</param>
    public void WriteBytes(ReadOnlySpan<byte> value)
    {
        WriteCount(value.Length);
        WriteRaw(value);
    }

    /// <summary>Bytes without a length: an array whose length the schema fixes.</summary>
    /// <param name="value">The value.</param>
    public void WriteRaw(ReadOnlySpan<byte> value) => value.CopyTo(Reserve(value.Length));

    /// <summary>The 32 bytes of a digest, without a length.</summary>
    /// <param name="value">The value.</param>
    public void WriteDigest(Digest value) => value.CopyTo(Reserve(Digest.Size));

    /// <summary>The number of elements of a sequence; the elements follow.</summary>
    /// <param name="count">The count.</param>
    public void WriteCount(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        WriteU64((ulong)count);
    }

    /// <summary>An option without a value.</summary>
    public void WriteNone() => WriteU8(0);

    /// <summary>An option with a value; the value follows.</summary>
    public void WriteSome() => WriteU8(1);

    /// <summary>The index of a variant in the order of declaration; its fields follow.</summary>
    /// <param name="index">The index.</param>
    public void WriteEnum(uint index) => WriteU32(index);

    /// <summary>A map: the count, then its entries in the order of their encoded keys.</summary>
    /// <param name="entries">The entries in any order; two equal keys are an <see cref="ArgumentException"/>.</param>
    /// <param name="writeKey">Writes a key.</param>
    /// <param name="writeValue">Writes a value.</param>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    public void WriteMap<TKey, TValue>(
        IReadOnlyCollection<KeyValuePair<TKey, TValue>> entries, Action<PostcardWriter, TKey> writeKey, Action<PostcardWriter, TValue> writeValue)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var key = new PostcardWriter();
        var sorted = new List<(byte[] Key, TValue Value)>(entries.Count);
        foreach ((TKey entryKey, TValue value) in entries)
        {
            key.Clear();
            writeKey(key, entryKey);
            sorted.Add((key.ToArray(), value));
        }

        sorted.Sort((left, right) => left.Key.AsSpan().SequenceCompareTo(right.Key));
        WriteCount(sorted.Count);
        for (int i = 0; i < sorted.Count; i++)
        {
            if (i > 0 && sorted[i].Key.AsSpan().SequenceEqual(sorted[i - 1].Key))
                throw new ArgumentException("A map has each key once.", nameof(entries));
            WriteRaw(sorted[i].Key);
            writeValue(this, sorted[i].Value);
        }
    }

    /// <summary>Whether bits are a NaN, quiet or not.</summary>
    internal static bool IsNaN(uint bits) => (bits & 0x7FFF_FFFF) > 0x7F80_0000;

    /// <inheritdoc cref="IsNaN(uint)"/>
    internal static bool IsNaN(ulong bits) => (bits & 0x7FFF_FFFF_FFFF_FFFF) > 0x7FF0_0000_0000_0000;

    private void WriteVarint<T>(T value, int maxBytes)
        where T : unmanaged, IBinaryInteger<T>, IUnsignedNumber<T>
    {
        Span<byte> destination = Reserve(maxBytes);
        int length = 0;
        T limit = T.CreateTruncating(0x80);
        for (; value >= limit; value >>>= 7)
            destination[length++] = (byte)(byte.CreateTruncating(value) | 0x80);
        destination[length++] = byte.CreateTruncating(value);
        _length += length - maxBytes;
    }

    private Span<byte> Reserve(int count)
    {
        if (_buffer.Length - _length < count)
            Array.Resize(ref _buffer, (int)Math.Min(Math.Max(2L * _buffer.Length, (long)_length + count), Array.MaxLength));
        Span<byte> reserved = _buffer.AsSpan(_length, count);
        _length += count;
        return reserved;
    }
}
