using System.Buffers.Binary;
using Runproof.Models.Formats.Onnx.Wire;
using Runproof.Models.Tensors;

namespace Runproof.Models.Formats.Onnx;

/// <summary>Turns the elements of a checked constant into a tensor, whichever field they are stored in.</summary>
internal static class TensorDecoder
{
    /// <summary>The field that holds a type's elements when they are not raw bytes, and how many numbers it needs.</summary>
    public static (string Name, long Count) TypedField(ElementType type, long count) => type switch
    {
        ElementType.Float => ("float_data", count),
        ElementType.Complex64 => ("float_data", 2 * count),
        ElementType.Double => ("double_data", count),
        ElementType.Complex128 => ("double_data", 2 * count),
        ElementType.Int64 => ("int64_data", count),
        ElementType.UInt64 or ElementType.UInt32 => ("uint64_data", count),
        ElementType.String => ("string_data", count),
        ElementType.UInt4 or ElementType.Int4 or ElementType.Float4E2M1 => ("int32_data", (count + 1) / 2),
        _ => ("int32_data", count),
    };

    /// <summary>Decodes a constant; null for strings. Raw bytes are not copied.</summary>
    public static Tensor? Decode(TensorProto wire, ElementType type, ReadOnlySpan<long> shape, long count)
    {
        if (type == ElementType.String)
            return null;
        if (wire.RawData.Length != 0)
            return new Tensor(type, shape, wire.RawData.Memory);

        var bytes = new byte[type.ByteCount(count)];
        var width = (int)(bytes.Length / Math.Max(TypedField(type, count).Count, 1));
        for (var i = 0; width != 0 && i < bytes.Length / width; i++)
        {
            var target = bytes.AsSpan(i * width, width);
            switch (type)
            {
                case ElementType.Float or ElementType.Complex64:
                    BinaryPrimitives.WriteSingleLittleEndian(target, wire.FloatData[i]);
                    break;
                case ElementType.Double or ElementType.Complex128:
                    BinaryPrimitives.WriteDoubleLittleEndian(target, wire.DoubleData[i]);
                    break;
                case ElementType.Int64:
                    BinaryPrimitives.WriteInt64LittleEndian(target, wire.Int64Data[i]);
                    break;
                case ElementType.UInt64:
                    BinaryPrimitives.WriteUInt64LittleEndian(target, wire.Uint64Data[i]);
                    break;
                case ElementType.UInt32:
                    BinaryPrimitives.WriteUInt32LittleEndian(target, unchecked((uint)wire.Uint64Data[i]));
                    break;
                case ElementType.Bool:
                    target[0] = wire.Int32Data[i] == 0 ? (byte)0 : (byte)1;
                    break;
                default:
                    WriteLow(target, wire.Int32Data[i]);
                    break;
            }
        }

        return new Tensor(type, shape, bytes);
    }

    /// <summary>Writes as many low bytes of a number as the element is wide; int32_data holds small types and the bits of small floats.</summary>
    private static void WriteLow(Span<byte> target, int value)
    {
        Span<byte> all = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(all, value);
        all[..target.Length].CopyTo(target);
    }
}
