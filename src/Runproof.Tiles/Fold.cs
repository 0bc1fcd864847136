namespace Runproof.Tiles;

/// <summary>Makes the results of folds whose type the compiler infers.</summary>
public static class Fold
{
    /// <summary>Goes on with the next item.</summary>
    /// <param name="state">The state after this item.</param>
    /// <typeparam name="TState">The type of the state.</typeparam>
    public static Fold<TState> Continue<TState>(TState state) => new(state, isBreak: false);

    /// <summary>Leaves the items that follow out.</summary>
    /// <param name="state">The state that the fold ends with.</param>
    /// <typeparam name="TState">The type of the state.</typeparam>
    public static Fold<TState> Break<TState>(TState state) => new(state, isBreak: true);
}
