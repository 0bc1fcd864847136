using System.Buffers.Binary;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Lookups;
using Runproof.Proofs.Transcripts;

namespace Runproof.Proofs.Tests.Reference;

/// <summary>The verifier of docs/prove/lookups.md, in big integers and from definitions: every leaf is computed.</summary>
/// <typeparam name="E">The field whose transcript and encoding the protocol uses.</typeparam>
internal static class SlowLookup<E>
    where E : struct, IField<E>
{
    /// <summary>Whether the bytes are a proof of a statement that stands alone; every committed column is known and its value compared.</summary>
    public static bool Verify(Transcript transcript, LookupStatement<Goldilocks> statement, Func<LookupColumn, Goldilocks[]> columns, ReadOnlySpan<byte> bytes)
    {
        var tables = statement.Tables.Select(table => table.Columns.Select(column => Padded(Slow<E>.From(column))).ToArray()).ToArray();
        var committed = Committed(statement).ToArray();
        var blocks = Blocks(statement, tables).ToArray();
        int leaves = blocks.Sum(block => 1 << block.Log), depth = 0;
        while (1 << depth < leaves)
            depth++;
        if (Slow<E>.ReadAll(bytes) is not { } elements || elements.Length != 2 + (depth * (depth - 1)) + (4 * depth) + committed.Length)
            return false;

        var (alpha, betas, betaId) = DrawChallenges(transcript, statement);
        var rest = new Queue<Slow<E>>(elements);
        Slow<E> p = rest.Dequeue(), q = rest.Dequeue();
        transcript.Section("lookup-tree");
        SlowSumcheck<E>.Append(transcript, "root", p, q);
        if (q == Slow<E>.Zero || p != Slow<E>.Zero)
            return false;
        Slow<E>[] point = [];
        for (int layer = 0; layer < depth; layer++)
        {
            var lambda = layer == 0 ? Slow<E>.Zero : SlowSumcheck<E>.Draw(transcript, "lambda");
            Slow<E>[] messages = [.. Enumerable.Range(0, 2 * layer).Select(_ => rest.Dequeue())];
            var (bound, remaining) = SlowSumcheck<E>.Eq(transcript, point, 2, p + (lambda * q), messages);
            Slow<E> p0 = rest.Dequeue(), p1 = rest.Dequeue(), q0 = rest.Dequeue(), q1 = rest.Dequeue();
            if (remaining != (p0 * q1) + (p1 * q0) + (lambda * q0 * q1) || (layer == 0 && q != q0 * q1))
                return false;
            SlowSumcheck<E>.Append(transcript, "layer", p0, p1, q0, q1);
            var line = SlowSumcheck<E>.Draw(transcript, "line");
            (p, q, point) = (p0 + (line * (p1 - p0)), q0 + (line * (q1 - q0)), [line, .. bound]);
        }

        Slow<E>[] evaluations = [.. rest];
        SlowSumcheck<E>.Append(transcript, "evaluations", evaluations);
        var values = committed.Zip(evaluations).ToDictionary(pair => pair.First, pair => pair.Second);
        Slow<E> numerator = Slow<E>.Zero, denominator = Slow<E>.Zero;
        int start = 0;
        foreach (var (isTable, owner, table, log) in blocks)
        {
            // A block's leaves share the bits of the tree's point in front; the rest of the point is where its columns are evaluated.
            var end = point[^log..];
            var weight = SlowSumcheck<E>.Eq(point.AsSpan(0, depth - log), start >> log);
            var fingerprint = alpha - (betaId * Slow<E>.Of(statement.Tables[table].Id));
            for (int column = 0; column < tables[table].Length; column++)
                fingerprint -= betas[column] * (isTable ? SlowSumcheck<E>.Extension(tables[table][column], end) : values[LookupColumn.OfSite(owner, column)]);
            numerator += weight * (isTable ? Slow<E>.Zero - values[LookupColumn.MultiplicitiesOf(owner)] : Slow<E>.One);
            denominator += weight * fingerprint;
            start += 1 << log;
        }

        foreach (var pad in SlowSumcheck<E>.EqTable(point).Skip(start))
            denominator += pad;
        if (numerator != p || denominator != q)
            return false;
        return committed.Zip(evaluations).All(pair =>
        {
            var column = Slow<E>.From(columns(pair.First));
            return SlowSumcheck<E>.Extension(column, point.AsSpan(point.Length - Log(column.Length))) == pair.Second;
        });
    }

    private static (Slow<E> Alpha, Slow<E>[] Betas, Slow<E> Id) DrawChallenges(Transcript transcript, LookupStatement<Goldilocks> statement)
    {
        List<int> shape = [statement.Tables.Length, statement.Sites.Length];
        foreach (var table in statement.Tables)
            shape.AddRange([table.Id, table.Columns.Length, table.Columns[0].Length]);
        foreach (var site in statement.Sites)
            shape.AddRange([site.TableId, site.LogRows]);
        var bytes = new byte[4 * shape.Count];
        for (int i = 0; i < shape.Count; i++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4 * i), shape[i]);

        transcript.Section("lookup");
        transcript.AppendUInt64("segments", 1);
        transcript.AppendBytes("shape", bytes);
        var alpha = SlowSumcheck<E>.Draw(transcript, "alpha");
        var betas = new E[statement.Tables.Max(table => table.Columns.Length)];
        transcript.DrawChallenges<E>("beta", betas);
        return (alpha, Slow<E>.From(betas), SlowSumcheck<E>.Draw(transcript, "beta-id"));
    }

    private static IEnumerable<LookupColumn> Committed(LookupStatement<Goldilocks> statement)
    {
        for (int site = 0; site < statement.Sites.Length; site++)
        {
            int width = statement.Tables.Single(table => table.Id == statement.Sites[site].TableId).Columns.Length;
            for (int column = 0; column < width; column++)
                yield return LookupColumn.OfSite(site, column);
        }

        for (int table = 0; table < statement.Tables.Length; table++)
        {
            if (statement.Tables[table].Columns[0].Length > 0)
                yield return LookupColumn.MultiplicitiesOf(table);
        }
    }

    /// <summary>Sites then tables, the largest first, those of one size in their order.</summary>
    private static IEnumerable<(bool IsTable, int Owner, int Table, int Log)> Blocks(LookupStatement<Goldilocks> statement, Slow<E>[][][] tables)
    {
        var ids = statement.Tables.Select(table => table.Id).ToList();
        var sites = statement.Sites.Select((site, i) => (false, i, ids.IndexOf(site.TableId), site.LogRows));
        var rows = tables.Select((table, i) => (true, i, i, Log(table[0].Length))).Where(block => tables[block.Item2][0].Length > 0);
        return sites.Concat(rows).OrderByDescending(block => block.Item4);
    }

    private static Slow<E>[] Padded(Slow<E>[] rows)
    {
        int length = 1;
        while (length < rows.Length)
            length *= 2;
        return rows.Length == 0 ? [] : [.. rows, .. Enumerable.Repeat(rows[^1], length - rows.Length)];
    }

    private static int Log(int length) => length <= 1 ? 0 : 1 + Log(length / 2);
}
