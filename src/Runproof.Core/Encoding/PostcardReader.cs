using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;
using Runproof.Core.Hashing;

namespace Runproof.Core.Encoding;

/// <summary>
/// Reads the canonical encoding that <see cref="PostcardWriter"/> writes, and nothing else: bytes that it accepts, written again, are the same
/// bytes. It never throws on what the bytes hold and allocates no more than a small multiple of them. The first error is kept; after it every read fails, so a
/// caller may check once at the end. Pass it by <c>ref</c>: a copy reads on by itself.
/// </summary>
public ref struct PostcardReader
{
    /// <summary>How deeply <see cref="Enter"/> may be nested.</summary>
    public const int MaxDepth = 32;

    /// <summary>How many elements a sequence may have whose elements take no bytes.</summary>
    public const int MaxEmptyElements = 65_536;

    private readonly ReadOnlySpan<byte> _bytes;
    private Segments _path;
    private int _depth;
    private int _position;
    private int _start;

    /// <summary>Starts reading.</summary>
    /// <param name="bytes">All bytes of the value.</param>
    public PostcardReader(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>The first error, or null.</summary>
    public PostcardError? Error { get; private set; }

    /// <summary>How many bytes have been read.</summary>
    public readonly int Offset => _position;

    /// <summary>How many bytes are left.</summary>
    public readonly int Remaining => _bytes.Length - _position;

    /// <summary>Names what is read next, for the path of an error. Each call that succeeds is paired with <see cref="Exit"/>.</summary>
    /// <param name="name">The field; empty for an element of what was entered before.</param>
    /// <param name="index">The element of a sequence, or -1.</param>
    /// <returns>False when there is an error, or values are nested deeper than <see cref="MaxDepth"/>.</returns>
    public bool Enter(string name, int index = -1)
    {
        _start = _position;
        if (Error is not null)
            return false;
        if (_depth == MaxDepth)
            return Fail(PostcardErrorKind.DepthExceeded, MaxDepth, MaxDepth + 1);
        _path[_depth++] = (name, index);
        return true;
    }

    /// <summary>Leaves what <see cref="Enter"/> named.</summary>
    public void Exit() => _depth--;

    /// <summary>One raw byte.</summary>
    /// <param name="value">The value, or 0.</param>
    public bool TryReadU8(out byte value)
    {
        bool read = TryTake(1, out ReadOnlySpan<byte> bytes);
        value = read ? bytes[0] : (byte)0;
        return read;
    }

    /// <summary>A varint of at most 3 bytes.</summary>
    /// <param name="value">The value, or 0.</param>
    public bool TryReadU16(out ushort value) => TryReadVarint(16, out value);

    /// <summary>A varint of at most 5 bytes.</summary>
    /// <param name="value">The value, or 0.</param>
    public bool TryReadU32(out uint value) => TryReadVarint(32, out value);

    /// <summary>A varint of at most 10 bytes.</summary>
    /// <param name="value">The value, or 0.</param>
    public bool TryReadU64(out ulong value) => TryReadVarint(64, out value);

    /// <summary>A varint of at most 19 bytes.</summary>
    /// <param name="value">The value, or 0.</param>
    public bool TryReadU128(out UInt128 value) => TryReadVarint(128, out value);

    /// <summary>One raw byte in two's complement.</summary>
    /// <param name="value">The value, or 0.</param>
    public bool TryReadI8(out sbyte value)
    {
        bool read = TryReadU8(out byte raw);
        value = (sbyte)raw;
        return read;
    }

    /// <summary>Zigzag, at most 3 bytes.</summary>
    /// <param name="value">The value, or 0.</param>
    public bool TryReadI16(out short value)
    {
        bool read = TryReadU16(out ushort raw);
        value = (short)((raw >> 1) ^ -(raw & 1));
        return read;
    }

    /// <summary>Zigzag, at most 5 bytes.</summary>
    /// <param name="value">The value, or 0.</param>
    public bool TryReadI32(out int value)
    {
        bool read = TryReadU32(out uint raw);
        value = (int)(raw >> 1) ^ -(int)(raw & 1);
        return read;
    }

    /// <summary>Zigzag, at most 10 bytes.</summary>
    /// <param name="value">The value, or 0.</param>
    public bool TryReadI64(out long value)
    {
        bool read = TryReadU64(out ulong raw);
        value = (long)(raw >> 1) ^ -(long)(raw & 1);
        return read;
    }

    /// <summary>Zigzag, at most 19 bytes.</summary>
    /// <param name="value">The value, or 0.</param>
    public bool TryReadI128(out Int128 value)
    {
        bool read = TryReadU128(out UInt128 raw);
        value = (Int128)(raw >> 1) ^ -(Int128)(raw & 1);
        return read;
    }

    /// <summary>One byte, 0 or 1.</summary>
    /// <param name="value">The value, or false.</param>
    public bool TryReadBool(out bool value) => TryReadFlag(PostcardErrorKind.InvalidBool, out value);

    /// <summary>The tag of an option; if it has a value, the value follows.</summary>
    /// <param name="isSome">Whether it has a value.</param>
    public bool TryReadOption(out bool isSome) => TryReadFlag(PostcardErrorKind.InvalidOption, out isSome);

    /// <summary>Four bytes of IEEE bits. The only NaN is 0x7fc00000.</summary>
    /// <param name="value">The value, or 0.</param>
    public bool TryReadF32(out float value)
    {
        value = 0;
        if (!TryTake(4, out ReadOnlySpan<byte> bytes))
            return false;
        uint bits = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (PostcardWriter.IsNaN(bits) && bits != PostcardWriter.CanonicalNaN32)
            return Fail(PostcardErrorKind.InvalidNaN, PostcardWriter.CanonicalNaN32, bits);
        value = BitConverter.UInt32BitsToSingle(bits);
        return true;
    }

    /// <summary>Eight bytes of IEEE bits. The only NaN is 0x7ff8000000000000.</summary>
    /// <param name="value">The value, or 0.</param>
    public bool TryReadF64(out double value)
    {
        value = 0;
        if (!TryTake(8, out ReadOnlySpan<byte> bytes))
            return false;
        ulong bits = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        if (PostcardWriter.IsNaN(bits) && bits != PostcardWriter.CanonicalNaN64)
            return Fail(PostcardErrorKind.InvalidNaN, PostcardWriter.CanonicalNaN64, bits);
        value = BitConverter.UInt64BitsToDouble(bits);
        return true;
    }

    /// <summary>A Unicode scalar value.</summary>
    /// <param name="value">The value, or U+0000.</param>
    public bool TryReadChar(out Rune value)
    {
        value = default;
        if (!TryReadBytes(out ReadOnlySpan<byte> utf8))
            return false;
        if (Rune.DecodeFromUtf8(utf8, out Rune rune, out int consumed) != OperationStatus.Done || consumed != utf8.Length)
            return Fail(PostcardErrorKind.InvalidChar, 4, (ulong)utf8.Length);
        value = rune;
        return true;
    }

    /// <summary>A string.</summary>
    /// <param name="value">The value, or null.</param>
    /// <param name="maxBytes">The longest UTF-8 allowed.</param>
    public bool TryReadString([NotNullWhen(true)] out string? value, int maxBytes = int.MaxValue)
    {
        value = null;
        if (!TryReadBytes(out ReadOnlySpan<byte> utf8, maxBytes))
            return false;
        if (!Utf8.IsValid(utf8))
            return Fail(PostcardErrorKind.InvalidUtf8, (ulong)utf8.Length, (ulong)ValidStart(utf8));
        value = System.Text.Encoding.UTF8.GetString(utf8);
        return true;
    }

    /// <summary>Bytes with a length.</summary>
    /// <param name="value">The bytes, in place.</param>
    /// <param name="maxBytes">The longest allowed.</param>
    public bool TryReadBytes(out ReadOnlySpan<byte> value, int maxBytes = int.MaxValue)
    {
        value = default;
        if (!TryReadCount(1, out int length, maxBytes))
            return false;
        value = _bytes.Slice(_position, length);
        _position += length;
        return true;
    }

    /// <summary>Bytes whose length the schema fixes.</summary>
    /// <param name="length">The length.</param>
    /// <param name="value">The bytes, in place.</param>
    public bool TryReadRaw(int length, out ReadOnlySpan<byte> value) => TryTake(length, out value);

    /// <summary>A digest.</summary>
    /// <param name="value">The value, or the default.</param>
    public bool TryReadDigest(out Digest value)
    {
        bool read = TryTake(Digest.Size, out ReadOnlySpan<byte> bytes);
        value = read ? Digest.Read(bytes) : default;
        return read;
    }

    /// <summary>The number of elements of a sequence. A count that the bytes left cannot hold is refused before anything is allocated.</summary>
    /// <param name="minElementSize">The fewest bytes that an element takes; with 0, at most <see cref="MaxEmptyElements"/> are allowed.</param>
    /// <param name="count">The count, or 0.</param>
    /// <param name="limit">The most that the schema allows.</param>
    public bool TryReadCount(int minElementSize, out int count, int limit = int.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minElementSize);
        count = 0;
        if (!TryReadU64(out ulong raw))
            return false;
        int most = Math.Min(limit, minElementSize == 0 ? MaxEmptyElements : Remaining / minElementSize);
        if (raw > (ulong)most)
            return Fail(PostcardErrorKind.CountTooLarge, (ulong)most, raw);
        count = (int)raw;
        return true;
    }

    /// <summary>The index of a variant; its fields follow.</summary>
    /// <param name="variants">How many variants there are; at least 1.</param>
    /// <param name="index">The index, or 0.</param>
    public bool TryReadEnum(uint variants, out uint index)
    {
        ArgumentOutOfRangeException.ThrowIfZero(variants);
        if (TryReadU32(out index) && index >= variants)
        {
            Fail(PostcardErrorKind.EnumOutOfRange, variants - 1, index);
            index = 0;
        }

        return Error is null;
    }

    /// <summary>A version byte that has to be the one that is supported.</summary>
    /// <param name="supported">The version.</param>
    public bool TryReadVersion(byte supported) =>
        TryReadU8(out byte version) && (version == supported || Fail(PostcardErrorKind.UnknownVersion, supported, version));

    /// <summary>Checks that the key just read comes after the previous key of the same map, in the order of encoded bytes.</summary>
    /// <param name="start">The <see cref="Offset"/> before the key was read.</param>
    /// <param name="previous">Where the previous key stands; the default before the first. Set to where this key stands.</param>
    public bool TryAcceptKey(int start, ref Range previous)
    {
        if (Error is not null)
            return false;
        _start = start;

        // The count of the map precedes every key, so a key never starts at 0.
        if (!previous.Equals(default) && _bytes[previous].SequenceCompareTo(_bytes[start.._position]) >= 0)
            return Fail(PostcardErrorKind.KeyOrder, (ulong)previous.Start.Value, (ulong)start);
        previous = start.._position;
        return true;
    }

    /// <summary>Refuses the value just read because the schema does not allow it.</summary>
    /// <param name="expected">What is allowed.</param>
    /// <param name="actual">What was read.</param>
    /// <returns>False.</returns>
    public bool Reject(ulong expected, ulong actual) => Fail(PostcardErrorKind.ValueOutOfRange, expected, actual);

    /// <summary>Checks that everything was read without an error and that no bytes follow.</summary>
    public bool TryFinish()
    {
        _start = _position;
        if (Error is null && Remaining != 0)
            Fail(PostcardErrorKind.TrailingBytes, (ulong)_position, (ulong)_bytes.Length);
        return Error is null;
    }

    private static int ValidStart(ReadOnlySpan<byte> utf8)
    {
        int length = 0;
        while (Rune.DecodeFromUtf8(utf8[length..], out _, out int consumed) == OperationStatus.Done)
            length += consumed;
        return length;
    }

    private bool TryReadFlag(PostcardErrorKind kind, out bool value)
    {
        value = false;
        if (!TryReadU8(out byte raw))
            return false;
        value = raw == 1;
        return raw <= 1 || Fail(kind, 1, raw);
    }

    private bool TryReadVarint<T>(int bits, out T value)
        where T : unmanaged, IBinaryInteger<T>, IUnsignedNumber<T>
    {
        value = T.Zero;
        _start = _position;
        if (Error is not null)
            return false;
        T result = T.Zero;
        int maxLength = (bits + 6) / 7;
        int maxLast = (1 << (bits - (7 * (maxLength - 1)))) - 1;
        for (int length = 1; _start + length <= _bytes.Length; length++)
        {
            byte current = _bytes[_start + length - 1];
            if (length == maxLength && current > maxLast)
                return Fail(PostcardErrorKind.VarintOverflow, (ulong)maxLast, current);
            result |= T.CreateTruncating(current & 0x7F) << (7 * (length - 1));
            if (current >= 0x80)
                continue;
            if (current == 0 && length > 1)
                return Fail(PostcardErrorKind.VarintNotMinimal, (ulong)(length - 1), (ulong)length);
            value = result;
            _position = _start + length;
            return true;
        }

        return Fail(PostcardErrorKind.Truncated, (ulong)Remaining + 1, (ulong)Remaining);
    }

    private bool TryTake(int length, out ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        bytes = default;
        _start = _position;
        if (Error is not null)
            return false;
        if (Remaining < length)
            return Fail(PostcardErrorKind.Truncated, (ulong)length, (ulong)Remaining);
        bytes = _bytes.Slice(_position, length);
        _position += length;
        return true;
    }

    private bool Fail(PostcardErrorKind kind, ulong expected, ulong actual)
    {
        Error ??= new PostcardError(kind, _start, Path(), expected, actual);
        return false;
    }

    private readonly string Path()
    {
        var path = new StringBuilder();
        foreach ((string name, int index) in _path[.._depth])
        {
            if (path.Length > 0 && name.Length > 0)
                path.Append('.');
            path.Append(name);
            if (index >= 0)
                path.Append(CultureInfo.InvariantCulture, $"[{index}]");
        }

        return path.ToString();
    }

    [InlineArray(MaxDepth)]
    private struct Segments
    {
        private (string Name, int Index) _first;
    }
}
