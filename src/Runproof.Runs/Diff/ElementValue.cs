using System.Buffers.Binary;
using Runproof.Models.Tensors;

namespace Runproof.Runs.Diff;

/// <summary>Elements of tensors as numbers.</summary>
internal static class ElementValue
{
    public static bool IsNumeric(ElementType type) => type is
        ElementType.Float or ElementType.Double or ElementType.Float16 or ElementType.BFloat16 or ElementType.Bool or
        ElementType.Int8 or ElementType.Int16 or ElementType.Int32 or ElementType.Int64 or
        ElementType.UInt8 or ElementType.UInt16 or ElementType.UInt32 or ElementType.UInt64;

    public static double Read(ElementType type, ReadOnlySpan<byte> data, int index) => type switch
    {
        ElementType.Float => BinaryPrimitives.ReadSingleLittleEndian(data[(index * sizeof(float))..]),
        ElementType.Double => BinaryPrimitives.ReadDoubleLittleEndian(data[(index * sizeof(double))..]),
        ElementType.Float16 => (double)BinaryPrimitives.ReadHalfLittleEndian(data[(index * sizeof(ushort))..]),
        ElementType.BFloat16 => BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(data[(index * sizeof(ushort))..]) << 16),
        _ => (double)ReadInteger(type, data, index),
    };

    /// <summary>The distance of two elements. Integers are subtracted as such: as doubles, large ones that differ would look equal.</summary>
    public static double Distance(ElementType type, ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, int index)
    {
        if (type is not (ElementType.Float or ElementType.Double or ElementType.Float16 or ElementType.BFloat16))
            return (double)Int128.Abs(ReadInteger(type, left, index) - ReadInteger(type, right, index));
        var (a, b) = (Read(type, left, index), Read(type, right, index));
        if (a == b || (double.IsNaN(a) && double.IsNaN(b)))
            return 0;
        var distance = Math.Abs(a - b);
        return double.IsNaN(distance) ? double.PositiveInfinity : distance;
    }

    private static Int128 ReadInteger(ElementType type, ReadOnlySpan<byte> data, int index) => type switch
    {
        ElementType.Bool or ElementType.UInt8 => data[index],
        ElementType.Int8 => (sbyte)data[index],
        ElementType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(data[(index * sizeof(short))..]),
        ElementType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(data[(index * sizeof(ushort))..]),
        ElementType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(data[(index * sizeof(int))..]),
        ElementType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(data[(index * sizeof(uint))..]),
        ElementType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(data[(index * sizeof(long))..]),
        ElementType.UInt64 => BinaryPrimitives.ReadUInt64LittleEndian(data[(index * sizeof(ulong))..]),
        _ => throw new ArgumentException($"Elements of type {type} are not single numbers.", nameof(type)),
    };
}
