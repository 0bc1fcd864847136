namespace Runproof.Tiles;

/// <summary>
/// Calls of tiles and sequences in the body of a sequence, for up to six arguments. A tile that returns a <see cref="Result{T}"/> gives the value of a success; its
/// failure ends the run.
/// </summary>
public static class SequenceCalls
{
    /// <summary>Calls a tile without arguments.</summary>
    /// <param name="context">The context of the sequence.</param>
    /// <param name="tile">The tile.</param>
    /// <typeparam name="TResult">The type of the result.</typeparam>
    public static Ref<TResult> Call<TResult>(this SequenceContext context, Func<TResult> tile) =>
        Of(context).CallTile<TResult>(tile);

    /// <summary>Calls a tile with one argument.</summary>
    /// <inheritdoc cref="Call{TResult}(SequenceContext, Func{TResult})"/>
    public static Ref<TResult> Call<T1, TResult>(this SequenceContext context, Func<T1, TResult> tile, Ref<T1> argument1) =>
        Of(context).CallTile<TResult>(tile, argument1);

    /// <summary>Calls a tile with two arguments.</summary>
    /// <inheritdoc cref="Call{TResult}(SequenceContext, Func{TResult})"/>
    public static Ref<TResult> Call<T1, T2, TResult>(this SequenceContext context, Func<T1, T2, TResult> tile, Ref<T1> argument1, Ref<T2> argument2) =>
        Of(context).CallTile<TResult>(tile, argument1, argument2);

    /// <summary>Calls a tile with three arguments.</summary>
    /// <inheritdoc cref="Call{TResult}(SequenceContext, Func{TResult})"/>
    public static Ref<TResult> Call<T1, T2, T3, TResult>(this SequenceContext context, Func<T1, T2, T3, TResult> tile, Ref<T1> argument1, Ref<T2> argument2, Ref<T3> argument3) =>
        Of(context).CallTile<TResult>(tile, argument1, argument2, argument3);

    /// <summary>Calls a tile with four arguments.</summary>
    /// <inheritdoc cref="Call{TResult}(SequenceContext, Func{TResult})"/>
    public static Ref<TResult> Call<T1, T2, T3, T4, TResult>(this SequenceContext context, Func<T1, T2, T3, T4, TResult> tile, Ref<T1> argument1, Ref<T2> argument2, Ref<T3> argument3, Ref<T4> argument4) =>
        Of(context).CallTile<TResult>(tile, argument1, argument2, argument3, argument4);

    /// <summary>Calls a tile with five arguments.</summary>
    /// <inheritdoc cref="Call{TResult}(SequenceContext, Func{TResult})"/>
    public static Ref<TResult> Call<T1, T2, T3, T4, T5, TResult>(this SequenceContext context, Func<T1, T2, T3, T4, T5, TResult> tile, Ref<T1> argument1, Ref<T2> argument2, Ref<T3> argument3, Ref<T4> argument4, Ref<T5> argument5) =>
        Of(context).CallTile<TResult>(tile, argument1, argument2, argument3, argument4, argument5);

    /// <summary>Calls a tile with six arguments.</summary>
    /// <inheritdoc cref="Call{TResult}(SequenceContext, Func{TResult})"/>
    public static Ref<TResult> Call<T1, T2, T3, T4, T5, T6, TResult>(this SequenceContext context, Func<T1, T2, T3, T4, T5, T6, TResult> tile, Ref<T1> argument1, Ref<T2> argument2, Ref<T3> argument3, Ref<T4> argument4, Ref<T5> argument5, Ref<T6> argument6) =>
        Of(context).CallTile<TResult>(tile, argument1, argument2, argument3, argument4, argument5, argument6);

    /// <summary>Calls a tile that may fail without arguments.</summary>
    /// <inheritdoc cref="Call{TResult}(SequenceContext, Func{TResult})"/>
    public static Ref<TResult> Call<TResult>(this SequenceContext context, Func<Result<TResult>> tile) =>
        Of(context).CallTile<TResult>(tile);

    /// <summary>Calls a tile that may fail with one argument.</summary>
    /// <inheritdoc cref="Call{TResult}(SequenceContext, Func{TResult})"/>
    public static Ref<TResult> Call<T1, TResult>(this SequenceContext context, Func<T1, Result<TResult>> tile, Ref<T1> argument1) =>
        Of(context).CallTile<TResult>(tile, argument1);

    /// <summary>Calls a tile that may fail with two arguments.</summary>
    /// <inheritdoc cref="Call{TResult}(SequenceContext, Func{TResult})"/>
    public static Ref<TResult> Call<T1, T2, TResult>(this SequenceContext context, Func<T1, T2, Result<TResult>> tile, Ref<T1> argument1, Ref<T2> argument2) =>
        Of(context).CallTile<TResult>(tile, argument1, argument2);

    /// <summary>Calls a tile that may fail with three arguments.</summary>
    /// <inheritdoc cref="Call{TResult}(SequenceContext, Func{TResult})"/>
    public static Ref<TResult> Call<T1, T2, T3, TResult>(this SequenceContext context, Func<T1, T2, T3, Result<TResult>> tile, Ref<T1> argument1, Ref<T2> argument2, Ref<T3> argument3) =>
        Of(context).CallTile<TResult>(tile, argument1, argument2, argument3);

