using Runproof.Compiler.Models.Graph;

namespace Runproof.Compiler.Models.Operators;

/// <summary>A factor and an offset for every channel, from fixed statistics.</summary>
internal static class BatchNormalizationOperator
{
    /// <summary>The operator's rule.</summary>
    public static LoweringRule Rule { get; } = new("BatchNormalization", Lower);

    private static string? Lower(OperatorCall call)
    {
        if (call.Node.Int("training_mode", 0) != 0 || (call.Opset < 7 && call.Node.Int("is_test", 0) == 0))
            return "it is training";
        if (call.Opset < 9 && call.Node.Int("spatial", 1) == 0)
            return "it normalises every place by itself";
        if (call.Constant(1) is not { } scale || call.Constant(2) is not { } bias || call.Constant(3) is not { } mean || call.Constant(4) is not { } variance)
            return "its statistics are not constant";
        if (call.Shape.Rank < 2)
            return "its input has no channels";
        int channels = call.Shape[1];
        if (new[] { scale, bias, mean, variance }.Any(values => values.Count != channels))
            return "its statistics do not have one number for every channel";
        double epsilon = call.Node.Float("epsilon", 1e-5f);
        double[] factors = [.. Enumerable.Range(0, channels).Select(c => scale.Values[c] / Math.Sqrt(variance.Values[c] + epsilon))];
        double[] offsets = [.. Enumerable.Range(0, channels).Select(c => bias.Values[c] - (mean.Values[c] * factors[c]))];
        return call.DefineAffine([AffineTerm.Identity(call.Source(0), new(1, [.. factors]))], new(1, [.. offsets]));
    }
}
