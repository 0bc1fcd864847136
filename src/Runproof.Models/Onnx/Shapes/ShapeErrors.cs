using Runproof.Core.Diagnostics;

namespace Runproof.Models.Onnx.Shapes;

/// <summary>What shape inference finds wrong with a model. Each is a recorded problem, never an exception.</summary>
public static class ShapeErrors
{
    /// <summary>The shapes or element types that meet at a node contradict each other.</summary>
    public static readonly ErrorCode Mismatch = new("E_SHAPE_MISMATCH", ErrorClass.Malformed);

    /// <summary>A node lacks an input or has an attribute outside the operator's definition.</summary>
    public static readonly ErrorCode BadNode = new("E_SHAPE_NODE", ErrorClass.Malformed);

    /// <summary>A tensor would have a negative dimension, or more elements than can be addressed.</summary>
    public static readonly ErrorCode BadSize = new("E_SHAPE_SIZE", ErrorClass.Malformed);

    /// <summary>The file declares a type for a value that differs from what its node computes.</summary>
    public static readonly ErrorCode Declaration = new("E_SHAPE_DECLARED", ErrorClass.Malformed);

    /// <summary>The shapes or values that the caller gave for the inputs do not fit what the model declares.</summary>
    public static readonly ErrorCode BadOption = new("E_SHAPE_OPTION", ErrorClass.Usage);
}
