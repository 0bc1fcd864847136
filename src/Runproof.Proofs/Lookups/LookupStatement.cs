using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Numerics;
using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Lookups;

/// <summary>What one lookup argument shows: every row of every site is a row of the site's table.</summary>
/// <remarks>
/// <b>Soundness</b>: tables and sites come from the verifier's own circuit, never from a proof; what defines them (the circuit's digest) is absorbed
/// before <see cref="LookupChallenges.Draw"/>. The number of lookups stays below the field's characteristic.
/// </remarks>
/// <typeparam name="F">The base field.</typeparam>
public sealed class LookupStatement<F>
    where F : struct, IField<F>
{
    private const int MaximumLogLeaves = 28;

    /// <summary>Joins tables and sites.</summary>
    /// <param name="tables">The tables, with numbers that are distinct, also as field elements.</param>
    /// <param name="sites">The sites; each names one of the tables.</param>
    public LookupStatement(ImmutableArray<LookupTable<F>> tables, ImmutableArray<LookupSite> sites)
    {
        if (tables.Select(table => F.FromInt64(table.Id)).Append(F.Zero).Distinct().Count() != tables.Length + 1)
            throw new ArgumentException("two tables have one number, or a number is zero in the field", nameof(tables));
        if (sites.Any(site => site.LogRows is < 0 or > MaximumLogLeaves || tables.All(table => table.Id != site.TableId)))
            throw new ArgumentException("a site names no table or has an impossible size", nameof(sites));

        Tables = tables;
        Sites = sites;
        Columns = tables.Length == 0 ? 0 : tables.Max(table => table.Columns.Length);
        Blocks = PlaceBlocks();
        long leaves = Blocks.Sum(block => (long)block.Length);
        if (leaves > 1L << MaximumLogLeaves)
            throw new ArgumentException($"the argument has {leaves} leaves, more than 2^{MaximumLogLeaves}", nameof(sites));
        Depth = leaves <= 1 ? 0 : BitOperations.Log2((uint)leaves - 1) + 1;
        CommittedColumns = [.. ListColumns()];
    }

    /// <summary>The tables.</summary>
    public ImmutableArray<LookupTable<F>> Tables { get; }

    /// <summary>The sites.</summary>
    public ImmutableArray<LookupSite> Sites { get; }

    /// <summary>W, the number of columns of the widest table; a narrower row is read with zeros behind it.</summary>
    public int Columns { get; }

    /// <summary>log2 of the number of leaves of the tree, padding counted; also the number of variables of its point.</summary>
    public int Depth { get; }

    /// <summary>Every committed column, in the order in which a proof states their evaluations.</summary>
    public ImmutableArray<LookupColumn> CommittedColumns { get; }

    /// <summary>The blocks of leaves, largest first, so that each starts at a multiple of its length.</summary>
    internal ImmutableArray<LookupBlock> Blocks { get; }

    /// <summary>How many leaves, from the first on, are lookups and no rows of tables.</summary>
    internal int LeadingLookups => Blocks.TakeWhile(block => !block.IsTable).Sum(block => block.Length);

    /// <summary>The table that a site points into.</summary>
    internal LookupTable<F> TableOf(LookupSite site) => Tables.First(table => table.Id == site.TableId);

    /// <summary>log2 of the length of a committed column.</summary>
    public int LogRowsOf(LookupColumn column) => column.IsMultiplicity ? Tables[column.Owner].LogRows : Sites[column.Owner].LogRows;

    /// <summary>The geometry as bytes: per table number, columns and rows, per site number and size.</summary>
    internal byte[] EncodeShape()
    {
        List<int> numbers = [Tables.Length, Sites.Length];
        foreach (var table in Tables)
            numbers.AddRange([table.Id, table.Columns.Length, table.Rows]);
        foreach (var site in Sites)
            numbers.AddRange([site.TableId, site.LogRows]);

        byte[] bytes = new byte[numbers.Count * sizeof(int)];
        for (int i = 0; i < numbers.Count; i++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i * sizeof(int)), numbers[i]);
        return bytes;
    }

    private ImmutableArray<LookupBlock> PlaceBlocks()
    {
        var unplaced = Sites.Select((site, index) => new LookupBlock(false, index, site.LogRows, 0))
            .Concat(Tables.Select((table, index) => new LookupBlock(true, index, table.LogRows, 0)).Where(block => Tables[block.Owner].Rows > 0));
        var blocks = ImmutableArray.CreateBuilder<LookupBlock>();
        long start = 0;
        foreach (var block in unplaced.OrderByDescending(block => block.LogRows))
        {
            // A start beyond the limit is cut here and refused by the sum right after.
            blocks.Add(block with { Start = (int)Math.Min(start, int.MaxValue) });
            start += block.Length;
        }

        return blocks.ToImmutable();
    }

    private IEnumerable<LookupColumn> ListColumns()
    {
        for (int site = 0; site < Sites.Length; site++)
        {
            for (int column = 0; column < TableOf(Sites[site]).Columns.Length; column++)
                yield return LookupColumn.OfSite(site, column);
        }

        for (int table = 0; table < Tables.Length; table++)
        {
            if (Tables[table].Rows > 0)
                yield return LookupColumn.MultiplicitiesOf(table);
        }
    }
}
