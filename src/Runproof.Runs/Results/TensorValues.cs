using System.Buffers.Binary;
using System.Text.Json;
using Runproof.Models.Tensors;

namespace Runproof.Runs.Results;

/// <summary>Reads the elements of any numeric tensor one by one.</summary>
public readonly struct TensorValues
{
    private readonly Tensor _tensor;

    private TensorValues(Tensor tensor)
    {
        _tensor = tensor;
    }

    /// <summary>Number of elements.</summary>
    public long Count => _tensor.ElementCount;

    /// <summary>The elements of a tensor.</summary>
    public static TensorValues Of(Tensor tensor) => new(tensor);

    /// <summary>An element as a double; 64-bit integers are rounded. Not a number for types without a numeric value.</summary>
    public double this[long index]
    {
        get
        {
            var size = _tensor.Type.BitsPerElement() / 8;
            if (size == 0 || size > sizeof(ulong))
                return double.NaN;
            var slot = _tensor.Data.Span.Slice(checked((int)(index * size)), size);
            return _tensor.Type switch
            {
                ElementType.Float => BinaryPrimitives.ReadSingleLittleEndian(slot),
                ElementType.Double => BinaryPrimitives.ReadDoubleLittleEndian(slot),
                ElementType.Float16 => (double)BinaryPrimitives.ReadHalfLittleEndian(slot),
                ElementType.BFloat16 => BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(slot) << 16),
                ElementType.Bool or ElementType.UInt8 => slot[0],
                ElementType.Int8 => (sbyte)slot[0],
                ElementType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(slot),
                ElementType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(slot),
                ElementType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(slot),
                ElementType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(slot),
                ElementType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(slot),
                ElementType.UInt64 => BinaryPrimitives.ReadUInt64LittleEndian(slot),
                _ => double.NaN,
            };
        }
    }

    /// <summary>Writes an element with all its digits; what JSON has no number for is written as text.</summary>
    public void WriteTo(Utf8JsonWriter json, long index)
    {
        ArgumentNullException.ThrowIfNull(json);
        switch (_tensor.Type)
        {
            case ElementType.Float when float.IsFinite((float)this[index]):
                json.WriteNumberValue((float)this[index]);
                break;
            case ElementType.Int64:
                json.WriteNumberValue(BinaryPrimitives.ReadInt64LittleEndian(_tensor.Data.Span[checked((int)(index * 8))..]));
                break;
            case ElementType.UInt64:
                json.WriteNumberValue(BinaryPrimitives.ReadUInt64LittleEndian(_tensor.Data.Span[checked((int)(index * 8))..]));
                break;
            case ElementType.Bool:
                json.WriteBooleanValue(this[index] != 0);
                break;
            default:
                WriteNumber(json, this[index]);
                break;
        }
    }

    /// <summary>Writes a double; an infinity or not-a-number as text.</summary>
    public static void WriteNumber(Utf8JsonWriter json, double value)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (double.IsFinite(value))
            json.WriteNumberValue(value);
        else
            json.WriteStringValue(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
    }
}
