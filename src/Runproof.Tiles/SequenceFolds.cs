namespace Runproof.Tiles;

/// <summary>
/// Folds in the body of a sequence: a tile is called for each item of a list with the state that the call before it returned. One step takes up to <c>chunk</c>
/// items; a list of more than <c>bound</c> items ends the run before the first of them.
/// </summary>
public static class SequenceFolds
{
    /// <summary>Folds a list.</summary>
    /// <param name="context">The context of the sequence.</param>
    /// <param name="tile">The tile: item, state, further arguments; returns the state.</param>
    /// <param name="items">The list.</param>
    /// <param name="initial">The state before the first item.</param>
    /// <param name="chunk">How many items one step takes, a constant. Range: 1 or more.</param>
    /// <param name="bound">How many items the list may have, a constant. Range: 1 or more.</param>
    /// <typeparam name="TItem">The type of the items.</typeparam>
    /// <typeparam name="TState">The type of the state.</typeparam>
    public static Ref<TState> Fold<TItem, TState>(
        this SequenceContext context, Func<TItem, TState, TState> tile, Ref<TItem[]> items, TState initial,
        int chunk = 1, int bound = SequenceContext.DefaultBound) =>
        Of(context).FoldTile(tile, items, context.Constant(initial), chunk, bound);

    /// <summary>Folds a list, with one further argument.</summary>
    /// <inheritdoc cref="Fold{TItem, TState}(SequenceContext, Func{TItem, TState, TState}, Ref{TItem[]}, TState, int, int)"/>
    public static Ref<TState> Fold<TItem, TState, T1>(
        this SequenceContext context, Func<TItem, TState, T1, TState> tile, Ref<TItem[]> items, TState initial, Ref<T1> argument1,
        int chunk = 1, int bound = SequenceContext.DefaultBound) =>
        Of(context).FoldTile(tile, items, context.Constant(initial), chunk, bound, argument1);

    /// <summary>Folds a list, with two further arguments.</summary>
    /// <inheritdoc cref="Fold{TItem, TState}(SequenceContext, Func{TItem, TState, TState}, Ref{TItem[]}, TState, int, int)"/>
    public static Ref<TState> Fold<TItem, TState, T1, T2>(
        this SequenceContext context, Func<TItem, TState, T1, T2, TState> tile, Ref<TItem[]> items, TState initial, Ref<T1> argument1, Ref<T2> argument2,
        int chunk = 1, int bound = SequenceContext.DefaultBound) =>
        Of(context).FoldTile(tile, items, context.Constant(initial), chunk, bound, argument1, argument2);

    /// <summary>Folds a list and may end before the last item.</summary>
    /// <inheritdoc cref="Fold{TItem, TState}(SequenceContext, Func{TItem, TState, TState}, Ref{TItem[]}, TState, int, int)"/>
    public static Ref<TState> Fold<TItem, TState>(
        this SequenceContext context, Func<TItem, TState, Fold<TState>> tile, Ref<TItem[]> items, TState initial,
        int chunk = 1, int bound = SequenceContext.DefaultBound) =>
        Of(context).FoldTile(tile, items, context.Constant(initial), chunk, bound);

    /// <summary>Folds a list and may end before the last item, with one further argument.</summary>
    /// <inheritdoc cref="Fold{TItem, TState}(SequenceContext, Func{TItem, TState, TState}, Ref{TItem[]}, TState, int, int)"/>
    public static Ref<TState> Fold<TItem, TState, T1>(
        this SequenceContext context, Func<TItem, TState, T1, Fold<TState>> tile, Ref<TItem[]> items, TState initial, Ref<T1> argument1,
        int chunk = 1, int bound = SequenceContext.DefaultBound) =>
        Of(context).FoldTile(tile, items, context.Constant(initial), chunk, bound, argument1);

