using Runproof.Core.Diagnostics;

namespace Runproof.Models.Formats.Onnx;

/// <summary>What can be wrong with an ONNX file.</summary>
public static class OnnxErrors
{
    /// <summary>The file ends before the field that begins at the offset is complete.</summary>
    public static readonly ErrorCode Truncated = new("E_ONNX_TRUNCATED", ErrorClass.Malformed);

    /// <summary>The bytes at the offset are not a field that the format allows there.</summary>
    public static readonly ErrorCode Wire = new("E_ONNX_WIRE", ErrorClass.Malformed);

    /// <summary>A name or another text is not UTF-8.</summary>
    public static readonly ErrorCode Text = new("E_ONNX_TEXT", ErrorClass.Malformed);

    /// <summary>Messages (subgraphs, sequences of sequences) are nested too deeply.</summary>
    public static readonly ErrorCode TooDeep = new("E_ONNX_TOO_DEEP", ErrorClass.Malformed);

    /// <summary>The file, or what it would become in memory, is larger than the reader accepts.</summary>
    public static readonly ErrorCode TooLarge = new("E_ONNX_TOO_LARGE", ErrorClass.Malformed);

    /// <summary>Something that every model, node or value must have is absent.</summary>
    public static readonly ErrorCode Incomplete = new("E_ONNX_INCOMPLETE", ErrorClass.Malformed);

    /// <summary>The version of the format is not supported.</summary>
    public static readonly ErrorCode IrVersion = new("E_ONNX_IR_VERSION", ErrorClass.Malformed);

    /// <summary>The version of ONNX's operator set is absent, contradictory or not supported.</summary>
    public static readonly ErrorCode Opset = new("E_ONNX_OPSET", ErrorClass.Malformed);

    /// <summary>A value is read or returned that nothing defines.</summary>
    public static readonly ErrorCode MissingValue = new("E_ONNX_MISSING_VALUE", ErrorClass.Malformed);

    /// <summary>A value, an attribute, a function or an output is defined twice.</summary>
    public static readonly ErrorCode Duplicate = new("E_ONNX_DUPLICATE", ErrorClass.Malformed);

    /// <summary>Nodes depend on each other in a circle.</summary>
    public static readonly ErrorCode Cycle = new("E_ONNX_CYCLE", ErrorClass.Malformed);

    /// <summary>A dimension is negative, or the number of elements does not fit in 63 bits.</summary>
    public static readonly ErrorCode Shape = new("E_ONNX_SHAPE", ErrorClass.Malformed);

    /// <summary>An element type is a number that the format does not define.</summary>
    public static readonly ErrorCode ElementType = new("E_ONNX_ELEMENT_TYPE", ErrorClass.Malformed);

    /// <summary>A constant's elements do not fit its type and shape.</summary>
    public static readonly ErrorCode TensorData = new("E_ONNX_TENSOR_DATA", ErrorClass.Malformed);

    /// <summary>An attribute's value does not fit its declared kind.</summary>
    public static readonly ErrorCode Attribute = new("E_ONNX_ATTRIBUTE", ErrorClass.Malformed);

    /// <summary>The model uses a part of the format that Runproof does not read.</summary>
    public static readonly ErrorCode Unsupported = new("E_ONNX_UNSUPPORTED", ErrorClass.Malformed);

    /// <summary>External data lies outside the model's directory, or its place is not well-formed.</summary>
    public static readonly ErrorCode ExternalPath = new("E_ONNX_EXTERNAL_PATH", ErrorClass.Malformed);

    /// <summary>A file of external data is not there.</summary>
    public static readonly ErrorCode ExternalMissing = new("E_ONNX_EXTERNAL_MISSING", ErrorClass.World);

    /// <summary>External data ends beyond its file, or its length does not fit the constant.</summary>
    public static readonly ErrorCode ExternalRange = new("E_ONNX_EXTERNAL_RANGE", ErrorClass.Malformed);
}
