namespace Runproof.Samples.Accounting;

/// <summary>One entry of a ledger.</summary>
/// <param name="From">The account that gives.</param>
/// <param name="To">The account that takes.</param>
/// <param name="Amount">In cents. Range: more than 0.</param>
public readonly record struct Entry(byte From, byte To, long Amount);