    /// <summary>Folds a list and may end before the last item, with two further arguments.</summary>
    /// <inheritdoc cref="Fold{TItem, TState}(SequenceContext, Func{TItem, TState, TState}, Ref{TItem[]}, TState, int, int)"/>
    public static Ref<TState> Fold<TItem, TState, T1, T2>(
        this SequenceContext context, Func<TItem, TState, T1, T2, Fold<TState>> tile, Ref<TItem[]> items, TState initial, Ref<T1> argument1, Ref<T2> argument2,
        int chunk = 1, int bound = SequenceContext.DefaultBound) =>
        Of(context).FoldTile(tile, items, context.Constant(initial), chunk, bound, argument1, argument2);

    /// <summary>Folds a list and may fail.</summary>
    /// <inheritdoc cref="Fold{TItem, TState}(SequenceContext, Func{TItem, TState, TState}, Ref{TItem[]}, TState, int, int)"/>
    public static Ref<TState> Fold<TItem, TState>(
        this SequenceContext context, Func<TItem, TState, Result<TState>> tile, Ref<TItem[]> items, TState initial,
        int chunk = 1, int bound = SequenceContext.DefaultBound) =>
        Of(context).FoldTile(tile, items, context.Constant(initial), chunk, bound);

    /// <summary>Folds a list and may fail, with one further argument.</summary>
    /// <inheritdoc cref="Fold{TItem, TState}(SequenceContext, Func{TItem, TState, TState}, Ref{TItem[]}, TState, int, int)"/>
    public static Ref<TState> Fold<TItem, TState, T1>(
        this SequenceContext context, Func<TItem, TState, T1, Result<TState>> tile, Ref<TItem[]> items, TState initial, Ref<T1> argument1,
        int chunk = 1, int bound = SequenceContext.DefaultBound) =>
        Of(context).FoldTile(tile, items, context.Constant(initial), chunk, bound, argument1);

    /// <summary>Folds a list and may fail, with two further arguments.</summary>
    /// <inheritdoc cref="Fold{TItem, TState}(SequenceContext, Func{TItem, TState, TState}, Ref{TItem[]}, TState, int, int)"/>
    public static Ref<TState> Fold<TItem, TState, T1, T2>(
        this SequenceContext context, Func<TItem, TState, T1, T2, Result<TState>> tile, Ref<TItem[]> items, TState initial, Ref<T1> argument1, Ref<T2> argument2,
        int chunk = 1, int bound = SequenceContext.DefaultBound) =>
        Of(context).FoldTile(tile, items, context.Constant(initial), chunk, bound, argument1, argument2);

    /// <summary>Folds a list and may end before the last item or fail.</summary>
    /// <inheritdoc cref="Fold{TItem, TState}(SequenceContext, Func{TItem, TState, TState}, Ref{TItem[]}, TState, int, int)"/>
    public static Ref<TState> Fold<TItem, TState>(
        this SequenceContext context, Func<TItem, TState, Result<Fold<TState>>> tile, Ref<TItem[]> items, TState initial,
        int chunk = 1, int bound = SequenceContext.DefaultBound) =>
        Of(context).FoldTile(tile, items, context.Constant(initial), chunk, bound);

    /// <summary>Folds a list and may end before the last item or fail, with one further argument.</summary>
    /// <inheritdoc cref="Fold{TItem, TState}(SequenceContext, Func{TItem, TState, TState}, Ref{TItem[]}, TState, int, int)"/>
    public static Ref<TState> Fold<TItem, TState, T1>(
        this SequenceContext context, Func<TItem, TState, T1, Result<Fold<TState>>> tile, Ref<TItem[]> items, TState initial, Ref<T1> argument1,
        int chunk = 1, int bound = SequenceContext.DefaultBound) =>
        Of(context).FoldTile(tile, items, context.Constant(initial), chunk, bound, argument1);

    /// <summary>Folds a list and may end before the last item or fail, with two further arguments.</summary>
    /// <inheritdoc cref="Fold{TItem, TState}(SequenceContext, Func{TItem, TState, TState}, Ref{TItem[]}, TState, int, int)"/>
    public static Ref<TState> Fold<TItem, TState, T1, T2>(
        this SequenceContext context, Func<TItem, TState, T1, T2, Result<Fold<TState>>> tile, Ref<TItem[]> items, TState initial, Ref<T1> argument1, Ref<T2> argument2,
        int chunk = 1, int bound = SequenceContext.DefaultBound) =>
        Of(context).FoldTile(tile, items, context.Constant(initial), chunk, bound, argument1, argument2);

