using System.Text;

namespace Runproof.Runs.Tests.Backends;

/// <summary>Protobuf fields by hand, for files that no writer here would make.</summary>
internal static class WireBytes
{
    public static byte[] Number(int field, int value) => [.. Varint(field << 3), .. Varint(value)];

    public static byte[] Text(int field, string text) => Message(field, Encoding.UTF8.GetBytes(text));

    public static byte[] Message(int field, params byte[][] content)
    {
        byte[] bytes = [.. content.SelectMany(part => part)];
        return [.. Varint((field << 3) | 2), .. Varint(bytes.Length), .. bytes];
    }

    private static List<byte> Varint(int value)
    {
        List<byte> bytes = [];
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return bytes;
    }
}
