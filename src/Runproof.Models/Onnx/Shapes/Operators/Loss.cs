using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Shapes.Operators;

/// <summary>Losses over scores (N, C, ...) and labels (N, ...).</summary>
internal static class Loss
{
    internal static IEnumerable<OperatorRule> Rules =>
    [
        new("NegativeLogLikelihoodLoss", Infer, 2),
        new("SoftmaxCrossEntropyLoss", Infer, 2),
    ];

    private static void Infer(OperatorCall call)
    {
        if (call.ShapeOfRankAtLeast(0, 2) is { } scores && call.ShapeOfRank(1, scores.Rank - 1) is { } labels
            && scores.Dimensions.RemoveAt(1).Zip(labels.Dimensions, ShapeArithmetic.Contradict).Any(c => c))
            call.Mismatch($"labels {call.Describe(1)} do not suit scores {call.Describe(0)}");
        call.Output(0, call.Element(0), call.Node.String("reduction", "mean") == "none" ? call.Shape(1) : TensorShape.Scalar);
        call.Output(1, call.Element(0), call.Shape(0));
    }
}
