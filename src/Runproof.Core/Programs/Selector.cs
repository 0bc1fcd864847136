namespace Runproof.Core.Programs;

/// <summary>One step into a value.</summary>
/// <param name="Kind">What it selects.</param>
/// <param name="Start">The position, or the first position of a range.</param>
/// <param name="End">The position after the last one of a range; 0 for other kinds.</param>
public readonly record struct Selector(SelectorKind Kind, uint Start, uint End = 0)
{
    /// <summary>A field or an element of a tuple.</summary>
    public static Selector Member(int position) => new(SelectorKind.Member, (uint)position);

    /// <summary>An element of a list or array.</summary>
    public static Selector Element(int position) => new(SelectorKind.Element, (uint)position);

    /// <summary>Elements of a list.</summary>
    public static Selector Range(int start, int end) => new(SelectorKind.Range, (uint)start, (uint)end);
}
