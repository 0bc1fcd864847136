namespace Runproof.Samples.Accounting;

/// <summary>The state of all accounts.</summary>
/// <param name="Accounts">The balance of each account, in cents.</param>
/// <param name="Posted">How many entries are posted.</param>
/// <param name="Seal">A running mark over all entries in their order.</param>
public readonly record struct Balances(long[] Accounts, uint Posted, ulong Seal);
