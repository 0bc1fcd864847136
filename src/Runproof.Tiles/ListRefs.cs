namespace Runproof.Tiles;

/// <summary>Parts of lists.</summary>
public static class ListRefs
{
    /// <summary>The elements from a position to another; a list that is shorter ends the run.</summary>
    /// <param name="source">The list.</param>
    /// <param name="start">The first element, a constant.</param>
    /// <param name="end">The element after the last one, a constant; not less than <paramref name="start"/>.</param>
    /// <typeparam name="T">The type of the elements.</typeparam>
    public static Ref<T[]> Range<T>(this Ref<T[]> source, int start, int end)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfLessThan(end, start);
        return source.Context.Range(source, start, end);
    }
}
