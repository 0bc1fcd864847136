namespace Runproof.Tiles;

/// <summary>
/// Makes a static method of a <c>static partial</c> class a tile: a deterministic function of its arguments that is one step of a program. The
/// method returns a value, a <see cref="Result{T}"/>, or, where a fold uses it, a <see cref="Fold{TState}"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class TileAttribute : Attribute
{
    /// <summary>What the tile does, in one sentence, for people.</summary>
    public string Description { get; set; } = "";

    /// <summary>Machine cycles that one call is expected to take; 0 where nobody has estimated them. Range: 0 or more.</summary>
    public long EstimatedCycles { get; set; }

    /// <summary>The most bytes that one call may allocate; 0 leaves it to the run. Range: 0 or more.</summary>
    public long MaxMemory { get; set; }
}
