namespace Runproof.Compiler.Models.Quantization;

/// <summary>How much of what was observed a tensor's integers cover.</summary>
public enum RangeChoice
{
    /// <summary>Everything that was observed.</summary>
    Max,

    /// <summary>As much as makes the mean squared error least: large values are cut off where the others gain more.</summary>
    LeastError,
}
