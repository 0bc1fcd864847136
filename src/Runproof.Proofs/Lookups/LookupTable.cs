using System.Collections.Immutable;
using System.Numerics;
using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Lookups;

/// <summary>A public table that lookups point into.</summary>
/// <remarks>
/// A table whose rows are no power of two is read as if its last row were repeated: a repeated row is a valid entry, so its multiplicities need no mask.
/// An empty table has no entry at all.
/// </remarks>
/// <typeparam name="F">The base field.</typeparam>
public sealed class LookupTable<F>
    where F : struct, IField<F>
{
    /// <summary>Names a table and gives its rows.</summary>
    /// <param name="id">The table's number, which keeps its rows apart from those of every other table. Range: at least 1.</param>
    /// <param name="columns">The columns. Shape: (columns, rows); at least one column, all of one length, at most 2^24 rows.</param>
    public LookupTable(int id, ImmutableArray<ImmutableArray<F>> columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(id, 1);
        if (columns.IsDefaultOrEmpty || columns.Any(column => column.Length != columns[0].Length))
            throw new ArgumentException("a table has at least one column, and all columns have one length", nameof(columns));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(columns[0].Length, 1 << 24, nameof(columns));
        Id = id;
        Columns = columns;
    }

    /// <summary>The table's number.</summary>
    public int Id { get; }

    /// <summary>The columns. Shape: (columns, rows).</summary>
    public ImmutableArray<ImmutableArray<F>> Columns { get; }

    /// <summary>Number of rows, without repetition.</summary>
    public int Rows => Columns[0].Length;

    /// <summary>log2 of the number of rows with repetition, which is the number of multiplicities; zero for an empty table, which has none.</summary>
    public int LogRows => Rows <= 1 ? 0 : BitOperations.Log2((uint)Rows - 1) + 1;

    /// <summary>Reads a range of a column, repetition included.</summary>
    internal void Read(int column, int start, Span<F> values)
    {
        var rows = Columns[column].AsSpan();
        int real = Math.Clamp(rows.Length - start, 0, values.Length);
        if (real > 0)
            rows.Slice(start, real).CopyTo(values);
        values[real..].Fill(rows[^1]);
    }
}
