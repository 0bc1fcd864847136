namespace Runproof.Samples.Accounting;

/// <summary>What a ledger says in the end.</summary>
/// <param name="Balances">The balance of each account, in cents.</param>
/// <param name="Posted">How many entries were posted.</param>
/// <param name="Seal">A mark over all entries in their order.</param>
/// <param name="FirstLarge">The position of the first entry over the limit.</param>
public readonly record struct Statement(long[] Balances, uint Posted, ulong Seal, uint? FirstLarge);
