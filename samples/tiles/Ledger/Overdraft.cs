namespace Runproof.Samples.Accounting;

/// <summary>The search for the first entry that takes more than a limit.</summary>
/// <param name="Seen">How many entries were looked at.</param>
/// <param name="Position">The position of the entry; none where there is no such entry.</param>
public readonly record struct Overdraft(uint Seen, uint? Position)
{
    /// <summary>Before the first entry.</summary>
    public static Overdraft None => default;
}
