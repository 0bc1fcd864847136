using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Runproof.Proofs.Fields;

/// <summary>The vector operations of the cubic extension over whole registers; like <see cref="GoldilocksKernels{V}"/>, with lengths and results in triples.</summary>
/// <remarks>
/// A register's width is coprime to three, so that of three registers of triples the lanes of one coefficient are all different: choosing lanes gathers a
/// coefficient, and rotating the second once and the third twice brings the coefficients of an element into one lane.
/// </remarks>
/// <typeparam name="V">The register.</typeparam>
internal static class Goldilocks3Kernels<V>
    where V : struct, IGoldilocksVector<V>
{
    /// <summary>All ones at every third place; a register loaded from offset s chooses the lanes j with j + s divisible by three.</summary>
    private static ReadOnlySpan<ulong> EveryThird => [ulong.MaxValue, 0, 0, ulong.MaxValue, 0, 0, ulong.MaxValue, 0, 0, ulong.MaxValue];

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Multiply(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b, Span<ulong> destination)
    {
        int end = WholeRegisters(destination.Length);
        ref ulong x = ref MemoryMarshal.GetReference(a), y = ref MemoryMarshal.GetReference(b), z = ref MemoryMarshal.GetReference(destination);
        for (nuint i = 0; i < 3 * (nuint)end; i += 3 * (nuint)V.Width)
            Store(Load(ref x, i) * Load(ref y, i), ref z, i);
        return end;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Scale(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> factor, Span<ulong> destination)
    {
        int end = WholeRegisters(destination.Length);
        ref ulong x = ref MemoryMarshal.GetReference(a), z = ref MemoryMarshal.GetReference(destination);
        var factors = Triple.Broadcast(factor);
        for (nuint i = 0; i < 3 * (nuint)end; i += 3 * (nuint)V.Width)
            Store(Load(ref x, i) * factors, ref z, i);
        return end;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int MultiplyAdd(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b, ReadOnlySpan<ulong> addend, Span<ulong> destination)
    {
        int end = WholeRegisters(destination.Length);
        ref ulong x = ref MemoryMarshal.GetReference(a), y = ref MemoryMarshal.GetReference(b);
        ref ulong w = ref MemoryMarshal.GetReference(addend), z = ref MemoryMarshal.GetReference(destination);
        for (nuint i = 0; i < 3 * (nuint)end; i += 3 * (nuint)V.Width)
            Store((Load(ref x, i) * Load(ref y, i)) + Load(ref w, i), ref z, i);
        return end;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Fold(ReadOnlySpan<ulong> low, ReadOnlySpan<ulong> high, ReadOnlySpan<ulong> point, Span<ulong> destination)
    {
        int end = WholeRegisters(destination.Length);
        ref ulong x = ref MemoryMarshal.GetReference(low), y = ref MemoryMarshal.GetReference(high), z = ref MemoryMarshal.GetReference(destination);
        var points = Triple.Broadcast(point);
        for (nuint i = 0; i < 3 * (nuint)end; i += 3 * (nuint)V.Width)
        {
            var start = Load(ref x, i);
            Store(((Load(ref y, i) - start) * points) + start, ref z, i);
        }

        return end;
    }

    /// <summary>The lanes' sums of products, to be added up by the caller.</summary>
    /// <param name="a">Shape: (3n).</param>
    /// <param name="b">Shape: (3n).</param>
    /// <param name="sums">Shape: (3 <c>V.Width</c>), as triples.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int InnerProduct(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b, Span<ulong> sums)
    {
        int end = WholeRegisters(a.Length);
        ref ulong x = ref MemoryMarshal.GetReference(a), y = ref MemoryMarshal.GetReference(b);
        var sum = default(Triple);
        for (nuint i = 0; i < 3 * (nuint)end; i += 3 * (nuint)V.Width)
            sum += Load(ref x, i) * Load(ref y, i);
        Store(sum, ref MemoryMarshal.GetReference(sums), 0);
        return end;
    }

    private static int WholeRegisters(int words) => (words / 3) - (words / 3 % V.Width);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Triple Load(ref ulong source, nuint offset)
    {
        V a = V.Load(ref source, offset), b = V.Load(ref source, offset + (nuint)V.Width), c = V.Load(ref source, offset + (2 * (nuint)V.Width));
        var c0 = V.Choose(Mask(0, 0), a, V.Choose(Mask(1, 0), b, c));
        var c1 = V.Choose(Mask(0, 1), a, V.Choose(Mask(1, 1), b, c));
        var c2 = V.Choose(Mask(0, 2), a, V.Choose(Mask(1, 2), b, c));
        return new(c0, V.RotateDown(c1), V.RotateDown(V.RotateDown(c2)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Triple value, ref ulong destination, nuint offset)
    {
        V c0 = value.First, c1 = V.RotateUp(value.Second), c2 = V.RotateUp(V.RotateUp(value.Third));
        V.Store(V.Choose(Mask(0, 0), c0, V.Choose(Mask(0, 1), c1, c2)), ref destination, offset);
        V.Store(V.Choose(Mask(1, 0), c0, V.Choose(Mask(1, 1), c1, c2)), ref destination, offset + (nuint)V.Width);
        V.Store(V.Choose(Mask(2, 0), c0, V.Choose(Mask(2, 1), c1, c2)), ref destination, offset + (2 * (nuint)V.Width));
    }

    /// <summary>The lanes of one of three registers that hold a coefficient.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Mask(int register, int coefficient) =>
        V.Load(ref MemoryMarshal.GetReference(EveryThird), (nuint)(((register * V.Width) + (2 * coefficient)) % 3));

    /// <summary>The coefficients of a register's worth of elements.</summary>
    private readonly struct Triple
    {
        private readonly V c0;
        private readonly V c1;
        private readonly V c2;

        public Triple(V c0, V c1, V c2)
        {
            this.c0 = c0;
            this.c1 = c1;
            this.c2 = c2;
        }

        public V First => c0;

        public V Second => c1;

        public V Third => c2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Triple operator +(Triple a, Triple b) => new(a.c0 + b.c0, a.c1 + b.c1, a.c2 + b.c2);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Triple operator -(Triple a, Triple b) => new(a.c0 - b.c0, a.c1 - b.c1, a.c2 - b.c2);

        /// <summary>Six products instead of nine: a sum of mixed products is a product of sums less the plain ones.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Triple operator *(Triple a, Triple b)
        {
            V p0 = a.c0 * b.c0, p1 = a.c1 * b.c1, p2 = a.c2 * b.c2;
            V mixed01 = ((a.c0 + a.c1) * (b.c0 + b.c1)) - p0 - p1;
            V mixed02 = ((a.c0 + a.c2) * (b.c0 + b.c2)) - p0 - p2;
            V mixed12 = ((a.c1 + a.c2) * (b.c1 + b.c2)) - p1 - p2;
            return new(p0 + mixed12 + mixed12, mixed01 + p2 + p2, mixed02 + p1);
        }

        public static Triple Broadcast(ReadOnlySpan<ulong> coefficients) => new(
            V.Alternate(coefficients[0], coefficients[0]),
            V.Alternate(coefficients[1], coefficients[1]),
            V.Alternate(coefficients[2], coefficients[2]));
    }
}
