using System.Runtime.Intrinsics.X86;
using Runproof.Proofs.Fields;

namespace Runproof.Circuits.Operators;

/// <summary>The sum of the rows of a matrix of small integers, each times a field element: what an adjoint costs.</summary>
/// <remarks>
/// The vector path cuts every coefficient of a factor into four digits of sixteen bits, from −2^15 to 2^15 − 1, so that 256 rows add up in 32 bits
/// and the field is reduced to once per column.
/// </remarks>
internal static partial class RowFold
{
    /// <summary>Sets <c>sums[k] = Σ factors[o]·rows[o, k]</c>.</summary>
    /// <param name="factors">Shape: (rows).</param>
    /// <param name="rows">Shape: (rows, columns).</param>
    /// <param name="sums">Shape: (columns).</param>
    public static void Compute<E>(ReadOnlySpan<E> factors, ReadOnlySpan<sbyte> rows, Span<E> sums)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        if (Avx2.IsSupported && sums.Length >= Tile && factors.Length > 1)
            ComputeAvx2(factors, rows, sums);
        else
            ComputeReference(factors, rows, sums);
    }

    /// <summary>The same sums, weight by weight.</summary>
    public static void ComputeReference<E>(ReadOnlySpan<E> factors, ReadOnlySpan<sbyte> rows, Span<E> sums)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        sums.Clear();
        for (int o = 0; o < factors.Length; o++)
        {
            var row = rows.Slice(o * sums.Length, sums.Length);
            for (int k = 0; k < row.Length; k++)
                sums[k] += factors[o] * Goldilocks.FromInt64(row[k]);
        }
    }
}
