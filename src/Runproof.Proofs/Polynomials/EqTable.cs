using System.Buffers;
using System.Numerics;
using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Polynomials;

/// <summary>The multilinear polynomial eq(z, x) = Π (z_j·x_j + (1 − z_j)·(1 − x_j)), which is 1 at x = z and 0 elsewhere on the cube.</summary>
/// <remarks>Variable 0 is the most significant bit of an index, as in <see cref="MultilinearValues{E}"/>.</remarks>
public static class EqTable
{
    private const int BlockVariables = 10;

    /// <summary>The value eq(a, b).</summary>
    /// <param name="a">A point.</param>
    /// <param name="b">A point of as many variables.</param>
    public static E Evaluate<E>(ReadOnlySpan<E> a, ReadOnlySpan<E> b)
        where E : struct, IField<E>
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(b.Length, a.Length);
        E product = E.One;
        for (int j = 0; j < a.Length; j++)
        {
            E both = a[j] * b[j];
            product *= E.One - a[j] - b[j] + both + both;
        }

        return product;
    }

    /// <summary>Writes scale·eq(point, x) for every x of the cube.</summary>
    /// <param name="point">The point z.</param>
    /// <param name="scale">What every value is multiplied by.</param>
    /// <param name="table">Receives the values. Shape: 2^variables.</param>
    public static void Fill<E>(ReadOnlySpan<E> point, E scale, Span<E> table)
        where E : struct, IField<E>
    {
        CheckLength(point.Length, table.Length);
        table[0] = scale;

        // From the last variable to the first: a new variable is the top bit, so that both halves are runs.
        for (int size = 1, j = point.Length - 1; j >= 0; j--, size *= 2)
        {
            var zero = table[..size];
            var one = table.Slice(size, size);
            E.Scale(zero, point[j], one);
            E.Subtract(zero, one, zero);
        }
    }

    /// <summary>Adds scale·eq(point, x) to every entry of a table.</summary>
    /// <remarks>Leading coordinates that are 0 or 1 cost nothing: all but one block of the table is left alone.</remarks>
    /// <param name="point">The point z.</param>
    /// <param name="scale">What every value is multiplied by.</param>
    /// <param name="table">The table. Shape: 2^variables.</param>
    /// <param name="workers">Who works.</param>
    public static void AddTo<E>(ReadOnlySpan<E> point, E scale, Memory<E> table, Workers workers)
        where E : struct, IField<E>
    {
        CheckLength(point.Length, table.Length);
        while (point.Length > 0 && (point[0].Equals(E.Zero) || point[0].Equals(E.One)))
        {
            int half = table.Length / 2;
            table = point[0].Equals(E.Zero) ? table[..half] : table[half..];
            point = point[1..];
        }

        int low = Math.Min(BlockVariables, point.Length);
        var high = new E[1 << (point.Length - low)];
        Fill(point[..^low], scale, high);
        var inner = point[^low..].ToArray();
        workers.ForEach(high.Length, 1, (block, _, _) =>
        {
            var buffer = ArrayPool<E>.Shared.Rent(1 << low);
            var values = buffer.AsSpan(0, 1 << low);
            Fill(inner, high[block], values);
            var target = table.Span.Slice(block << low, 1 << low);
            E.Add(target, values, target);
            ArrayPool<E>.Shared.Return(buffer);
        });
    }

    private static void CheckLength(int variables, int length)
    {
        if (!BitOperations.IsPow2(length) || BitOperations.Log2((uint)length) != variables)
            throw new ArgumentException($"a table over {variables} variables does not have {length} entries");
    }
}
