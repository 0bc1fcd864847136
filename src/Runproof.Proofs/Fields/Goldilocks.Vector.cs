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

    private static ReadOnlySpan<ulong> Words(ReadOnlySpan<Goldilocks> elements) => MemoryMarshal.Cast<Goldilocks, ulong>(elements);

    private static Span<ulong> Words(Span<Goldilocks> elements) => MemoryMarshal.Cast<Goldilocks, ulong>(elements);
}
