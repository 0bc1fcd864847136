namespace Runproof.Core.Programs;

/// <summary>How a step that folds a list is cut into calls. Its unit takes a list of items, the state and what follows, and gives the state.</summary>
/// <param name="Chunk">How many items one call takes; the last one may take fewer. Range: 1 or more.</param>
/// <param name="Bound">How many items the list may have. Range: 1 or more.</param>
/// <param name="CanBreak">Whether the unit gives <c>enum{Continue:S,Break:S}</c> in place of the state <c>S</c>, and so may leave the items that follow out.</param>
public sealed record FoldShape(uint Chunk, uint Bound, bool CanBreak)
{
    /// <summary>The type of what a unit gives that may break.</summary>
    /// <param name="state">The type of the state.</param>
    public static string BreakingType(string state) => $"enum{{Continue:{state},Break:{state}}}";
}
