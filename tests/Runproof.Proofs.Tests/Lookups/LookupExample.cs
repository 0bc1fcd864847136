using System.Collections.Immutable;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Lookups;
using Runproof.Proofs.Transcripts;

namespace Runproof.Proofs.Tests.Lookups;

/// <summary>A statement with columns that fulfil it, to be broken by tests.</summary>
internal sealed class LookupExample
{
    private readonly Dictionary<LookupColumn, Goldilocks[]> columns = [];

    public LookupExample(LookupStatement<Goldilocks> statement, Random random)
    {
        Statement = statement;
        for (int table = 0; table < statement.Tables.Length; table++)
        {
            if (statement.Tables[table].Rows > 0)
                columns[LookupColumn.MultiplicitiesOf(table)] = new Goldilocks[1 << statement.Tables[table].LogRows];
        }

        for (int site = 0; site < statement.Sites.Length; site++)
            FillSite(site, random);
    }

    public LookupStatement<Goldilocks> Statement { get; }

    public Goldilocks[] this[LookupColumn column] => columns[column];

    /// <summary>Tables of 1 to 3 columns and sites that look up random rows of them; table sizes as given, sites as (table index, log rows).</summary>
    public static LookupExample Create(int seed, int[] tableRows, params (int Table, int LogRows)[] sites)
    {
        Random random = new(seed);
        var tables = tableRows.Select((rows, i) => Table(i + 1, (i % 3) + 1, rows, random)).ToImmutableArray();
        return new(new(tables, [.. sites.Select(site => new LookupSite(site.Table + 1, site.LogRows))]), random);
    }

    public static LookupTable<Goldilocks> Table(int id, int width, int rows, Random random) =>
        new(id, [.. Enumerable.Range(0, width).Select(_ => Enumerable.Range(0, rows).Select(_ => Goldilocks.FromInt64(random.Next(-50, 50))).ToImmutableArray())]);

    public static Transcript NewTranscript(ICollection<string>? log = null) => new("lookup-test", 1, "p100", log);

    public void Read(LookupColumn column, int start, Span<Goldilocks> values) => columns[column].AsSpan(start, values.Length).CopyTo(values);

    /// <summary>The proof of the columns as they now are.</summary>
    public (LookupProof<E> Proof, LookupClaims<E> Claims) Prove<E>(Workers? workers = null)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        var transcript = NewTranscript();
        var challenges = LookupChallenges.Draw<E, Goldilocks>(transcript, Statement);
        return LookupProver.Prove(Statement, Read, challenges, transcript, workers ?? Workers.One);
    }

    /// <summary>The proof of leaves that a cheat has changed after honest ones were filled in.</summary>
    public LookupProof<E> ProveChangedLeaves<E>(Action<Memory<E>, Memory<E>> change)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        var transcript = NewTranscript();
        var challenges = LookupChallenges.Draw<E, Goldilocks>(transcript, Statement);
        using FractionTree<E> tree = new(Statement.Depth);
        LookupProver.FillLeaves(tree, Statement, Read, challenges, Workers.One);
        change(tree.Numerators(tree.Depth), tree.Denominators(tree.Depth));
        return LookupProver.ProveTree(tree, Statement, Read, transcript, Workers.One).Proof;
    }

    public (LookupClaims<E>? Claims, LookupError? Error) Verify<E>(LookupProof<E> proof)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        var transcript = NewTranscript();
        var challenges = LookupChallenges.Draw<E, Goldilocks>(transcript, Statement);
        bool accepted = LookupVerifier.TryVerify(Statement, challenges, proof, transcript, out var claims, out var error);
        Assert.Equal(accepted, claims is not null);
        Assert.Equal(accepted, error is null);
        return (claims, error);
    }

    /// <summary>The extension of a column at a point, by its definition.</summary>
    public E Evaluate<E>(LookupColumn column, ImmutableArray<E> point)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        E sum = E.Zero;
        var values = columns[column];
        for (int i = 0; i < values.Length; i++)
        {
            E weight = E.One;
            for (int bit = 0; bit < point.Length; bit++)
                weight *= ((i >> (point.Length - 1 - bit)) & 1) != 0 ? point[bit] : E.One - point[bit];
            sum += weight * values[i];
        }

        return sum;
    }

    /// <summary>Replaces a looked-up row and keeps the multiplicities.</summary>
    public void Overwrite(int site, int row, params long[] values)
    {
        for (int column = 0; column < values.Length; column++)
            columns[LookupColumn.OfSite(site, column)][row] = Goldilocks.FromInt64(values[column]);
    }

    private void FillSite(int site, Random random)
    {
        int index = Enumerable.Range(0, Statement.Tables.Length).First(i => Statement.Tables[i].Id == Statement.Sites[site].TableId);
        var table = Statement.Tables[index];
        int length = 1 << Statement.Sites[site].LogRows;
        for (int column = 0; column < table.Columns.Length; column++)
            columns[LookupColumn.OfSite(site, column)] = new Goldilocks[length];
        if (table.Rows == 0)
            return;

        for (int i = 0; i < length; i++)
        {
            // Repeated rows behind the last one are entries too.
            int row = random.Next(1 << table.LogRows);
            for (int column = 0; column < table.Columns.Length; column++)
                columns[LookupColumn.OfSite(site, column)][i] = table.Columns[column][Math.Min(row, table.Rows - 1)];
            columns[LookupColumn.MultiplicitiesOf(index)][row] += Goldilocks.One;
        }
    }
}
