namespace Runproof.Circuits.Graph;

/// <summary>How large a circuit may be, so that whoever checks one knows what it can cost.</summary>
public static class CircuitLimits
{
    /// <summary>Most nodes.</summary>
    public const int Nodes = 4096;

    /// <summary>Most inputs, and most outputs.</summary>
    public const int Ports = 256;

    /// <summary>Most tables.</summary>
    public const int Tables = 1024;

    /// <summary>Most rows of all tables together.</summary>
    public const int TableRows = 1 << 22;

    /// <summary>Most layers with weights.</summary>
    public const int Parameters = 4096;

    /// <summary>Most weights of all layers together.</summary>
    public const long Weights = 1L << 28;

    /// <summary>Most tensors that one node reads.</summary>
    public const int Sources = 256;

    /// <summary>Most places of a pooled window.</summary>
    public const int PooledPlaces = 4096;

    /// <summary>Most values that a proof commits to or moves, padding counted.</summary>
    public const long Values = 1L << 26;

    /// <summary>Most products of an execution.</summary>
    public const long Products = 1L << 36;

    /// <summary>Largest absolute value of a multiplier.</summary>
    public const long Multiplier = 1L << 31;

    /// <summary>What |u| + 2^23 stays below, so that no equation wraps around the field's characteristic.</summary>
    public const long Sum = 1L << 62;
}
