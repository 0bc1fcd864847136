namespace Runproof.Proofs.Lookups;

/// <summary>Where the leaves of one site or table lie: 2^LogRows of them, from a multiple of that number on.</summary>
internal readonly record struct LookupBlock(bool IsTable, int Owner, int LogRows, int Start)
{
    public int Length => 1 << LogRows;
}
