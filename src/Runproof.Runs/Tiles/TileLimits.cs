namespace Runproof.Runs.Tiles;

/// <summary>What one call of a tile may take.</summary>
/// <param name="Time">The longest wall time.</param>
/// <param name="Memory">The most bytes that it may allocate, with its arguments. A tile that states less is held to what it states.</param>
public sealed record TileLimits(TimeSpan Time, long Memory)
{
    /// <summary>A minute and a gibibyte.</summary>
    public static TileLimits Default { get; } = new(TimeSpan.FromMinutes(1), 1L << 30);
}
