using System.Buffers.Binary;
using System.Text.Json;
using Runproof.Models.Tensors;
using Runproof.Runs.Diff;

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
    public double this[long index] => ElementValue.IsNumeric(_tensor.Type) ? ElementValue.Read(_tensor.Type, _tensor.Data.Span, checked((int)index)) : double.NaN;

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
