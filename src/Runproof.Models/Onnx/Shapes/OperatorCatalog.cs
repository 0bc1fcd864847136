using System.Collections.Frozen;
using Runproof.Models.Onnx.Graph;
using Runproof.Models.Onnx.Shapes.Operators;

namespace Runproof.Models.Onnx.Shapes;

/// <summary>Every operator that inference knows. A new operator is one line and one method in its family's file.</summary>
internal static class OperatorCatalog
{
    internal static readonly IReadOnlyList<OperatorRule> All =
    [
        .. Elementwise.Rules,
        .. Broadcasting.Rules,
        .. Conversion.Rules,
        .. Reduction.Rules,
        .. Convolution.Rules,
        .. Pooling.Rules,
        .. MatrixProduct.Rules,
        .. EinsteinSum.Rules,
        .. Attention.Rules,
        .. Normalization.Rules,
        .. Movement.Rules,
        .. Reshaping.Rules,
        .. Indexing.Rules,
        .. Cutting.Rules,
        .. Selection.Rules,
        .. Generation.Rules,
        .. Recurrent.Rules,
        .. Quantization.Rules,
        .. Image.Rules,
        .. Resizing.Rules,
        .. Signal.Rules,
        .. Text.Rules,
        .. Sequence.Rules,
        .. Control.Rules,
        .. Loss.Rules,
        .. Training.Rules,
        .. MachineLearning.Rules,
    ];

    private static readonly FrozenDictionary<(string Domain, string OpType), OperatorRule> ByName =
        All.ToFrozenDictionary(rule => (rule.Domain, rule.OpType));

    internal static OperatorRule? Find(OnnxNode node) =>
        ByName.GetValueOrDefault((node.Domain == "ai.onnx" ? "" : node.Domain, node.OpType));
}
