namespace Runproof.Models.Tensors;

/// <summary>Facts about each <see cref="ElementType"/>.</summary>
public static class ElementTypes
{
    /// <summary>Size of one element in bits; 0 for strings and undefined types.</summary>
    public static int BitsPerElement(this ElementType type) => type switch
    {
        ElementType.UInt4 or ElementType.Int4 or ElementType.Float4E2M1 => 4,
        ElementType.UInt8 or ElementType.Int8 or ElementType.Bool => 8,
        ElementType.Float8E4M3FN or ElementType.Float8E4M3FNUZ or ElementType.Float8E5M2 or ElementType.Float8E5M2FNUZ => 8,
        ElementType.UInt16 or ElementType.Int16 or ElementType.Float16 or ElementType.BFloat16 => 16,
        ElementType.Float or ElementType.Int32 or ElementType.UInt32 => 32,
        ElementType.Double or ElementType.Int64 or ElementType.UInt64 or ElementType.Complex64 => 64,
        ElementType.Complex128 => 128,
        _ => 0,
    };

    /// <summary>Whether the number names a type that this version knows.</summary>
    public static bool IsKnown(int value) => value is > (int)ElementType.Undefined and <= (int)ElementType.Float4E2M1;

    /// <summary>The name in ONNX's own spelling, such as <c>float</c>, <c>int64</c>, <c>bfloat16</c>.</summary>
    public static string OnnxName(this ElementType type) => type switch
    {
        ElementType.Float8E4M3FN => "float8e4m3fn",
        ElementType.Float8E4M3FNUZ => "float8e4m3fnuz",
        ElementType.Float8E5M2 => "float8e5m2",
        ElementType.Float8E5M2FNUZ => "float8e5m2fnuz",
        ElementType.Float4E2M1 => "float4e2m1",
        _ => type.ToString().ToLowerInvariant(),
    };

    /// <summary>Bytes that <paramref name="count"/> elements occupy, packed as ONNX packs them.</summary>
    /// <exception cref="OverflowException">The size does not fit in 63 bits.</exception>
    public static long ByteCount(this ElementType type, long count) => checked((count * type.BitsPerElement() + 7) / 8);
}
