using System.Runtime.InteropServices;

namespace Runproof.Proofs.Fields;

/// <content>The vector operations, by the widest registers that the machine has.</content>
public readonly partial struct Goldilocks3
{
    /// <inheritdoc/>
    public static void Add(ReadOnlySpan<Goldilocks3> a, ReadOnlySpan<Goldilocks3> b, Span<Goldilocks3> destination) =>
        Goldilocks.Add(Coefficients(a), Coefficients(b), Coefficients(destination));

    /// <inheritdoc/>
    public static void Subtract(ReadOnlySpan<Goldilocks3> a, ReadOnlySpan<Goldilocks3> b, Span<Goldilocks3> destination) =>
        Goldilocks.Subtract(Coefficients(a), Coefficients(b), Coefficients(destination));

    /// <inheritdoc/>
    public static void Multiply(ReadOnlySpan<Goldilocks3> a, ReadOnlySpan<Goldilocks3> b, Span<Goldilocks3> destination)
    {
        Shape.Require(a.Length == destination.Length && b.Length == destination.Length);
        int done = GoldilocksVector512.IsSupported ? Goldilocks3Kernels<GoldilocksVector512>.Multiply(Words(a), Words(b), Words(destination))
            : GoldilocksVector256.IsSupported ? Goldilocks3Kernels<GoldilocksVector256>.Multiply(Words(a), Words(b), Words(destination))
            : 0;
        ScalarKernels.Multiply(a[done..], b[done..], destination[done..]);
    }

    /// <inheritdoc/>
    public static void Multiply(ReadOnlySpan<Goldilocks3> a, ReadOnlySpan<Goldilocks> b, Span<Goldilocks3> destination) =>
        ScalarKernels.Multiply(a, b, destination);

    /// <inheritdoc/>
    public static void Scale(ReadOnlySpan<Goldilocks3> a, Goldilocks3 factor, Span<Goldilocks3> destination)
    {
        Shape.Require(a.Length == destination.Length);
        var factors = Words(new ReadOnlySpan<Goldilocks3>(in factor));
        int done = GoldilocksVector512.IsSupported ? Goldilocks3Kernels<GoldilocksVector512>.Scale(Words(a), factors, Words(destination))
            : GoldilocksVector256.IsSupported ? Goldilocks3Kernels<GoldilocksVector256>.Scale(Words(a), factors, Words(destination))
            : 0;
        ScalarKernels.Scale(a[done..], factor, destination[done..]);
    }

    /// <inheritdoc/>
    public static void MultiplyAdd(
        ReadOnlySpan<Goldilocks3> a, ReadOnlySpan<Goldilocks3> b, ReadOnlySpan<Goldilocks3> addend, Span<Goldilocks3> destination)
    {
        Shape.Require(a.Length == destination.Length && b.Length == destination.Length && addend.Length == destination.Length);
        int done = GoldilocksVector512.IsSupported
            ? Goldilocks3Kernels<GoldilocksVector512>.MultiplyAdd(Words(a), Words(b), Words(addend), Words(destination))
            : GoldilocksVector256.IsSupported
            ? Goldilocks3Kernels<GoldilocksVector256>.MultiplyAdd(Words(a), Words(b), Words(addend), Words(destination))
            : 0;
        ScalarKernels.MultiplyAdd(a[done..], b[done..], addend[done..], destination[done..]);
    }

    /// <inheritdoc/>
    public static Goldilocks3 InnerProduct(ReadOnlySpan<Goldilocks3> a, ReadOnlySpan<Goldilocks3> b)
    {
        Shape.Require(a.Length == b.Length);
        Span<Goldilocks3> sums = stackalloc Goldilocks3[8];
        int done = GoldilocksVector512.IsSupported ? Goldilocks3Kernels<GoldilocksVector512>.InnerProduct(Words(a), Words(b), Words(sums))
            : GoldilocksVector256.IsSupported ? Goldilocks3Kernels<GoldilocksVector256>.InnerProduct(Words(a), Words(b), Words(sums))
            : 0;
        return ScalarKernels.InnerProduct(a[done..], b[done..]) + ScalarKernels.Sum<Goldilocks3>(sums);
    }

    /// <inheritdoc/>
    public static Goldilocks3 InnerProduct(ReadOnlySpan<Goldilocks3> a, ReadOnlySpan<Goldilocks> b) => ScalarKernels.InnerProduct(a, b);

    /// <inheritdoc/>
    public static void Fold(ReadOnlySpan<Goldilocks3> low, ReadOnlySpan<Goldilocks3> high, Goldilocks3 point, Span<Goldilocks3> destination)
    {
        Shape.Require(low.Length == destination.Length && high.Length == destination.Length);
        var points = Words(new ReadOnlySpan<Goldilocks3>(in point));
        int done = GoldilocksVector512.IsSupported
            ? Goldilocks3Kernels<GoldilocksVector512>.Fold(Words(low), Words(high), points, Words(destination))
            : GoldilocksVector256.IsSupported
            ? Goldilocks3Kernels<GoldilocksVector256>.Fold(Words(low), Words(high), points, Words(destination))
            : 0;
        ScalarKernels.Fold(low[done..], high[done..], point, destination[done..]);
    }

    /// <inheritdoc/>
    public static void Fold(ReadOnlySpan<Goldilocks> low, ReadOnlySpan<Goldilocks> high, Goldilocks3 point, Span<Goldilocks3> destination) =>
        ScalarKernels.Fold(low, high, point, destination);

    private static ReadOnlySpan<Goldilocks> Coefficients(ReadOnlySpan<Goldilocks3> elements) => MemoryMarshal.Cast<Goldilocks3, Goldilocks>(elements);

    private static Span<Goldilocks> Coefficients(Span<Goldilocks3> elements) => MemoryMarshal.Cast<Goldilocks3, Goldilocks>(elements);

    private static ReadOnlySpan<ulong> Words(ReadOnlySpan<Goldilocks3> elements) => MemoryMarshal.Cast<Goldilocks3, ulong>(elements);

    private static Span<ulong> Words(Span<Goldilocks3> elements) => MemoryMarshal.Cast<Goldilocks3, ulong>(elements);
}
