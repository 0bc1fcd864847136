using Runproof.Models.Formats.Onnx;
using Runproof.Models.Tensors;
using static Runproof.Runs.Tests.Backends.WireBytes;

namespace Runproof.Runs.Tests.Backends;

/// <summary>Reads a file that holds one ONNX tensor, by wrapping it into a model of one constant: the reader under test reads those.</summary>
internal static class TensorFile
{
    private const int TensorAttribute = 4;

    /// <summary>The tensor, or null where the file holds something else, such as a sequence or strings.</summary>
    public static Tensor? TryRead(string path)
    {
        byte[] attribute = Message(5, Text(1, "value"), Message(5, File.ReadAllBytes(path)), Number(20, TensorAttribute));
        byte[] node = Message(1, Text(2, "x"), Text(4, "Constant"), attribute);
        byte[] graph = Message(7, node, Text(2, "graph"), Message(12, Text(1, "x")));
        byte[] model = [.. Number(1, 8), .. graph, .. Message(8, Number(2, 13))];
        return OnnxModel.TryRead(model, path, null, out var read, out _) && read.Graph.Nodes[0].Attributes.TryGetValue("value", out var value)
            ? value.Tensor?.Load()
            : null;
    }
}
