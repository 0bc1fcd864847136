using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Runproof.Proofs.Fields;

namespace Runproof.Circuits.Operators;

/// <content>Sixteen columns at a time, two rows and four digits per multiplication.</content>
internal static partial class RowFold
{
    /// <summary>Columns of one pass.</summary>
    private const int Tile = 16;

    /// <summary>Digits of a coefficient.</summary>
    private const int Digits = 4;

    /// <summary>Pairs of rows whose digits add up in 32 bits: each adds at most 2·2^15·2^7.</summary>
    private const int PairsPerChunk = 128;

    /// <summary>The largest integer of four digits.</summary>
    private const ulong LargestOfDigits = 0x7FFF_7FFF_7FFF_7FFF;

    private static void ComputeAvx2<E>(ReadOnlySpan<E> factors, ReadOnlySpan<sbyte> rows, Span<E> sums)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        int pairs = (factors.Length + 1) / 2;
        var digits = new int[E.Degree * pairs * Digits];
        for (int power = 0; power < E.Degree; power++)
            SplitToPairs(factors, power, digits.AsSpan(power * pairs * Digits, pairs * Digits));

        Span<long> low = stackalloc long[Tile];
        Span<long> high = stackalloc long[Tile];
        Span<Goldilocks> coefficients = stackalloc Goldilocks[Tile * E.Degree];
        for (int next = 0; next < sums.Length; next += Tile)
        {
            // The last tile reaches back where the columns do not divide; it computes some sums twice.
            int column = Math.Min(next, sums.Length - Tile);
            for (int power = 0; power < E.Degree; power++)
            {
                low.Clear();
                high.Clear();
                for (int pair = 0; pair < pairs; pair += PairsPerChunk)
                {
                    int count = Math.Min(PairsPerChunk, pairs - pair);
                    var chunk = digits.AsSpan(((power * pairs) + pair) * Digits, count * Digits);
                    AddTile(rows[((2 * pair * sums.Length) + column)..], sums.Length, Math.Min(2 * count, factors.Length - (2 * pair)), chunk, low, high);
                }

                for (int i = 0; i < Tile; i++)
                    coefficients[(i * E.Degree) + power] = Join(low[i], high[i]);
            }

            for (int i = 0; i < Tile; i++)
                sums[column + i] = E.FromCoefficients(coefficients.Slice(i * E.Degree, E.Degree));
        }
    }

    /// <summary>low + high·2^32, where 2^64 = 2^32 − 1.</summary>
    private static Goldilocks Join(long low, long high)
    {
        long top = high >> 32;
        return Goldilocks.FromInt64(low) + Goldilocks.FromInt64((top << 32) - top) + Goldilocks.FromUInt64((ulong)high << 32);
    }

    private static void SplitToPairs<E>(ReadOnlySpan<E> factors, int power, Span<int> digits)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        digits.Clear();
        for (int o = 0; o < factors.Length; o++)
        {
            ulong value = factors[o][power].Value;
            long rest = (long)(value > LargestOfDigits ? value - Goldilocks.Modulus : value);
            for (int digit = 0; digit < Digits; digit++)
            {
                short part = (short)rest;
                rest = (rest - part) >> 16;
                digits[(o / 2 * Digits) + digit] |= o % 2 == 0 ? (ushort)part : part << 16;
            }
        }
    }

    /// <summary>Adds sixteen columns of at most 256 rows.</summary>
    /// <param name="rows">Begins at the first column of the first row.</param>
    /// <param name="stride">Columns of the matrix.</param>
    /// <param name="count">Rows; where it is odd, the last pair's second digit is zero.</param>
    /// <param name="digits">Shape: (pairs of rows, 4).</param>
    /// <param name="low">Digits 0 and 1, in units of 1. Shape: (16).</param>
    /// <param name="high">Digits 2 and 3, in units of 2^32. Shape: (16).</param>
    private static void AddTile(ReadOnlySpan<sbyte> rows, int stride, int count, ReadOnlySpan<int> digits, Span<long> low, Span<long> high)
    {
        // SAFETY: the slices check that the last row of the tile, the digits and the sums are there; all loads lie before their ends.
        _ = rows[(((count - 1) * stride) + Tile - 1)..];
        _ = digits[((count + 1) / 2 * Digits)..];
        _ = low[..Tile];
        _ = high[..Tile];
        ref sbyte row = ref MemoryMarshal.GetReference(rows);
        ref int digit = ref MemoryMarshal.GetReference(digits);
        Vector256<int> even0 = default, even1 = default, even2 = default, even3 = default;
        Vector256<int> odd0 = default, odd1 = default, odd2 = default, odd3 = default;
        nuint offset = 0, place = 0;
        for (int o = 0; o < count; o += 2)
        {
            var first = Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref row, offset));
            var second = Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref row, o + 1 < count ? offset + (nuint)stride : offset));
            offset += 2 * (nuint)stride;
            var even = Avx2.UnpackLow(first, second);
            var odd = Avx2.UnpackHigh(first, second);
            var factor = Spread(ref digit, place);
            even0 += Avx2.MultiplyAddAdjacent(even, factor);
            odd0 += Avx2.MultiplyAddAdjacent(odd, factor);
            factor = Spread(ref digit, place + 1);
            even1 += Avx2.MultiplyAddAdjacent(even, factor);
            odd1 += Avx2.MultiplyAddAdjacent(odd, factor);
            factor = Spread(ref digit, place + 2);
            even2 += Avx2.MultiplyAddAdjacent(even, factor);
            odd2 += Avx2.MultiplyAddAdjacent(odd, factor);
            factor = Spread(ref digit, place + 3);
            even3 += Avx2.MultiplyAddAdjacent(even, factor);
            odd3 += Avx2.MultiplyAddAdjacent(odd, factor);
            place += Digits;
        }

        Widen(even0, odd0, even1, odd1, low);
        Widen(even2, odd2, even3, odd3, high);
    }

    private static Vector256<short> Spread(ref int digits, nuint place) =>
        Vector256.Create(System.Runtime.CompilerServices.Unsafe.Add(ref digits, place)).AsInt16();

    /// <summary>Adds a digit and 2^16 times the next one; unpacking took columns 0 to 3 and 8 to 11 into the even half.</summary>
    private static void Widen(Vector256<int> even, Vector256<int> odd, Vector256<int> nextEven, Vector256<int> nextOdd, Span<long> sums)
    {
        Add(even.GetLower(), nextEven.GetLower(), sums);
        Add(odd.GetLower(), nextOdd.GetLower(), sums[4..]);
        Add(even.GetUpper(), nextEven.GetUpper(), sums[8..]);
        Add(odd.GetUpper(), nextOdd.GetUpper(), sums[12..]);
    }

    private static void Add(Vector128<int> digit, Vector128<int> next, Span<long> sums) =>
        (Vector256.Create<long>(sums) + Avx2.ConvertToVector256Int64(digit) + (Avx2.ConvertToVector256Int64(next) << 16)).CopyTo(sums);
}
