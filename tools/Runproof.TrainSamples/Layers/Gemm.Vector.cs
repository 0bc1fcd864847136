using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Runproof.TrainSamples.Layers;

/// <content>The fast path: four rows by sixteen columns at a time, lanes across columns.</content>
internal static partial class Gemm
{
    private const int TileRows = 4;
    private const int TileColumns = 16;

    [ThreadStatic]
    private static float[]? _panel;

    /// <summary>Equals <see cref="MultiplyScalar"/> bit for bit.</summary>
    public static void Multiply(Matrix a, Matrix b, Span<float> c, bool accumulate)
    {
        Check(a, b, c);
        if (_panel is null || _panel.Length < b.Rows * TileColumns)
            _panel = new float[b.Rows * TileColumns];
        var panel = _panel.AsSpan(0, b.Rows * TileColumns);
        Span<float> tile = stackalloc float[TileRows * TileColumns];
        for (var j = 0; j < b.Columns; j += TileColumns)
        {
            var columns = Math.Min(TileColumns, b.Columns - j);
            Pack(b, j, columns, panel);
            for (var i = 0; i < a.Rows; i += TileRows)
            {
                var rows = Math.Min(TileRows, a.Rows - i);
                MultiplyTile(a, i, panel, tile);
                for (var r = 0; r < rows; r++)
                    Store(tile.Slice(r * TileColumns, columns), c.Slice((i + r) * b.Columns + j, columns), accumulate);
            }
        }
    }

    private static void Pack(Matrix b, int firstColumn, int columns, Span<float> panel)
    {
        if (columns < TileColumns)
            panel.Clear();
        for (var k = 0; k < b.Rows; k++)
        {
            var row = panel.Slice(k * TileColumns, columns);
            var start = k * b.RowStride + firstColumn * b.ColumnStride;
            if (b.ColumnStride == 1)
            {
                b.Values.Slice(start, columns).CopyTo(row);
                continue;
            }

            for (var j = 0; j < row.Length; j++)
                row[j] = b.Values[start + j * b.ColumnStride];
        }
    }

    private static void Store(ReadOnlySpan<float> sums, Span<float> target, bool accumulate)
    {
        if (!accumulate)
        {
            sums.CopyTo(target);
            return;
        }

        for (var j = 0; j < sums.Length; j++)
            target[j] += sums[j];
    }

    private static void MultiplyTile(Matrix a, int firstRow, ReadOnlySpan<float> panel, Span<float> tile)
    {
        // Rows below the matrix repeat its last row; their results are not stored.
        var last = a.Rows - 1;
        var offset0 = (nuint)(firstRow * a.RowStride);
        var offset1 = (nuint)(Math.Min(firstRow + 1, last) * a.RowStride);
        var offset2 = (nuint)(Math.Min(firstRow + 2, last) * a.RowStride);
        var offset3 = (nuint)(Math.Min(firstRow + 3, last) * a.RowStride);
        var step = (nuint)a.ColumnStride;
        var (sum00, sum01) = (Vector256<float>.Zero, Vector256<float>.Zero);
        var (sum10, sum11) = (Vector256<float>.Zero, Vector256<float>.Zero);
        var (sum20, sum21) = (Vector256<float>.Zero, Vector256<float>.Zero);
        var (sum30, sum31) = (Vector256<float>.Zero, Vector256<float>.Zero);

        // SAFETY: every row offset plus (a.Columns - 1) steps lies inside a.Values, because Matrix checks that its values cover
        // rows times columns; panel holds exactly 16 floats for each of the a.Columns steps; tile holds 64.
        ref var left = ref MemoryMarshal.GetReference(a.Values);
        ref var right = ref MemoryMarshal.GetReference(panel);
        for (nuint k = 0, at = 0, end = (nuint)a.Columns; k < end; k++, at += step)
        {
            var b0 = Vector256.LoadUnsafe(ref right, k * TileColumns);
            var b1 = Vector256.LoadUnsafe(ref right, k * TileColumns + 8);
            var a0 = Vector256.Create(Unsafe.Add(ref left, offset0 + at));
            sum00 = Vector256.FusedMultiplyAdd(a0, b0, sum00);
            sum01 = Vector256.FusedMultiplyAdd(a0, b1, sum01);
            var a1 = Vector256.Create(Unsafe.Add(ref left, offset1 + at));
            sum10 = Vector256.FusedMultiplyAdd(a1, b0, sum10);
            sum11 = Vector256.FusedMultiplyAdd(a1, b1, sum11);
            var a2 = Vector256.Create(Unsafe.Add(ref left, offset2 + at));
            sum20 = Vector256.FusedMultiplyAdd(a2, b0, sum20);
            sum21 = Vector256.FusedMultiplyAdd(a2, b1, sum21);
            var a3 = Vector256.Create(Unsafe.Add(ref left, offset3 + at));
            sum30 = Vector256.FusedMultiplyAdd(a3, b0, sum30);
            sum31 = Vector256.FusedMultiplyAdd(a3, b1, sum31);
        }

        sum00.CopyTo(tile);
        sum01.CopyTo(tile[8..]);
        sum10.CopyTo(tile[16..]);
        sum11.CopyTo(tile[24..]);
        sum20.CopyTo(tile[32..]);
        sum21.CopyTo(tile[40..]);
        sum30.CopyTo(tile[48..]);
        sum31.CopyTo(tile[56..]);
    }
}
