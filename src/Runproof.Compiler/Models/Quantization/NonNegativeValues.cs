using Runproof.Models.Onnx.Graph;

namespace Runproof.Compiler.Models.Quantization;

/// <summary>Tensors of a model that no input can make negative, so that their integers need no sign.</summary>
internal static class NonNegativeValues
{
    private static readonly HashSet<string> Sources = new(["Relu", "Sigmoid", "Softmax"], StringComparer.Ordinal);

    private static readonly HashSet<string> Carriers = new(
        ["MaxPool", "AveragePool", "GlobalAveragePool", "Flatten", "Reshape", "Squeeze", "Unsqueeze", "Transpose", "Identity", "Dropout", "Concat"],
        StringComparer.Ordinal);

    private static readonly HashSet<string> ManyOperands = new(["Concat"], StringComparer.Ordinal);

    /// <summary>The names of such tensors.</summary>
    public static HashSet<string> Of(OnnxGraph graph)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in graph.Nodes)
        {
            if (!node.IsStandard || node.Outputs is not [{ Length: > 0 } output, ..])
                continue;
            bool carries = Carriers.Contains(node.OpType) && node.Inputs.Take(ManyOperands.Contains(node.OpType) ? int.MaxValue : 1).All(found.Contains);
            if (Sources.Contains(node.OpType) || carries || (node.OpType == "Clip" && node.Float("min", -1) >= 0))
                found.Add(output);
        }

        return found;
    }
}