    /// <summary>Folds a list.</summary>
    /// <inheritdoc cref="Fold{TItem, TState}(SequenceContext, Func{TItem, TState, TState}, Ref{TItem[]}, TState, int, int)"/>
    public static Ref<TState> Fold<TItem, TState>(
        this SequenceContext context, Func<TItem, TState, TState> tile, Ref<TItem[]> items, Ref<TState> initial,
        int chunk = 1, int bound = SequenceContext.DefaultBound) =>
        Of(context).FoldTile(tile, items, initial, chunk, bound);

    /// <summary>Folds a list, with one further argument.</summary>
    /// <inheritdoc cref="Fold{TItem, TState}(SequenceContext, Func{TItem, TState, TState}, Ref{TItem[]}, TState, int, int)"/>
    public static Ref<TState> Fold<TItem, TState, T1>(
        this SequenceContext context, Func<TItem, TState, T1, TState> tile, Ref<TItem[]> items, Ref<TState> initial, Ref<T1> argument1,
        int chunk = 1, int bound = SequenceContext.DefaultBound) =>
        Of(context).FoldTile(tile, items, initial, chunk, bound, argument1);

    /// <summary>Folds a list, with two further arguments.</summary>
    /// <inheritdoc cref="Fold{TItem, TState}(SequenceContext, Func{TItem, TState, TState}, Ref{TItem[]}, TState, int, int)"/>
    public static Ref<TState> Fold<TItem, TState, T1, T2>(
        this SequenceContext context, Func<TItem, TState, T1, T2, TState> tile, Ref<TItem[]> items, Ref<TState> initial, Ref<T1> argument1, Ref<T2> argument2,
        int chunk = 1, int bound = SequenceContext.DefaultBound) =>
        Of(context).FoldTile(tile, items, initial, chunk, bound, argument1, argument2);

    /// <summary>Folds a list and may end before the last item.</summary>
    /// <inheritdoc cref="Fold{TItem, TState}(SequenceContext, Func{TItem, TState, TState}, Ref{TItem[]}, TState, int, int)"/>
    public static Ref<TState> Fold<TItem, TState>(
        this SequenceContext context, Func<TItem, TState, Fold<TState>> tile, Ref<TItem[]> items, Ref<TState> initial,
        int chunk = 1, int bound = SequenceContext.DefaultBound) =>
        Of(context).FoldTile(tile, items, initial, chunk, bound);

    /// <summary>Folds a list and may end before the last item, with one further argument.</summary>
    /// <inheritdoc cref="Fold{TItem, TState}(SequenceContext, Func{TItem, TState, TState}, Ref{TItem[]}, TState, int, int)"/>
    public static Ref<TState> Fold<TItem, TState, T1>(
        this SequenceContext context, Func<TItem, TState, T1, Fold<TState>> tile, Ref<TItem[]> items, Ref<TState> initial, Ref<T1> argument1,
        int chunk = 1, int bound = SequenceContext.DefaultBound) =>
        Of(context).FoldTile(tile, items, initial, chunk, bound, argument1);

    /// <summary>Folds a list and may end before the last item, with two further arguments.</summary>
    /// <inheritdoc cref="Fold{TItem, TState}(SequenceContext, Func{TItem, TState, TState}, Ref{TItem[]}, TState, int, int)"/>
    public static Ref<TState> Fold<TItem, TState, T1, T2>(
        this SequenceContext context, Func<TItem, TState, T1, T2, Fold<TState>> tile, Ref<TItem[]> items, Ref<TState> initial, Ref<T1> argument1, Ref<T2> argument2,
        int chunk = 1, int bound = SequenceContext.DefaultBound) =>
        Of(context).FoldTile(tile, items, initial, chunk, bound, argument1, argument2);

