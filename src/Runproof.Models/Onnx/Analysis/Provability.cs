using Runproof.Models.Onnx.Graph;

namespace Runproof.Models.Onnx.Analysis;

/// <summary>Whether a node's execution can be proved, and if not, why.</summary>
/// <param name="Provable">Whether there is a circuit for the node.</param>
/// <param name="WhyNot">The reason in words; null where there is a circuit.</param>
public sealed record Provability(bool Provable, string? WhyNot)
{
    /// <summary>Says it of one node.</summary>
    public static Provability Of(OnnxNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return new Provability(false, $"this version has no circuits yet, hence none for {node.OpType}");
    }
}
