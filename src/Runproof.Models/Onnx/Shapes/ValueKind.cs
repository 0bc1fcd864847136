namespace Runproof.Models.Onnx.Shapes;

/// <summary>What sort of value a name stands for.</summary>
internal enum ValueKind
{
    Tensor,
    Sequence,
    Optional,
    Other,
}
