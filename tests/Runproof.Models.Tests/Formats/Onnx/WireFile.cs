using System.Text;

namespace Runproof.Models.Tests.Formats.Onnx;

/// <summary>Writes the format byte by byte, for files that no writer makes.</summary>
internal static class WireFile
{
    /// <summary>A length-delimited field.</summary>
    public static byte[] Field(int number, params byte[] content) => [.. Varint(((ulong)number << 3) | 2), .. Varint((ulong)content.Length), .. content];

    /// <summary>A field of text.</summary>
    public static byte[] Field(int number, string text) => Field(number, Encoding.UTF8.GetBytes(text));

    /// <summary>A number.</summary>
    public static byte[] Number(int number, ulong value) => [.. Varint((ulong)number << 3), .. Varint(value)];

    /// <summary>The seven-bit coding of a number.</summary>
    public static byte[] Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return [.. bytes];
    }
}
