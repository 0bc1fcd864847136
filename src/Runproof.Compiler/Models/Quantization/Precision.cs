namespace Runproof.Compiler.Models.Quantization;

/// <summary>How many bits the integers of a circuit have.</summary>
public enum Precision
{
    /// <summary>8-bit activations, 8-bit weights: <c>a8w8</c>.</summary>
    A8W8,

    /// <summary>16-bit activations, 8-bit weights: <c>a16w8</c>.</summary>
    A16W8,
}
