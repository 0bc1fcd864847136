namespace System;

/// <summary>What slices and list patterns need of a newer platform than the compiler runs generators on.</summary>
internal readonly struct Index(int value, bool fromEnd = false)
{
    public int GetOffset(int length) => fromEnd ? length - value : value;

    public static implicit operator Index(int value) => new(value);
}
