using System.Text;

namespace Runproof.Tiles.Codecs;

/// <summary>Writes the result of a tile. It uses integers, spans and arrays only, since it is compiled into guests.</summary>
public ref struct TileWriter
{
    private byte[] _buffer;
    private int _length;

    /// <summary>Starts writing.</summary>
    /// <param name="buffer">Memory to begin with; more is taken when it is full.</param>
    public TileWriter(byte[] buffer) => _buffer = buffer;

    /// <summary>What was written so far; valid until the next write.</summary>
    public readonly ReadOnlySpan<byte> Written => new(_buffer, 0, _length);

    /// <summary>The memory in use, to begin the next value with.</summary>
    public readonly byte[] Buffer => _buffer;

    /// <summary>One raw byte.</summary>
    /// <param name="value">The value.</param>
    public void WriteU8(byte value)
    {
        if (_length == _buffer.Length)
            Grow(1);
        _buffer[_length++] = value;
    }

    /// <summary>One raw byte in two's complement.</summary>
    /// <param name="value">The value.</param>
    public void WriteI8(sbyte value) => WriteU8((byte)value);

    /// <summary>1 to 3 bytes.</summary>
    /// <param name="value">The value.</param>
    public void WriteU16(ushort value) => WriteU32(value);

    /// <summary>1 to 5 bytes.</summary>
    /// <param name="value">The value.</param>
    public void WriteU32(uint value)
    {
        while (value >= 0x80)
        {
            WriteU8((byte)(value | 0x80));
            value >>= 7;
        }

        WriteU8((byte)value);
    }

    /// <summary>1 to 10 bytes.</summary>
    /// <param name="value">The value.</param>
    public void WriteU64(ulong value)
    {
        while (value >= 0x80)
        {
            WriteU8((byte)(value | 0x80));
            value >>= 7;
        }

        WriteU8((byte)value);
    }

    /// <summary>1 to 19 bytes.</summary>
    /// <param name="value">The value.</param>
    public void WriteU128(UInt128 value)
    {
        while (value >= 0x80u)
        {
            WriteU8((byte)((byte)value | 0x80));
            value >>= 7;
        }

        WriteU8((byte)value);
    }

    /// <summary>Zigzag, 1 to 3 bytes.</summary>
    /// <param name="value">The value.</param>
    public void WriteI16(short value) => WriteU32((ushort)((value << 1) ^ (value >> 15)));

    /// <summary>Zigzag, 1 to 5 bytes.</summary>
    /// <param name="value">The value.</param>
    public void WriteI32(int value) => WriteU32((uint)((value << 1) ^ (value >> 31)));

    /// <summary>Zigzag, 1 to 10 bytes.</summary>
    /// <param name="value">The value.</param>
    public void WriteI64(long value) => WriteU64((ulong)((value << 1) ^ (value >> 63)));

    /// <summary>Zigzag, 1 to 19 bytes.</summary>
    /// <param name="value">The value.</param>
    public void WriteI128(Int128 value) => WriteU128((UInt128)((value << 1) ^ (value >> 127)));

    /// <summary>0 or 1.</summary>
    /// <param name="value">The value.</param>
    public void WriteBool(bool value) => WriteU8(value ? (byte)1 : (byte)0);

    /// <summary>The index of a variant, or the tag of an option or result.</summary>
    /// <param name="tag">The index.</param>
    public void WriteTag(uint tag) => WriteU32(tag);

    /// <summary>The number of elements that follow.</summary>
    /// <param name="count">The count.</param>
    public void WriteCount(int count) => WriteU64((ulong)count);

    /// <summary>Length and bytes.</summary>
    /// <param name="value">The value.</param>
    public void WriteBytes(ReadOnlySpan<byte> value)
    {
        WriteCount(value.Length);
        WriteRaw(value);
    }

    /// <summary>Bytes that are an encoding already.</summary>
    /// <param name="value">The bytes.</param>
    public void WriteRaw(ReadOnlySpan<byte> value)
    {
        if (_buffer.Length - _length < value.Length)
            Grow(value.Length);
        for (int i = 0; i < value.Length; i++)
            _buffer[_length + i] = value[i];
        _length += value.Length;
    }

    /// <summary>A Unicode scalar value.</summary>
    /// <param name="value">The value.</param>
    public void WriteChar(Rune value)
    {
        uint scalar = (uint)value.Value;
        WriteU8((byte)SizeOf(scalar));
        WriteScalar(scalar);
    }

    /// <summary>A Unicode scalar value that is one UTF-16 code unit.</summary>
    /// <param name="value">The value; half a surrogate pair is an <see cref="ArgumentException"/>.</param>
    public void WriteChar16(char value)
    {
        if (value >= 0xD800 && value <= 0xDFFF)
            throw new ArgumentException("Half a surrogate pair is no text.", nameof(value));
        WriteU8((byte)SizeOf(value));
        WriteScalar(value);
    }

    /// <summary>Length in bytes and UTF-8.</summary>
    /// <param name="value">The value; half a surrogate pair is an <see cref="ArgumentException"/>.</param>
    public void WriteString(string value)
    {
        int length = 0;
        for (int i = 0; i < value.Length;)
            length += SizeOf(ScalarAt(value, ref i));
        WriteCount(length);
        for (int i = 0; i < value.Length;)
            WriteScalar(ScalarAt(value, ref i));
    }

    private static uint ScalarAt(string text, ref int index)
    {
        uint unit = text[index++];
        if (unit < 0xD800 || unit > 0xDFFF)
            return unit;
        if (unit < 0xDC00 && index < text.Length)
        {
            uint low = text[index];
            if (low >= 0xDC00 && low <= 0xDFFF)
            {
                index++;
                return 0x1_0000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
            }
        }

        throw new ArgumentException("Half a surrogate pair is no text.", nameof(text));
    }

    private static int SizeOf(uint scalar) => scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x1_0000 ? 3 : 4;

    private void WriteScalar(uint scalar)
    {
        if (scalar < 0x80)
        {
            WriteU8((byte)scalar);
            return;
        }

        if (scalar < 0x800)
        {
            WriteU8((byte)(0xC0 | (scalar >> 6)));
        }
        else
        {
            if (scalar < 0x1_0000)
            {
                WriteU8((byte)(0xE0 | (scalar >> 12)));
            }
            else
            {
                WriteU8((byte)(0xF0 | (scalar >> 18)));
                WriteU8((byte)(0x80 | ((scalar >> 12) & 0x3F)));
            }

            WriteU8((byte)(0x80 | ((scalar >> 6) & 0x3F)));
        }

        WriteU8((byte)(0x80 | (scalar & 0x3F)));
    }

    private void Grow(int count)
    {
        byte[] larger = new byte[(2 * _buffer.Length) + count];
        for (int i = 0; i < _length; i++)
            larger[i] = _buffer[i];
        _buffer = larger;
    }
}
