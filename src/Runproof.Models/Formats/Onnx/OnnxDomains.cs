namespace Runproof.Models.Formats.Onnx;

/// <summary>Names of operator sets.</summary>
internal static class OnnxDomains
{
    /// <summary>ONNX's own operator set has two names; the empty one is used throughout.</summary>
    public static string Normalize(string domain) => domain == "ai.onnx" ? "" : domain;
}
