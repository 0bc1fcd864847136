using Runproof.Core.Diagnostics;

namespace Runproof.Models.Tensors;

/// <summary>Errors of encoded tensors.</summary>
public static class TensorErrors
{
    /// <summary>The bytes are not the encoding of one tensor: an unknown element type, or a shape that asks for another number of bytes.</summary>
    public static readonly ErrorCode Malformed = new("E_TENSOR_MALFORMED", ErrorClass.Malformed);
}
