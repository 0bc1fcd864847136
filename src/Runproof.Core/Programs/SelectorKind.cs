namespace Runproof.Core.Programs;

/// <summary>How a selector goes into a value.</summary>
public enum SelectorKind
{
    /// <summary>The field of a struct, or the element of a tuple, at a position.</summary>
    Member = 0,

    /// <summary>The element of a list or array at a position.</summary>
    Element = 1,

    /// <summary>The elements of a list from a position to another, as a list. Nothing follows it.</summary>
    Range = 2,
}
