namespace Runproof.Models.Onnx.Shapes;

/// <summary>How the outputs of one operator follow from its inputs.</summary>
/// <param name="OpType">The operator.</param>
/// <param name="Infer">Fills in the outputs of a call; must hold its own against any input, shape and attribute.</param>
/// <param name="Inputs">How many leading inputs must be present.</param>
internal sealed record OperatorRule(string OpType, Action<OperatorCall> Infer, int Inputs = 1)
{
    /// <summary>The operator set; empty for ONNX's own.</summary>
    internal string Domain { get; init; } = "";
}
