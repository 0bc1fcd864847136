using System.Linq.Expressions;

namespace Runproof.Tiles;

/// <summary>
/// What the body of a sequence speaks to: it names the inputs of the program, and calls tiles and sequences with references to values. Calls are
/// extension methods: <see cref="SequenceCalls"/> and <see cref="SequenceFolds"/>.
/// </summary>
public abstract class SequenceContext
{
    /// <summary>How many items a fold may take where it says nothing else.</summary>
    public const int DefaultBound = 1_000_000;

    private protected SequenceContext()
    {
    }

    /// <summary>An input of the program.</summary>
    /// <param name="name">Its name; the same name is the same input.</param>
    /// <typeparam name="T">The type of the value.</typeparam>
    public abstract Ref<T> External<T>(string name);

    /// <summary>A value that is part of the program.</summary>
    /// <param name="value">The value: a constant, a static read-only member, or something made of these.</param>
    /// <typeparam name="T">The type of the value.</typeparam>
    public abstract Ref<T> Constant<T>(T value);

    /// <summary>Calls a tile.</summary>
    internal abstract Ref<T> CallTile<T>(Delegate tile, params ReadOnlySpan<Ref> arguments);

    /// <summary>Calls a sequence.</summary>
    internal abstract Ref<T> CallSequence<T>(Delegate sequence, params ReadOnlySpan<Ref> arguments);

    /// <summary>Calls a tile for each item of a list.</summary>
    internal abstract Ref<TState> FoldTile<TState>(Delegate tile, Ref items, Ref<TState> initial, int chunk, int bound, params ReadOnlySpan<Ref> arguments);

    /// <summary>Takes a part of a value.</summary>
    internal abstract Ref<TPart> Select<T, TPart>(Ref<T> source, Expression<Func<T, TPart>> path);

    /// <summary>Takes some of the elements of a list.</summary>
    internal abstract Ref<T[]> Range<T>(Ref<T[]> source, int start, int end);
}
