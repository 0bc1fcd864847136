using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Runproof.Circuits.Operators;

/// <content>Four rows at a time, sixteen products per multiplication.</content>
internal static partial class RowProducts
{
    /// <summary>Multiplications that add up in 32 bits: each adds at most 2·2^15·2^7 to a lane.</summary>
    private const int StepsPerChunk = 255;

    private static void MultiplyAvx2(
        ReadOnlySpan<sbyte> rows, ReadOnlySpan<short> columns, int length, Span<long> products, int rowStep, int columnStep)
    {
        int rowCount = rows.Length / length;
        int columnCount = columns.Length / length;
        int fours = rowCount / 4 * 4;
        for (int r = 0; r < fours; r += 4)
        {
            for (int c = 0; c < columnCount; c++)
            {
                var sums = FourRows(rows.Slice(r * length, 4 * length), columns.Slice(c * length, length));
                int place = (r * rowStep) + (c * columnStep);
                products[place] = sums[0];
                products[place + rowStep] = sums[1];
                products[place + (2 * rowStep)] = sums[2];
                products[place + (3 * rowStep)] = sums[3];
            }
        }

        for (int r = fours; r < rowCount; r++)
        {
            for (int c = 0; c < columnCount; c++)
                products[(r * rowStep) + (c * columnStep)] = OneRow(rows.Slice(r * length, length), columns.Slice(c * length, length));
        }
    }

    private static Vector256<long> FourRows(ReadOnlySpan<sbyte> rows, ReadOnlySpan<short> column)
    {
        // SAFETY: the slices check the lengths; every load lies before the end of its row.
        int length = column.Length;
        _ = rows[(4 * length)..];
        ref sbyte row0 = ref MemoryMarshal.GetReference(rows);
        ref sbyte row1 = ref Unsafe.Add(ref row0, length);
        ref sbyte row2 = ref Unsafe.Add(ref row1, length);
        ref sbyte row3 = ref Unsafe.Add(ref row2, length);
        ref short values = ref MemoryMarshal.GetReference(column);
        Vector256<long> sums = default;
        for (int from = 0; from + Grain <= length; from += StepsPerChunk * Grain)
        {
            int to = Math.Min(length, from + (StepsPerChunk * Grain));
            Vector256<int> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
            for (nuint k = (nuint)from; k < (nuint)to; k += Grain)
            {
                var value = Vector256.LoadUnsafe(ref values, k);
                sum0 += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref row0, k)), value);
                sum1 += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref row1, k)), value);
                sum2 += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref row2, k)), value);
                sum3 += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref row3, k)), value);
            }

            sums += Vector256.Create(Total(sum0), Total(sum1), Total(sum2), Total(sum3));
        }

        return sums;
    }

    private static long OneRow(ReadOnlySpan<sbyte> row, ReadOnlySpan<short> column)
    {
        // SAFETY: the slice checks the length; every load lies before the end of the row.
        int length = column.Length;
        _ = row[length..];
        ref sbyte first = ref MemoryMarshal.GetReference(row);
        ref short values = ref MemoryMarshal.GetReference(column);
        long total = 0;
        for (int from = 0; from + Grain <= length; from += StepsPerChunk * Grain)
        {
            int to = Math.Min(length, from + (StepsPerChunk * Grain));
            Vector256<int> sum = default;
            for (nuint k = (nuint)from; k < (nuint)to; k += Grain)
                sum += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref first, k)), Vector256.LoadUnsafe(ref values, k));
            total += Total(sum);
        }

        return total;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Total(Vector256<int> sum) =>
        Vector256.Sum(Avx2.ConvertToVector256Int64(sum.GetLower()) + Avx2.ConvertToVector256Int64(sum.GetUpper()));
}
