using System.Buffers.Binary;
using System.Text.Json;
using Runproof.Models.Tensors;

namespace Runproof.Runs.Inputs;

/// <summary>Collects the numbers of one JSON list as little-endian elements of one type.</summary>
internal sealed class ElementList
{
    private readonly ElementType _type;
    private readonly int _size;
    private byte[] _bytes = new byte[256];
    private int _length;

    private ElementList(ElementType type)
    {
        _type = type;
        _size = type.BitsPerElement() / 8;
    }

    /// <summary>Number of elements so far.</summary>
    public int Count => _length / _size;

    /// <summary>A list for an element type, or null where JSON numbers do not carry it.</summary>
    public static ElementList? For(ElementType type) => type switch
    {
        ElementType.Float or ElementType.Double or ElementType.Float16 or ElementType.BFloat16 => new ElementList(type),
        ElementType.Int8 or ElementType.Int16 or ElementType.Int32 or ElementType.Int64 => new ElementList(type),
        ElementType.UInt8 or ElementType.UInt16 or ElementType.UInt32 or ElementType.UInt64 or ElementType.Bool => new ElementList(type),
        _ => null,
    };

    /// <summary>A copy of the elements.</summary>
    public byte[] Bytes() => _bytes.AsSpan(0, _length).ToArray();

    /// <summary>Adds the reader's current number or boolean; false where it does not fit the type.</summary>
    public bool TryAdd(ref Utf8JsonReader reader)
    {
        if (_length + _size > _bytes.Length)
            Array.Resize(ref _bytes, checked(_bytes.Length * 2));
        var slot = _bytes.AsSpan(_length, _size);
        var fits = reader.TokenType == JsonTokenType.Number ? TryNumber(ref reader, slot) : TryBoolean(reader.TokenType == JsonTokenType.True, slot);
        if (fits)
            _length += _size;
        return fits;
    }

    private bool TryBoolean(bool value, Span<byte> slot)
    {
        if (_type != ElementType.Bool)
            return false;
        slot[0] = value ? (byte)1 : (byte)0;
        return true;
    }

    private bool TryNumber(ref Utf8JsonReader reader, Span<byte> slot)
    {
        switch (_type)
        {
            case ElementType.Float:
                if (!reader.TryGetSingle(out var single) || !float.IsFinite(single))
                    return false;
                BinaryPrimitives.WriteSingleLittleEndian(slot, single);
                return true;
            case ElementType.Double:
                if (!reader.TryGetDouble(out var number) || !double.IsFinite(number))
                    return false;
                BinaryPrimitives.WriteDoubleLittleEndian(slot, number);
                return true;
            case ElementType.Float16:
                if (!reader.TryGetDouble(out var half) || !Half.IsFinite((Half)half))
                    return false;
                BinaryPrimitives.WriteHalfLittleEndian(slot, (Half)half);
                return true;
            case ElementType.BFloat16:
                if (!reader.TryGetSingle(out var wide) || !TryBrainFloat(wide, out var brain))
                    return false;
                BinaryPrimitives.WriteUInt16LittleEndian(slot, brain);
                return true;
            case ElementType.UInt64:
                if (!reader.TryGetUInt64(out var large))
                    return false;
                BinaryPrimitives.WriteUInt64LittleEndian(slot, large);
                return true;
            default:
                return reader.TryGetInt64(out var integer) && TryInteger(integer, slot);
        }
    }

    private bool TryInteger(long value, Span<byte> slot)
    {
        var (least, most) = _type switch
        {
            ElementType.Bool => (0L, 1L),
            ElementType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
            ElementType.Int16 => (short.MinValue, short.MaxValue),
            ElementType.Int32 => (int.MinValue, int.MaxValue),
            ElementType.Int64 => (long.MinValue, long.MaxValue),
            ElementType.UInt8 => (byte.MinValue, byte.MaxValue),
            ElementType.UInt16 => (ushort.MinValue, ushort.MaxValue),
            _ => (uint.MinValue, uint.MaxValue),
        };
        if (value < least || value > most)
            return false;
        Span<byte> whole = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(whole, value);
        whole[..slot.Length].CopyTo(slot);
        return true;
    }

    // Rounds half to even, as ONNX Runtime does.
    private static bool TryBrainFloat(float value, out ushort result)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        var rounded = (ulong)bits + 0x7FFF + ((bits >> 16) & 1);
        result = (ushort)(rounded >> 16);
        return float.IsFinite(BitConverter.UInt32BitsToSingle((uint)result << 16));
    }
}
