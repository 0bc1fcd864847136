using System.Text;
using Runproof.Models.Formats.Onnx;
using Runproof.Models.Tensors;

namespace Runproof.Runs.Tests.Backends;

/// <summary>Reads a file that holds one ONNX tensor, by wrapping it into a model of one constant: the reader under test reads those.</summary>
internal static class TensorFile
{
    private const int TensorAttribute = 4;

    /// <summary>The tensor, or null where the file holds something else, such as a sequence or strings.</summary>
    public static Tensor? TryRead(string path)
    {
        byte[] attribute = [.. Text(1, "value"), .. Field(5, File.ReadAllBytes(path)), .. Varint((20 << 3) | 0), TensorAttribute];
        byte[] node = [.. Text(2, "x"), .. Text(4, "Constant"), .. Field(5, attribute)];
        byte[] graph = [.. Field(1, node), .. Text(2, "graph"), .. Field(12, Text(1, "x"))];
        byte[] model = [(1 << 3) | 0, 8, .. Field(7, graph), .. Field(8, [(2 << 3) | 0, 13])];
        return OnnxModel.TryRead(model, path, null, out var read, out _) && read.Graph.Nodes[0].Attributes.TryGetValue("value", out var value)
            ? value.Tensor?.Load()
            : null;
    }

    private static byte[] Text(int number, string text) => Field(number, Encoding.UTF8.GetBytes(text));

    private static byte[] Field(int number, byte[] content) => [.. Varint((number << 3) | 2), .. Varint(content.Length), .. content];

    private static List<byte> Varint(int value)
    {
        List<byte> bytes = [];
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return bytes;
    }
}
