namespace Runproof.Circuits.Tensors;

/// <summary>The integers that a tensor may hold, both ends included.</summary>
/// <param name="Min">Range: at most 0, since padding is zero.</param>
/// <param name="Max">Range: at least 0.</param>
public readonly record struct IntegerRange(long Min, long Max)
{
    /// <summary>Number of integers in the range.</summary>
    public long Count => Max - Min + 1;

    /// <summary>The largest absolute value.</summary>
    public long Magnitude => Math.Max(Max, -Min);

    /// <summary>Whether an integer lies in the range.</summary>
    public bool Contains(long value) => value >= Min && value <= Max;

    /// <summary>For example <c>-128..127</c>.</summary>
    public override string ToString() => $"{Min}..{Max}";
}
