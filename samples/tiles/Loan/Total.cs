namespace Runproof.Samples.Lending;

/// <summary>What is owed in all.</summary>
/// <param name="Debt">In cents; of cards it counts twice.</param>
/// <param name="MonthsLate">All months that payments were late.</param>
public readonly record struct Total(long Debt, uint MonthsLate)
{
    /// <summary>Nothing.</summary>
    public static Total Zero => default;
}
