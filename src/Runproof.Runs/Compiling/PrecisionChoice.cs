namespace Runproof.Runs.Compiling;

/// <summary>How many bits the integers of a circuit get.</summary>
public enum PrecisionChoice
{
    /// <summary>8-bit activations, and 16-bit ones in the slices where those miss the largest error.</summary>
    Auto,

    /// <summary>8-bit activations, 8-bit weights.</summary>
    A8W8,

    /// <summary>16-bit activations, 8-bit weights.</summary>
    A16W8,
}
