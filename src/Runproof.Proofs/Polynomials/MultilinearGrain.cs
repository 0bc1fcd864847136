namespace Runproof.Proofs.Polynomials;

/// <summary>Where work on tables is cut: part of no proof, but the same for every number of threads.</summary>
internal static class MultilinearGrain
{
    /// <summary>Values that one thread takes at a time: enough to hide the cost of handing them over.</summary>
    public const int Values = 1 << 12;

    /// <summary>Values that stay in the nearest cache while several loops pass over them.</summary>
    public const int Block = 1 << 7;
}
