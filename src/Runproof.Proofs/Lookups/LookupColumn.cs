namespace Runproof.Proofs.Lookups;

/// <summary>A committed column of a lookup argument.</summary>
/// <param name="IsMultiplicity">Whether it is the multiplicities of a table; otherwise it is a column of a site.</param>
/// <param name="Owner">Index of that table or site in the statement.</param>
/// <param name="Index">Index of the column within its site; zero for multiplicities.</param>
public readonly record struct LookupColumn(bool IsMultiplicity, int Owner, int Index)
{
    /// <summary>A column of a site.</summary>
    public static LookupColumn OfSite(int site, int column) => new(false, site, column);

    /// <summary>The multiplicities of a table.</summary>
    public static LookupColumn MultiplicitiesOf(int table) => new(true, table, 0);
}
