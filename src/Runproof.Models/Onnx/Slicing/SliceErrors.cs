using Runproof.Core.Diagnostics;

namespace Runproof.Models.Onnx.Slicing;

/// <summary>Why a model cannot be cut.</summary>
public static class SliceErrors
{
    /// <summary>A cut is asked for after a node that the model does not have.</summary>
    public static readonly ErrorCode UnknownNode = new("E_SLICE_UNKNOWN_NODE", ErrorClass.Usage);

    /// <summary>A cut is asked for at a place where the model cannot be cut.</summary>
    public static readonly ErrorCode CutForbidden = new("E_SLICE_CUT_FORBIDDEN", ErrorClass.Usage);

    /// <summary>The model draws random numbers, so that two runs need not agree.</summary>
    public static readonly ErrorCode Nondeterministic = new("E_SLICE_NONDETERMINISTIC", ErrorClass.Usage);

    /// <summary>An input or output of the model is not a tensor of numbers.</summary>
    public static readonly ErrorCode NotTensor = new("E_SLICE_NOT_TENSOR", ErrorClass.Usage);

    /// <summary>The model has no nodes.</summary>
    public static readonly ErrorCode Empty = new("E_SLICE_EMPTY", ErrorClass.Usage);

    /// <summary>Nodes that depend on constants only would be copied into too many slices.</summary>
    public static readonly ErrorCode TooManyCopies = new("E_SLICE_TOO_MANY_COPIES", ErrorClass.Usage);
}
