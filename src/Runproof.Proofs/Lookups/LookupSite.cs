namespace Runproof.Proofs.Lookups;

/// <summary>A block of lookups into one table: each of its rows is claimed to be a row of the table.</summary>
/// <param name="TableId">The table's number.</param>
/// <param name="LogRows">log2 of the number of lookups, padding included; rows that pad a block are lookups too and are counted. Range: 0 to 28.</param>
public sealed record LookupSite(int TableId, int LogRows);
