namespace Runproof.Tiles;

/// <summary>What a tile returns that may end a fold before the last item: the new state, and whether to go on.</summary>
/// <typeparam name="TState">The type of the state.</typeparam>
public readonly struct Fold<TState>
{
    internal Fold(TState state, bool isBreak)
    {
        State = state;
        IsBreak = isBreak;
    }

    /// <summary>The state after the item.</summary>
    public TState State { get; }

    /// <summary>Whether the items that follow are left out.</summary>
    public bool IsBreak { get; }
}
