using System.Runtime.Intrinsics.X86;

namespace Runproof.Circuits.Operators;

/// <summary>Products of a matrix of small integers with columns of small integers: what a convolution or a dense layer costs.</summary>
internal static partial class RowProducts
{
    /// <summary>Rows and columns of the products are as long as a multiple of this; the rest is zero.</summary>
    public const int Grain = 16;

    /// <summary>A length with the zeros behind it.</summary>
    public static int Padded(int length) => (length + Grain - 1) / Grain * Grain;

    /// <summary>The rows with zeros behind each of them; the same rows where none are needed.</summary>
    /// <param name="rows">Shape: (rows, <paramref name="length"/>).</param>
    /// <param name="length">Length of a row.</param>
    public static ReadOnlySpan<sbyte> PadRows(ReadOnlySpan<sbyte> rows, int length)
    {
        int padded = Padded(length);
        if (padded == length)
            return rows;
        int count = rows.Length / length;
        var copy = new sbyte[count * padded];
        for (int r = 0; r < count; r++)
            rows.Slice(r * length, length).CopyTo(copy.AsSpan(r * padded));
        return copy;
    }

    /// <summary>Copies integers to sixteen bits; false where one does not fit.</summary>
    public static bool TryNarrow(ReadOnlySpan<int> source, Span<short> target)
    {
        int outside = 0;
        for (int i = 0; i < source.Length; i++)
        {
            short value = (short)source[i];
            outside |= source[i] ^ value;
            target[i] = value;
        }

        return outside == 0;
    }

    /// <summary>Sets <c>products[r·rowStep + c·columnStep] = Σ rows[r, k]·columns[c, k]</c>.</summary>
    /// <param name="rows">Shape: (rows, <paramref name="length"/>).</param>
    /// <param name="columns">Shape: (columns, <paramref name="length"/>).</param>
    /// <param name="length">A multiple of <see cref="Grain"/>.</param>
    /// <param name="products">Receives the products.</param>
    /// <param name="rowStep">Products between one row and the next.</param>
    /// <param name="columnStep">Products between one column and the next.</param>
    public static void Multiply(
        ReadOnlySpan<sbyte> rows, ReadOnlySpan<short> columns, int length, Span<long> products, int rowStep, int columnStep)
    {
        if (Avx2.IsSupported)
            MultiplyAvx2(rows, columns, length, products, rowStep, columnStep);
        else
            MultiplyReference(rows, columns, length, products, rowStep, columnStep);
    }

    /// <summary>The same products, one after the other.</summary>
    public static void MultiplyReference(
        ReadOnlySpan<sbyte> rows, ReadOnlySpan<short> columns, int length, Span<long> products, int rowStep, int columnStep)
    {
        for (int r = 0; r < rows.Length / length; r++)
        {
            var row = rows.Slice(r * length, length);
            for (int c = 0; c < columns.Length / length; c++)
            {
                var column = columns.Slice(c * length, length);
                long sum = 0;
                for (int k = 0; k < row.Length; k++)
                    sum += row[k] * column[k];
                products[(r * rowStep) + (c * columnStep)] = sum;
            }
        }
    }
}
