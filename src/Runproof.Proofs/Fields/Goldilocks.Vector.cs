using System.Runtime.InteropServices;

namespace Runproof.Proofs.Fields;

/// <content>The vector operations, by the widest registers that the machine has.</content>
public readonly partial struct Goldilocks
{
    /// <inheritdoc/>
    public static void Add(ReadOnlySpan<Goldilocks> a, ReadOnlySpan<Goldilocks> b, Span<Goldilocks> destination)
    {
        Shape.Require(a.Length == destination.Length && b.Length == destination.Length);
        int done = GoldilocksVector512.IsSupported ? GoldilocksKernels<GoldilocksVector512>.Add(Words(a), Words(b), Words(destination))
            : GoldilocksVector256.IsSupported ? GoldilocksKernels<GoldilocksVector256>.Add(Words(a), Words(b), Words(destination))
            : 0;
        ScalarKernels.Add(a[done..], b[done..], destination[done..]);
    }

    /// <inheritdoc/>
    public static void Subtract(ReadOnlySpan<Goldilocks> a, ReadOnlySpan<Goldilocks> b, Span<Goldilocks> destination)
    {
        Shape.Require(a.Length == destination.Length && b.Length == destination.Length);
        int done = GoldilocksVector512.IsSupported ? GoldilocksKernels<GoldilocksVector512>.Subtract(Words(a), Words(b), Words(destination))
            : GoldilocksVector256.IsSupported ? GoldilocksKernels<GoldilocksVector256>.Subtract(Words(a), Words(b), Words(destination))
            : 0;
        ScalarKernels.Subtract(a[done..], b[done..], destination[done..]);
    }

    /// <inheritdoc/>
    public static void Multiply(ReadOnlySpan<Goldilocks> a, ReadOnlySpan<Goldilocks> b, Span<Goldilocks> destination)
    {
        Shape.Require(a.Length == destination.Length && b.Length == destination.Length);
        int done = GoldilocksVector512.IsSupported ? GoldilocksKernels<GoldilocksVector512>.Multiply(Words(a), Words(b), Words(destination))
            : GoldilocksVector256.IsSupported ? GoldilocksKernels<GoldilocksVector256>.Multiply(Words(a), Words(b), Words(destination))
            : 0;
        ScalarKernels.Multiply(a[done..], b[done..], destination[done..]);
    }

    /// <inheritdoc/>
    public static void Scale(ReadOnlySpan<Goldilocks> a, Goldilocks factor, Span<Goldilocks> destination)
    {
        Shape.Require(a.Length == destination.Length);
        int done = GoldilocksVector512.IsSupported ? GoldilocksKernels<GoldilocksVector512>.Scale(Words(a), factor.value, Words(destination))
            : GoldilocksVector256.IsSupported ? GoldilocksKernels<GoldilocksVector256>.Scale(Words(a), factor.value, Words(destination))
            : 0;
        ScalarKernels.Scale(a[done..], factor, destination[done..]);
    }

    /// <inheritdoc/>
    public static void MultiplyAdd(ReadOnlySpan<Goldilocks> a, ReadOnlySpan<Goldilocks> b, ReadOnlySpan<Goldilocks> addend, Span<Goldilocks> destination)
    {
        Shape.Require(a.Length == destination.Length && b.Length == destination.Length && addend.Length == destination.Length);
        int done = GoldilocksVector512.IsSupported
            ? GoldilocksKernels<GoldilocksVector512>.MultiplyAdd(Words(a), Words(b), Words(addend), Words(destination))
            : GoldilocksVector256.IsSupported
            ? GoldilocksKernels<GoldilocksVector256>.MultiplyAdd(Words(a), Words(b), Words(addend), Words(destination))
            : 0;
        ScalarKernels.MultiplyAdd(a[done..], b[done..], addend[done..], destination[done..]);
    }

    /// <inheritdoc/>
    public static Goldilocks InnerProduct(ReadOnlySpan<Goldilocks> a, ReadOnlySpan<Goldilocks> b)
    {
        Shape.Require(a.Length == b.Length);
        Span<Goldilocks> sums = stackalloc Goldilocks[8];
        int done = GoldilocksVector512.IsSupported ? GoldilocksKernels<GoldilocksVector512>.InnerProduct(Words(a), Words(b), Words(sums))
            : GoldilocksVector256.IsSupported ? GoldilocksKernels<GoldilocksVector256>.InnerProduct(Words(a), Words(b), Words(sums))
            : 0;
        return ScalarKernels.InnerProduct(a[done..], b[done..]) + ScalarKernels.Sum<Goldilocks>(sums);
    }

    /// <inheritdoc/>
    public static void Fold(ReadOnlySpan<Goldilocks> low, ReadOnlySpan<Goldilocks> high, Goldilocks point, Span<Goldilocks> destination)
    {
        Shape.Require(low.Length == destination.Length && high.Length == destination.Length);
        int done = GoldilocksVector512.IsSupported
            ? GoldilocksKernels<GoldilocksVector512>.Fold(Words(low), Words(high), point.value, Words(destination))
            : GoldilocksVector256.IsSupported
            ? GoldilocksKernels<GoldilocksVector256>.Fold(Words(low), Words(high), point.value, Words(destination))
            : 0;
        ScalarKernels.Fold(low[done..], high[done..], point, destination[done..]);
    }

    /// <inheritdoc/>
    public static void Butterfly(Span<Goldilocks> x0, Span<Goldilocks> x1)
    {
        Shape.Require(x0.Length == x1.Length);
        int done = GoldilocksVector512.IsSupported ? GoldilocksKernels<GoldilocksVector512>.Butterfly(Words(x0), Words(x1))
            : GoldilocksVector256.IsSupported ? GoldilocksKernels<GoldilocksVector256>.Butterfly(Words(x0), Words(x1))
            : 0;
        ScalarKernels.Butterfly(x0[done..], x1[done..]);
    }

    /// <inheritdoc/>
    public static void Butterfly(
        Span<Goldilocks> x0, Span<Goldilocks> x1, Span<Goldilocks> x2, Span<Goldilocks> x3, Goldilocks w1, Goldilocks w2, Goldilocks w3)
    {
        Shape.Require(x0.Length == x1.Length && x0.Length == x2.Length && x0.Length == x3.Length);
        int done = GoldilocksVector512.IsSupported
            ? GoldilocksKernels<GoldilocksVector512>.Butterfly(Words(x0), Words(x1), Words(x2), Words(x3), w1.value, w2.value, w3.value)
            : GoldilocksVector256.IsSupported
            ? GoldilocksKernels<GoldilocksVector256>.Butterfly(Words(x0), Words(x1), Words(x2), Words(x3), w1.value, w2.value, w3.value)
            : 0;
        if (done < x0.Length)
            ScalarKernels.Butterfly(x0[done..], x1[done..], x2[done..], x3[done..], w1, w2, w3);
    }

    private static ReadOnlySpan<ulong> Words(ReadOnlySpan<Goldilocks> elements) => MemoryMarshal.Cast<Goldilocks, ulong>(elements);

    private static Span<ulong> Words(Span<Goldilocks> elements) => MemoryMarshal.Cast<Goldilocks, ulong>(elements);
}
