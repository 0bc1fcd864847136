namespace Runproof.Bench;

/// <summary>What one call of a contender costs.</summary>
/// <param name="Microseconds">Median time.</param>
/// <param name="Allocated">Bytes that all threads together allocate on the managed heap; rented arrays count once in the process.</param>
internal readonly record struct Figure(double Microseconds, double Allocated)
{
    /// <summary>Median time in milliseconds.</summary>
    public double Milliseconds => Microseconds / 1000;
}