    /// <summary>Calls a tile that may fail with four arguments.</summary>
    /// <inheritdoc cref="Call{TResult}(SequenceContext, Func{TResult})"/>
    public static Ref<TResult> Call<T1, T2, T3, T4, TResult>(this SequenceContext context, Func<T1, T2, T3, T4, Result<TResult>> tile, Ref<T1> argument1, Ref<T2> argument2, Ref<T3> argument3, Ref<T4> argument4) =>
        Of(context).CallTile<TResult>(tile, argument1, argument2, argument3, argument4);

    /// <summary>Calls a tile that may fail with five arguments.</summary>
    /// <inheritdoc cref="Call{TResult}(SequenceContext, Func{TResult})"/>
    public static Ref<TResult> Call<T1, T2, T3, T4, T5, TResult>(this SequenceContext context, Func<T1, T2, T3, T4, T5, Result<TResult>> tile, Ref<T1> argument1, Ref<T2> argument2, Ref<T3> argument3, Ref<T4> argument4, Ref<T5> argument5) =>
        Of(context).CallTile<TResult>(tile, argument1, argument2, argument3, argument4, argument5);

    /// <summary>Calls a tile that may fail with six arguments.</summary>
    /// <inheritdoc cref="Call{TResult}(SequenceContext, Func{TResult})"/>
    public static Ref<TResult> Call<T1, T2, T3, T4, T5, T6, TResult>(this SequenceContext context, Func<T1, T2, T3, T4, T5, T6, Result<TResult>> tile, Ref<T1> argument1, Ref<T2> argument2, Ref<T3> argument3, Ref<T4> argument4, Ref<T5> argument5, Ref<T6> argument6) =>
        Of(context).CallTile<TResult>(tile, argument1, argument2, argument3, argument4, argument5, argument6);

    /// <summary>Calls a sequence without arguments.</summary>
    /// <inheritdoc cref="Call{TResult}(SequenceContext, Func{TResult})"/>
    public static Ref<TResult> Call<TResult>(this SequenceContext context, Func<SequenceContext, Ref<TResult>> sequence) =>
        Of(context).CallSequence<TResult>(sequence);

    /// <summary>Calls a sequence with one argument.</summary>
    /// <inheritdoc cref="Call{TResult}(SequenceContext, Func{TResult})"/>
    public static Ref<TResult> Call<T1, TResult>(this SequenceContext context, Func<SequenceContext, Ref<T1>, Ref<TResult>> sequence, Ref<T1> argument1) =>
        Of(context).CallSequence<TResult>(sequence, argument1);

    /// <summary>Calls a sequence with two arguments.</summary>
    /// <inheritdoc cref="Call{TResult}(SequenceContext, Func{TResult})"/>
    public static Ref<TResult> Call<T1, T2, TResult>(this SequenceContext context, Func<SequenceContext, Ref<T1>, Ref<T2>, Ref<TResult>> sequence, Ref<T1> argument1, Ref<T2> argument2) =>
        Of(context).CallSequence<TResult>(sequence, argument1, argument2);

    /// <summary>Calls a sequence with three arguments.</summary>
    /// <inheritdoc cref="Call{TResult}(SequenceContext, Func{TResult})"/>
    public static Ref<TResult> Call<T1, T2, T3, TResult>(this SequenceContext context, Func<SequenceContext, Ref<T1>, Ref<T2>, Ref<T3>, Ref<TResult>> sequence, Ref<T1> argument1, Ref<T2> argument2, Ref<T3> argument3) =>
        Of(context).CallSequence<TResult>(sequence, argument1, argument2, argument3);

    /// <summary>Calls a sequence with four arguments.</summary>
    /// <inheritdoc cref="Call{TResult}(SequenceContext, Func{TResult})"/>
    public static Ref<TResult> Call<T1, T2, T3, T4, TResult>(this SequenceContext context, Func<SequenceContext, Ref<T1>, Ref<T2>, Ref<T3>, Ref<T4>, Ref<TResult>> sequence, Ref<T1> argument1, Ref<T2> argument2, Ref<T3> argument3, Ref<T4> argument4) =>
        Of(context).CallSequence<TResult>(sequence, argument1, argument2, argument3, argument4);

    /// <summary>Calls a sequence with five arguments.</summary>
    /// <inheritdoc cref="Call{TResult}(SequenceContext, Func{TResult})"/>
    public static Ref<TResult> Call<T1, T2, T3, T4, T5, TResult>(this SequenceContext context, Func<SequenceContext, Ref<T1>, Ref<T2>, Ref<T3>, Ref<T4>, Ref<T5>, Ref<TResult>> sequence, Ref<T1> argument1, Ref<T2> argument2, Ref<T3> argument3, Ref<T4> argument4, Ref<T5> argument5) =>
        Of(context).CallSequence<TResult>(sequence, argument1, argument2, argument3, argument4, argument5);

    /// <summary>Calls a sequence with six arguments.</summary>
    /// <inheritdoc cref="Call{TResult}(SequenceContext, Func{TResult})"/>
    public static Ref<TResult> Call<T1, T2, T3, T4, T5, T6, TResult>(this SequenceContext context, Func<SequenceContext, Ref<T1>, Ref<T2>, Ref<T3>, Ref<T4>, Ref<T5>, Ref<T6>, Ref<TResult>> sequence, Ref<T1> argument1, Ref<T2> argument2, Ref<T3> argument3, Ref<T4> argument4, Ref<T5> argument5, Ref<T6> argument6) =>
        Of(context).CallSequence<TResult>(sequence, argument1, argument2, argument3, argument4, argument5, argument6);

    private static SequenceContext Of(SequenceContext context) => context ?? throw new ArgumentNullException(nameof(context));
}