    /// <summary>Folds a list and may fail.</summary>
    /// <inheritdoc cref="Fold{TItem, TState}(SequenceContext, Func{TItem, TState, TState}, Ref{TItem[]}, TState, int, int)"/>
    public static Ref<TState> Fold<TItem, TState>(
        this SequenceContext context, Func<TItem, TState, Result<TState>> tile, Ref<TItem[]> items, Ref<TState> initial,
        int chunk = 1, int bound = SequenceContext.DefaultBound) =>
        Of(context).FoldTile(tile, items, initial, chunk, bound);

    /// <summary>Folds a list and may fail, with one further argument.</summary>
    /// <inheritdoc cref="Fold{TItem, TState}(SequenceContext, Func{TItem, TState, TState}, Ref{TItem[]}, TState, int, int)"/>
    public static Ref<TState> Fold<TItem, TState, T1>(
        this SequenceContext context, Func<TItem, TState, T1, Result<TState>> tile, Ref<TItem[]> items, Ref<TState> initial, Ref<T1> argument1,
        int chunk = 1, int bound = SequenceContext.DefaultBound) =>
        Of(context).FoldTile(tile, items, initial, chunk, bound, argument1);

    /// <summary>Folds a list and may fail, with two further arguments.</summary>
    /// <inheritdoc cref="Fold{TItem, TState}(SequenceContext, Func{TItem, TState, TState}, Ref{TItem[]}, TState, int, int)"/>
    public static Ref<TState> Fold<TItem, TState, T1, T2>(
        this SequenceContext context, Func<TItem, TState, T1, T2, Result<TState>> tile, Ref<TItem[]> items, Ref<TState> initial, Ref<T1> argument1, Ref<T2> argument2,
        int chunk = 1, int bound = SequenceContext.DefaultBound) =>
        Of(context).FoldTile(tile, items, initial, chunk, bound, argument1, argument2);

    /// <summary>Folds a list and may end before the last item or fail.</summary>
    /// <inheritdoc cref="Fold{TItem, TState}(SequenceContext, Func{TItem, TState, TState}, Ref{TItem[]}, TState, int, int)"/>
    public static Ref<TState> Fold<TItem, TState>(
        this SequenceContext context, Func<TItem, TState, Result<Fold<TState>>> tile, Ref<TItem[]> items, Ref<TState> initial,
        int chunk = 1, int bound = SequenceContext.DefaultBound) =>
        Of(context).FoldTile(tile, items, initial, chunk, bound);

    /// <summary>Folds a list and may end before the last item or fail, with one further argument.</summary>
    /// <inheritdoc cref="Fold{TItem, TState}(SequenceContext, Func{TItem, TState, TState}, Ref{TItem[]}, TState, int, int)"/>
    public static Ref<TState> Fold<TItem, TState, T1>(
        this SequenceContext context, Func<TItem, TState, T1, Result<Fold<TState>>> tile, Ref<TItem[]> items, Ref<TState> initial, Ref<T1> argument1,
        int chunk = 1, int bound = SequenceContext.DefaultBound) =>
        Of(context).FoldTile(tile, items, initial, chunk, bound, argument1);

    /// <summary>Folds a list and may end before the last item or fail, with two further arguments.</summary>
    /// <inheritdoc cref="Fold{TItem, TState}(SequenceContext, Func{TItem, TState, TState}, Ref{TItem[]}, TState, int, int)"/>
    public static Ref<TState> Fold<TItem, TState, T1, T2>(
        this SequenceContext context, Func<TItem, TState, T1, T2, Result<Fold<TState>>> tile, Ref<TItem[]> items, Ref<TState> initial, Ref<T1> argument1, Ref<T2> argument2,
        int chunk = 1, int bound = SequenceContext.DefaultBound) =>
        Of(context).FoldTile(tile, items, initial, chunk, bound, argument1, argument2);

    private static SequenceContext Of(SequenceContext context) => context ?? throw new ArgumentNullException(nameof(context));
}
