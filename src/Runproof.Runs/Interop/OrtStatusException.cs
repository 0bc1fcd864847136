namespace Runproof.Runs.Interop;

/// <summary>A status that ONNX Runtime returned; the backend turns it into a diagnostic.</summary>
internal sealed class OrtStatusException(int code, string message) : Exception(message)
{
    /// <summary>ONNX Runtime's <c>OrtErrorCode</c>.</summary>
    public int Code { get; } = code;
}
