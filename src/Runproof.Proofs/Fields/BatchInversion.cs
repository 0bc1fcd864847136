using System.Runtime.CompilerServices;

namespace Runproof.Proofs.Fields;

/// <summary>Many inverses for the price of one, and about three products each (Montgomery's trick).</summary>
public static class BatchInversion
{
    /// <summary>Running products are kept for this many columns at once, so that whole registers are multiplied.</summary>
    private const int Columns = 64;

    /// <summary>Inverts every value; false, with all inverses zero, when a value is zero.</summary>
    /// <param name="values">Shape: (n).</param>
    /// <param name="inverses">Shape: (n), disjoint from the values.</param>
    public static bool TryInvert<F>(ReadOnlySpan<F> values, Span<F> inverses)
        where F : struct, IField<F>
    {
        Shape.Require(values.Length == inverses.Length && !values.Overlaps(inverses));
        int rows = values.Length / Columns;
        int whole = rows * Columns;
        bool exists = TryInvertOneByOne(values[whole..], inverses[whole..]) && (rows == 0 || TryInvertRows(values[..whole], inverses[..whole]));
        if (!exists)
            inverses.Clear();
        return exists;
    }

    private static bool TryInvertRows<F>(ReadOnlySpan<F> values, Span<F> inverses)
        where F : struct, IField<F>
    {
        values[..Columns].CopyTo(inverses);
        for (int row = Columns; row < values.Length; row += Columns)
            F.Multiply(inverses.Slice(row - Columns, Columns), values.Slice(row, Columns), inverses.Slice(row, Columns));

        var rowOfInverses = default(Row<F>);
        Span<F> running = rowOfInverses;
        if (!TryInvertOneByOne<F>(inverses[^Columns..], running))
            return false;
        for (int row = values.Length - Columns; row > 0; row -= Columns)
        {
            F.Multiply(running, inverses.Slice(row - Columns, Columns), inverses.Slice(row, Columns));
            F.Multiply(running, values.Slice(row, Columns), running);
        }

        running.CopyTo(inverses);
        return true;
    }

    private static bool TryInvertOneByOne<F>(ReadOnlySpan<F> values, Span<F> inverses)
        where F : struct, IField<F>
    {
        var product = F.One;
        for (int i = 0; i < values.Length; i++)
        {
            inverses[i] = product;
            product *= values[i];
        }

        if (!F.TryInvert(product, out var running))
            return false;
        for (int i = values.Length - 1; i >= 0; i--)
        {
            inverses[i] *= running;
            running *= values[i];
        }

        return true;
    }

    [InlineArray(Columns)]
    private struct Row<F>
    {
        private F first;
    }
}
