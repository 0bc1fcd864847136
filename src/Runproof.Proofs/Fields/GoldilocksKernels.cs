using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Runproof.Proofs.Fields;

/// <summary>The vector operations over whole registers; each returns how many elements it did, and leaves fewer than a register to the scalar kernels.</summary>
/// <remarks>
/// The callers have compared the lengths. Elements of the quadratic extension are pairs in memory; only their product takes the pairs apart.
/// The methods are not inlined: inside a
/// caller, the compiler's budget for inlining runs out before the arithmetic of a lane does.
/// </remarks>
/// <typeparam name="V">The register.</typeparam>
internal static class GoldilocksKernels<V>
    where V : struct, IGoldilocksVector<V>
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Add(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b, Span<ulong> destination)
    {
        int end = WholeRegisters(destination.Length);
        ref ulong x = ref MemoryMarshal.GetReference(a), y = ref MemoryMarshal.GetReference(b), z = ref MemoryMarshal.GetReference(destination);
        for (nuint i = 0; i < (nuint)end; i += (nuint)V.Width)
            V.Store(V.Load(ref x, i) + V.Load(ref y, i), ref z, i);
        return end;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Subtract(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b, Span<ulong> destination)
    {
        int end = WholeRegisters(destination.Length);
        ref ulong x = ref MemoryMarshal.GetReference(a), y = ref MemoryMarshal.GetReference(b), z = ref MemoryMarshal.GetReference(destination);
        for (nuint i = 0; i < (nuint)end; i += (nuint)V.Width)
            V.Store(V.Load(ref x, i) - V.Load(ref y, i), ref z, i);
        return end;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Multiply(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b, Span<ulong> destination)
    {
        int end = WholeRegisters(destination.Length);
        ref ulong x = ref MemoryMarshal.GetReference(a), y = ref MemoryMarshal.GetReference(b), z = ref MemoryMarshal.GetReference(destination);
        for (nuint i = 0; i < (nuint)end; i += (nuint)V.Width)
            V.Store(V.Load(ref x, i) * V.Load(ref y, i), ref z, i);
        return end;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Scale(ReadOnlySpan<ulong> a, ulong factor, Span<ulong> destination)
    {
        int end = WholeRegisters(destination.Length);
        ref ulong x = ref MemoryMarshal.GetReference(a), z = ref MemoryMarshal.GetReference(destination);
        var factors = V.Alternate(factor, factor);
        for (nuint i = 0; i < (nuint)end; i += (nuint)V.Width)
            V.Store(V.Load(ref x, i) * factors, ref z, i);
        return end;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int MultiplyAdd(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b, ReadOnlySpan<ulong> addend, Span<ulong> destination)
    {
        int end = WholeRegisters(destination.Length);
        ref ulong x = ref MemoryMarshal.GetReference(a), y = ref MemoryMarshal.GetReference(b);
        ref ulong w = ref MemoryMarshal.GetReference(addend), z = ref MemoryMarshal.GetReference(destination);
        for (nuint i = 0; i < (nuint)end; i += (nuint)V.Width)
            V.Store(V.Canonical(V.AddLazy(V.MultiplyLazy(V.Load(ref x, i), V.Load(ref y, i)), V.Load(ref w, i))), ref z, i);
        return end;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Fold(ReadOnlySpan<ulong> low, ReadOnlySpan<ulong> high, ulong point, Span<ulong> destination)
    {
        int end = WholeRegisters(destination.Length);
        ref ulong x = ref MemoryMarshal.GetReference(low), y = ref MemoryMarshal.GetReference(high), z = ref MemoryMarshal.GetReference(destination);
        var points = V.Alternate(point, point);
        for (nuint i = 0; i < (nuint)end; i += (nuint)V.Width)
        {
            var start = V.Load(ref x, i);
            V.Store(V.Canonical(V.AddLazy(V.MultiplyLazy(V.Load(ref y, i) - start, points), start)), ref z, i);
        }

        return end;
    }

    /// <summary>The lanes' sums over whole registers, to be added up by the caller.</summary>
    /// <param name="a">Shape: (n).</param>
    /// <param name="b">Shape: (n).</param>
    /// <param name="sums">Shape: (<c>V.Width</c>).</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int InnerProduct(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b, Span<ulong> sums)
    {
        int end = WholeRegisters(a.Length);
        ref ulong x = ref MemoryMarshal.GetReference(a), y = ref MemoryMarshal.GetReference(b);
        var sum = V.Alternate(0, 0);
        for (nuint i = 0; i < (nuint)end; i += (nuint)V.Width)
            sum += V.Load(ref x, i) * V.Load(ref y, i);
        V.Store(sum, ref MemoryMarshal.GetReference(sums), 0);
        return end;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Butterfly(Span<ulong> x0, Span<ulong> x1)
    {
        int end = WholeRegisters(x0.Length);
        ref ulong y0 = ref MemoryMarshal.GetReference(x0), y1 = ref MemoryMarshal.GetReference(x1);
        for (nuint i = 0; i < (nuint)end; i += (nuint)V.Width)
        {
            V a = V.Load(ref y0, i), b = V.Load(ref y1, i);
            V.Store(a + b, ref y0, i);
            V.Store(a - b, ref y1, i);
        }

        return end;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Butterfly(Span<ulong> x0, Span<ulong> x1, Span<ulong> x2, Span<ulong> x3, ulong w1, ulong w2, ulong w3)
    {
        int end = WholeRegisters(x0.Length);
        ref ulong y0 = ref MemoryMarshal.GetReference(x0), y1 = ref MemoryMarshal.GetReference(x1);
        ref ulong y2 = ref MemoryMarshal.GetReference(x2), y3 = ref MemoryMarshal.GetReference(x3);
        V v1 = V.Alternate(w1, w1), v2 = V.Alternate(w2, w2), v3 = V.Alternate(w3, w3);
        for (nuint i = 0; i < (nuint)end; i += (nuint)V.Width)
        {
            V a = V.Load(ref y0, i), b = V.Load(ref y1, i) * v1, c = V.Load(ref y2, i), d = V.Load(ref y3, i) * v1;
            V sum0 = a + b, sum1 = a - b, sum2 = (c + d) * v2, sum3 = (c - d) * v3;
            V.Store(sum0 + sum2, ref y0, i);
            V.Store(sum1 + sum3, ref y1, i);
            V.Store(sum0 - sum2, ref y2, i);
            V.Store(sum1 - sum3, ref y3, i);
        }

        return end;
    }

    /// <summary>Products of pairs; the lengths and the result count pairs.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Multiply2(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b, Span<ulong> destination)
    {
        int end = WholeRegisters(destination.Length / 2);
        ref ulong x = ref MemoryMarshal.GetReference(a), y = ref MemoryMarshal.GetReference(b), z = ref MemoryMarshal.GetReference(destination);
        for (nuint i = 0; i < 2 * (nuint)end; i += 2 * (nuint)V.Width)
        {
            LoadPairs(ref x, i, out var a0, out var a1);
            LoadPairs(ref y, i, out var b0, out var b1);
            Multiply2(a0, a1, b0, b1, b0 + b1, out var c0, out var c1);
            StorePairs(c0, c1, ref z, i);
        }

        return end;
    }

    /// <summary>Products of pairs with one pair; the lengths and the result count pairs.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Scale2(ReadOnlySpan<ulong> a, ulong factor0, ulong factor1, Span<ulong> destination)
    {
        int end = WholeRegisters(destination.Length / 2);
        ref ulong x = ref MemoryMarshal.GetReference(a), z = ref MemoryMarshal.GetReference(destination);
        V f0 = V.Alternate(factor0, factor0), f1 = V.Alternate(factor1, factor1), f01 = f0 + f1;
        for (nuint i = 0; i < 2 * (nuint)end; i += 2 * (nuint)V.Width)
        {
            LoadPairs(ref x, i, out var a0, out var a1);
            Multiply2(a0, a1, f0, f1, f01, out var c0, out var c1);
            StorePairs(c0, c1, ref z, i);
        }

        return end;
    }

    /// <summary>Products of pairs plus pairs; the lengths and the result count pairs.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int MultiplyAdd2(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b, ReadOnlySpan<ulong> addend, Span<ulong> destination)
    {
        int end = WholeRegisters(destination.Length / 2);
        ref ulong x = ref MemoryMarshal.GetReference(a), y = ref MemoryMarshal.GetReference(b);
        ref ulong w = ref MemoryMarshal.GetReference(addend), z = ref MemoryMarshal.GetReference(destination);
        for (nuint i = 0; i < 2 * (nuint)end; i += 2 * (nuint)V.Width)
        {
            LoadPairs(ref x, i, out var a0, out var a1);
            LoadPairs(ref y, i, out var b0, out var b1);
            LoadPairs(ref w, i, out var w0, out var w1);
            Multiply2(a0, a1, b0, b1, b0 + b1, out var c0, out var c1);
            StorePairs(c0 + w0, c1 + w1, ref z, i);
        }

        return end;
    }

    /// <summary>The line through pairs; the lengths and the result count pairs.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Fold2(ReadOnlySpan<ulong> low, ReadOnlySpan<ulong> high, ulong point0, ulong point1, Span<ulong> destination)
    {
        int end = WholeRegisters(destination.Length / 2);
        ref ulong x = ref MemoryMarshal.GetReference(low), y = ref MemoryMarshal.GetReference(high), z = ref MemoryMarshal.GetReference(destination);
        V p0 = V.Alternate(point0, point0), p1 = V.Alternate(point1, point1), p01 = p0 + p1;
        for (nuint i = 0; i < 2 * (nuint)end; i += 2 * (nuint)V.Width)
        {
            LoadPairs(ref x, i, out var a0, out var a1);
            LoadPairs(ref y, i, out var b0, out var b1);
            Multiply2(b0 - a0, b1 - a1, p0, p1, p01, out var c0, out var c1);
            StorePairs(a0 + c0, a1 + c1, ref z, i);
        }

        return end;
    }

    /// <summary>The lanes' sums of products of pairs; the lengths and the result count pairs.</summary>
    /// <param name="a">Shape: (2n).</param>
    /// <param name="b">Shape: (2n).</param>
    /// <param name="sums">Shape: (2 <c>V.Width</c>), as pairs.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int InnerProduct2(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b, Span<ulong> sums)
    {
        int end = WholeRegisters(a.Length / 2);
        ref ulong x = ref MemoryMarshal.GetReference(a), y = ref MemoryMarshal.GetReference(b);
        V constants = V.Alternate(0, 0), squares = constants, mixed = constants;
        for (nuint i = 0; i < 2 * (nuint)end; i += 2 * (nuint)V.Width)
        {
            LoadPairs(ref x, i, out var a0, out var a1);
            LoadPairs(ref y, i, out var b0, out var b1);
            constants += a0 * b0;
            squares += a1 * b1;
            mixed += (a0 + a1) * (b0 + b1);
        }

        // The three products of a pair become its coefficients once, in the sums.
        var sum0 = V.Canonical(V.AddLazy(V.SevenfoldLazy(squares), constants));
        StorePairs(sum0, mixed - constants - squares, ref MemoryMarshal.GetReference(sums), 0);
        return end;
    }

    /// <summary>Pairs times single elements; the result counts pairs.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Multiply2ByBase(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b, Span<ulong> destination)
    {
        int end = WholeRegisters(b.Length);
        ref ulong x = ref MemoryMarshal.GetReference(a), y = ref MemoryMarshal.GetReference(b), z = ref MemoryMarshal.GetReference(destination);
        for (nuint i = 0; i < (nuint)end; i += (nuint)V.Width)
        {
            var factor = V.Load(ref y, i);
            V.Store(V.Load(ref x, 2 * i) * V.TwiceLower(factor), ref z, 2 * i);
            V.Store(V.Load(ref x, (2 * i) + (nuint)V.Width) * V.TwiceUpper(factor), ref z, (2 * i) + (nuint)V.Width);
        }

        return end;
    }

    /// <summary>The lanes' sums of pairs times single elements; the result counts pairs.</summary>
    /// <param name="a">Shape: (2n).</param>
    /// <param name="b">Shape: (n).</param>
    /// <param name="sums">Shape: (<c>V.Width</c>), as pairs.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int InnerProduct2ByBase(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b, Span<ulong> sums)
    {
        int end = WholeRegisters(b.Length);
        ref ulong x = ref MemoryMarshal.GetReference(a), y = ref MemoryMarshal.GetReference(b);
        V lower = V.Alternate(0, 0), upper = lower;
        for (nuint i = 0; i < (nuint)end; i += (nuint)V.Width)
        {
            var factor = V.Load(ref y, i);
            lower += V.Load(ref x, 2 * i) * V.TwiceLower(factor);
            upper += V.Load(ref x, (2 * i) + (nuint)V.Width) * V.TwiceUpper(factor);
        }

        V.Store(lower + upper, ref MemoryMarshal.GetReference(sums), 0);
        return end;
    }

    /// <summary>The line through single elements at a pair; the result counts pairs.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int FoldTo2(ReadOnlySpan<ulong> low, ReadOnlySpan<ulong> high, ulong point0, ulong point1, Span<ulong> destination)
    {
        int end = WholeRegisters(low.Length);
        ref ulong x = ref MemoryMarshal.GetReference(low), y = ref MemoryMarshal.GetReference(high), z = ref MemoryMarshal.GetReference(destination);
        V points = V.Alternate(point0, point1), constants = V.Alternate(ulong.MaxValue, 0);
        for (nuint i = 0; i < (nuint)end; i += (nuint)V.Width)
        {
            var start = V.Load(ref x, i);
            var slope = V.Load(ref y, i) - start;
            var lower = V.AddLazy(V.MultiplyLazy(V.TwiceLower(slope), points), V.Select(constants, V.TwiceLower(start)));
            var upper = V.AddLazy(V.MultiplyLazy(V.TwiceUpper(slope), points), V.Select(constants, V.TwiceUpper(start)));
            V.Store(V.Canonical(lower), ref z, 2 * i);
            V.Store(V.Canonical(upper), ref z, (2 * i) + (nuint)V.Width);
        }

        return end;
    }

    /// <summary>Three products instead of four: the mixed coefficient is (a0 + a1)(b0 + b1) less the other two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Multiply2(V a0, V a1, V b0, V b1, V b01, out V c0, out V c1)
    {
        var constant = a0 * b0;
        var square = a1 * b1;
        var mixed = (a0 + a1) * b01;
        c0 = V.Canonical(V.AddLazy(V.SevenfoldLazy(square), constant));
        c1 = mixed - constant - square;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadPairs(ref ulong source, nuint offset, out V first, out V second)
    {
        var lower = V.Load(ref source, offset);
        var upper = V.Load(ref source, offset + (nuint)V.Width);
        first = V.EvenLanes(lower, upper);
        second = V.OddLanes(lower, upper);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StorePairs(V first, V second, ref ulong destination, nuint offset)
    {
        V.Store(V.EvenLanes(first, second), ref destination, offset);
        V.Store(V.OddLanes(first, second), ref destination, offset + (nuint)V.Width);
    }

    private static int WholeRegisters(int length) => length - (length % V.Width);
}
