using System.Text;
using Runproof.Models.Formats.Onnx;
using Runproof.Models.Tensors;

namespace Runproof.Compiler.Tests.Conformance;

/// <summary>Reads a file with one tensor, by wrapping it into a model of one constant.</summary>
internal static class TensorFile
{
    private const int TensorAttribute = 4;

    public static Tensor? TryRead(string path)
    {
        if (!File.Exists(path))
            return null;
        byte[] attribute = Field(5, [.. Text(1, "value"), .. Field(5, File.ReadAllBytes(path)), .. Number(20, TensorAttribute)]);
        byte[] node = Field(1, [.. Text(2, "x"), .. Text(4, "Constant"), .. attribute]);
        byte[] graph = Field(7, [.. node, .. Text(2, "graph"), .. Field(12, Text(1, "x"))]);
        byte[] model = [.. Number(1, 8), .. graph, .. Field(8, Number(2, 13))];
        return OnnxModel.TryRead(model, path, null, out var read, out _) && read.Graph.Nodes[0].Attributes.TryGetValue("value", out var value)
            ? value.Tensor?.Load()
            : null;
    }

    private static byte[] Text(int field, string text) => Field(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Field(int field, byte[] content) => [.. Varint((field << 3) | 2), .. Varint(content.Length), .. content];

    private static byte[] Number(int field, int value) => [.. Varint(field << 3), .. Varint(value)];

    private static List<byte> Varint(int value)
    {
        var bytes = new List<byte>();
        for (; value >= 128; value >>= 7)
            bytes.Add((byte)(value | 128));
        bytes.Add((byte)value);
        return bytes;
    }
}
