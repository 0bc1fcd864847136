using System.Text;

namespace Runproof.Tiles.Codecs;

/// <summary>
/// Reads the arguments of a tile, strictly: what it accepts has one spelling. It uses integers, spans and arrays only, since it is compiled into guests. A read
/// after the first failure gives zeros; whoever needs to know what was wrong, and where, checks the bytes by their schema.
/// </summary>
public ref struct TileReader
{
    private readonly ReadOnlySpan<byte> _bytes;
    private int _position;
    private bool _failed;

    /// <summary>Starts reading.</summary>
    /// <param name="bytes">All bytes of the value.</param>
    public TileReader(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>Whether everything was read without a failure, and nothing follows.</summary>
    public readonly bool IsComplete => !_failed && _position == _bytes.Length;

    /// <summary>How many bytes have been read.</summary>
    public readonly int Offset => _position;

    /// <summary>Notes that what was read cannot be.</summary>
    public void Fail()
    {
        _failed = true;
        _position = _bytes.Length;
    }

    /// <summary>One raw byte.</summary>
    public byte ReadU8()
    {
        if (_position < _bytes.Length)
            return _bytes[_position++];
        Fail();
        return 0;
    }

    /// <summary>One raw byte in two's complement.</summary>
    public sbyte ReadI8() => (sbyte)ReadU8();

    /// <summary>A varint of at most 3 bytes.</summary>
    public ushort ReadU16() => (ushort)ReadVarint(3, 0x03);

    /// <summary>A varint of at most 5 bytes.</summary>
    public uint ReadU32() => (uint)ReadVarint(5, 0x0F);

    /// <summary>A varint of at most 10 bytes.</summary>
    public ulong ReadU64() => ReadVarint(10, 0x01);

    /// <summary>A varint of at most 19 bytes.</summary>
    public UInt128 ReadU128()
    {
        UInt128 value = default;
        for (int i = 0; i < 19; i++)
        {
            byte next = ReadU8();
            if (_failed || (i == 18 && next > 0x03) || (next == 0 && i > 0))
                break;
            value |= (UInt128)(uint)(next & 0x7F) << (7 * i);
            if (next < 0x80)
                return value;
        }

        Fail();
        return default;
    }

    /// <summary>Zigzag, at most 3 bytes.</summary>
    public short ReadI16()
    {
        uint raw = ReadU16();
        return (short)((int)(raw >> 1) ^ -(int)(raw & 1));
    }

    /// <summary>Zigzag, at most 5 bytes.</summary>
    public int ReadI32()
    {
        uint raw = ReadU32();
        return (int)(raw >> 1) ^ -(int)(raw & 1);
    }

    /// <summary>Zigzag, at most 10 bytes.</summary>
    public long ReadI64()
    {
        ulong raw = ReadU64();
        return (long)(raw >> 1) ^ -(long)(raw & 1);
    }

    /// <summary>Zigzag, at most 19 bytes.</summary>
    public Int128 ReadI128()
    {
        UInt128 raw = ReadU128();
        return (Int128)(raw >> 1) ^ -(Int128)(raw & 1);
    }

    /// <summary>0 or 1.</summary>
    public bool ReadBool()
    {
        byte raw = ReadU8();
        if (raw > 1)
            Fail();
        return raw == 1;
    }

    /// <summary>The index of a variant, or the tag of an option or result.</summary>
    /// <param name="variants">How many there are.</param>
    public uint ReadTag(uint variants)
    {
        uint tag = ReadU32();
        if (tag < variants)
            return tag;
        Fail();
        return 0;
    }

    /// <summary>The number of elements that follow. A count that the bytes left cannot hold is a failure, and 0.</summary>
    /// <param name="minSize">The fewest bytes of an element; at least 1.</param>
    public int ReadCount(int minSize)
    {
        ulong count = ReadU64();
        if (count <= (ulong)((_bytes.Length - _position) / minSize))
            return (int)count;
        Fail();
        return 0;
    }

    /// <summary>Bytes with a length.</summary>
    public byte[] ReadBytes()
    {
        int length = ReadCount(1);
        byte[] value = new byte[length];
        for (int i = 0; i < length; i++)
            value[i] = _bytes[_position + i];
        _position += length;
        return value;
    }

    /// <summary>A Unicode scalar value.</summary>
    public Rune ReadChar()
    {
        int length = ReadCount(1);
        int end = _position + length;
        uint scalar = ReadScalar(end);
        if (_position != end)
            Fail();
        return _failed ? default : new Rune(scalar);
    }

    /// <summary>A Unicode scalar value that is one UTF-16 code unit; a larger one is a failure.</summary>
    public char ReadChar16()
    {
        int length = ReadCount(1);
        int end = _position + length;
        uint scalar = ReadScalar(end);
        if (_position != end || scalar > 0xFFFF)
            Fail();
        return _failed ? default : (char)scalar;
    }

    /// <summary>A string.</summary>
    public string ReadString()
    {
        int length = ReadCount(1);
        int end = _position + length;
        char[] text = new char[length];
        int count = 0;
        while (!_failed && _position < end)
        {
            uint scalar = ReadScalar(end);
            if (scalar < 0x1_0000)
            {
                text[count++] = (char)scalar;
                continue;
            }

            text[count++] = (char)(0xD7C0 + (scalar >> 10));
            text[count++] = (char)(0xDC00 + (scalar & 0x3FF));
        }

        return _failed ? "" : new string(text, 0, count);
    }

    /// <summary>Checks that the key just read comes after the key before it, in the order of encoded bytes.</summary>
    /// <param name="start">The <see cref="Offset"/> before the key.</param>
    /// <param name="previousStart">The start of the key before it, and then of this one; -1 before the first.</param>
    /// <param name="previousEnd">The end of the key before it, and then of this one.</param>
    public void CheckKey(int start, ref int previousStart, ref int previousEnd)
    {
        if (_failed)
            return;
        if (previousStart >= 0 && _bytes[previousStart..previousEnd].SequenceCompareTo(_bytes[start.._position]) >= 0)
            Fail();
        previousStart = start;
        previousEnd = _position;
    }

    private ulong ReadVarint(int maxLength, byte maxLast)
    {
        ulong value = 0;
        for (int i = 0; i < maxLength; i++)
        {
            byte next = ReadU8();
            if (_failed || (i == maxLength - 1 && next > maxLast) || (next == 0 && i > 0))
                break;
            value |= (ulong)(next & 0x7F) << (7 * i);
            if (next < 0x80)
                return value;
        }

        Fail();
        return 0;
    }

    // One scalar value in shortest UTF-8.
    private uint ReadScalar(int end)
    {
        if (_failed || _position >= end)
        {
            Fail();
            return 0;
        }

        uint first = _bytes[_position++];
        if (first < 0x80)
            return first;
        int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
        uint scalar = first & (0x3Fu >> more);
        bool isValid = first is >= 0xC2 and <= 0xF4 && more <= end - _position;
        for (int i = 0; isValid && i < more; i++)
        {
            uint next = _bytes[_position++];
            isValid = (next & 0xC0) == 0x80;
            scalar = (scalar << 6) | (next & 0x3F);
        }

        uint least = more == 3 ? 0x1_0000u : more == 2 ? 0x800u : 0x80u;
        if (isValid && scalar >= least && scalar <= 0x10_FFFF && (scalar < 0xD800 || scalar > 0xDFFF))
            return scalar;
        Fail();
        return 0;
    }
}
