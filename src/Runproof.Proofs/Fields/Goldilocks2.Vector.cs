using System.Runtime.InteropServices;

namespace Runproof.Proofs.Fields;

/// <content>The vector operations, by the widest registers that the machine has.</content>
public readonly partial struct Goldilocks2
{
    /// <inheritdoc/>
    public static void Add(ReadOnlySpan<Goldilocks2> a, ReadOnlySpan<Goldilocks2> b, Span<Goldilocks2> destination) =>
        Goldilocks.Add(Coefficients(a), Coefficients(b), Coefficients(destination));

    /// <inheritdoc/>
    public static void Subtract(ReadOnlySpan<Goldilocks2> a, ReadOnlySpan<Goldilocks2> b, Span<Goldilocks2> destination) =>
        Goldilocks.Subtract(Coefficients(a), Coefficients(b), Coefficients(destination));

    /// <inheritdoc/>
    public static void Multiply(ReadOnlySpan<Goldilocks2> a, ReadOnlySpan<Goldilocks2> b, Span<Goldilocks2> destination)
    {
        Shape.Require(a.Length == destination.Length && b.Length == destination.Length);
        int done = GoldilocksVector512.IsSupported ? GoldilocksKernels<GoldilocksVector512>.Multiply2(Words(a), Words(b), Words(destination))
            : GoldilocksVector256.IsSupported ? GoldilocksKernels<GoldilocksVector256>.Multiply2(Words(a), Words(b), Words(destination))
            : 0;
        ScalarKernels.Multiply(a[done..], b[done..], destination[done..]);
    }

    /// <inheritdoc/>
    public static void Multiply(ReadOnlySpan<Goldilocks2> a, ReadOnlySpan<Goldilocks> b, Span<Goldilocks2> destination)
    {
        Shape.Require(a.Length == destination.Length && b.Length == destination.Length);
        int done = GoldilocksVector512.IsSupported ? GoldilocksKernels<GoldilocksVector512>.Multiply2ByBase(Words(a), Words(b), Words(destination))
            : GoldilocksVector256.IsSupported ? GoldilocksKernels<GoldilocksVector256>.Multiply2ByBase(Words(a), Words(b), Words(destination))
            : 0;
        ScalarKernels.Multiply(a[done..], b[done..], destination[done..]);
    }

    /// <inheritdoc/>
    public static void Scale(ReadOnlySpan<Goldilocks2> a, Goldilocks2 factor, Span<Goldilocks2> destination)
    {
        Shape.Require(a.Length == destination.Length);
        ulong factor0 = factor.c0.Value, factor1 = factor.c1.Value;
        int done = GoldilocksVector512.IsSupported ? GoldilocksKernels<GoldilocksVector512>.Scale2(Words(a), factor0, factor1, Words(destination))
            : GoldilocksVector256.IsSupported ? GoldilocksKernels<GoldilocksVector256>.Scale2(Words(a), factor0, factor1, Words(destination))
            : 0;
        ScalarKernels.Scale(a[done..], factor, destination[done..]);
    }

    /// <inheritdoc/>
    public static void MultiplyAdd(
        ReadOnlySpan<Goldilocks2> a, ReadOnlySpan<Goldilocks2> b, ReadOnlySpan<Goldilocks2> addend, Span<Goldilocks2> destination)
    {
        Shape.Require(a.Length == destination.Length && b.Length == destination.Length && addend.Length == destination.Length);
        int done = GoldilocksVector512.IsSupported
            ? GoldilocksKernels<GoldilocksVector512>.MultiplyAdd2(Words(a), Words(b), Words(addend), Words(destination))
            : GoldilocksVector256.IsSupported
            ? GoldilocksKernels<GoldilocksVector256>.MultiplyAdd2(Words(a), Words(b), Words(addend), Words(destination))
            : 0;
        ScalarKernels.MultiplyAdd(a[done..], b[done..], addend[done..], destination[done..]);
    }

    /// <inheritdoc/>
    public static Goldilocks2 InnerProduct(ReadOnlySpan<Goldilocks2> a, ReadOnlySpan<Goldilocks2> b)
    {
        Shape.Require(a.Length == b.Length);
        Span<Goldilocks2> sums = stackalloc Goldilocks2[8];
        int done = GoldilocksVector512.IsSupported ? GoldilocksKernels<GoldilocksVector512>.InnerProduct2(Words(a), Words(b), Words(sums))
            : GoldilocksVector256.IsSupported ? GoldilocksKernels<GoldilocksVector256>.InnerProduct2(Words(a), Words(b), Words(sums))
            : 0;
        return ScalarKernels.InnerProduct(a[done..], b[done..]) + ScalarKernels.Sum<Goldilocks2>(sums);
    }

    /// <inheritdoc/>
    public static Goldilocks2 InnerProduct(ReadOnlySpan<Goldilocks2> a, ReadOnlySpan<Goldilocks> b)
    {
        Shape.Require(a.Length == b.Length);
        Span<Goldilocks2> sums = stackalloc Goldilocks2[4];
        int done = GoldilocksVector512.IsSupported ? GoldilocksKernels<GoldilocksVector512>.InnerProduct2ByBase(Words(a), Words(b), Words(sums))
            : GoldilocksVector256.IsSupported ? GoldilocksKernels<GoldilocksVector256>.InnerProduct2ByBase(Words(a), Words(b), Words(sums))
            : 0;
        return ScalarKernels.InnerProduct(a[done..], b[done..]) + ScalarKernels.Sum<Goldilocks2>(sums);
    }

    /// <inheritdoc/>
    public static void Fold(ReadOnlySpan<Goldilocks2> low, ReadOnlySpan<Goldilocks2> high, Goldilocks2 point, Span<Goldilocks2> destination)
    {
        Shape.Require(low.Length == destination.Length && high.Length == destination.Length);
        ulong point0 = point.c0.Value, point1 = point.c1.Value;
        int done = GoldilocksVector512.IsSupported
            ? GoldilocksKernels<GoldilocksVector512>.Fold2(Words(low), Words(high), point0, point1, Words(destination))
            : GoldilocksVector256.IsSupported
            ? GoldilocksKernels<GoldilocksVector256>.Fold2(Words(low), Words(high), point0, point1, Words(destination))
            : 0;
        ScalarKernels.Fold(low[done..], high[done..], point, destination[done..]);
    }

    /// <inheritdoc/>
    public static void Fold(ReadOnlySpan<Goldilocks> low, ReadOnlySpan<Goldilocks> high, Goldilocks2 point, Span<Goldilocks2> destination)
    {
        Shape.Require(low.Length == destination.Length && high.Length == destination.Length);
        ulong point0 = point.c0.Value, point1 = point.c1.Value;
        int done = GoldilocksVector512.IsSupported
            ? GoldilocksKernels<GoldilocksVector512>.FoldTo2(Words(low), Words(high), point0, point1, Words(destination))
            : GoldilocksVector256.IsSupported
            ? GoldilocksKernels<GoldilocksVector256>.FoldTo2(Words(low), Words(high), point0, point1, Words(destination))
            : 0;
        ScalarKernels.Fold(low[done..], high[done..], point, destination[done..]);
    }

    private static ReadOnlySpan<Goldilocks> Coefficients(ReadOnlySpan<Goldilocks2> elements) => MemoryMarshal.Cast<Goldilocks2, Goldilocks>(elements);

    private static Span<Goldilocks> Coefficients(Span<Goldilocks2> elements) => MemoryMarshal.Cast<Goldilocks2, Goldilocks>(elements);

    private static ReadOnlySpan<ulong> Words(ReadOnlySpan<Goldilocks> elements) => MemoryMarshal.Cast<Goldilocks, ulong>(elements);

    private static ReadOnlySpan<ulong> Words(ReadOnlySpan<Goldilocks2> elements) => MemoryMarshal.Cast<Goldilocks2, ulong>(elements);

    private static Span<ulong> Words(Span<Goldilocks2> elements) => MemoryMarshal.Cast<Goldilocks2, ulong>(elements);
}
