using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Runproof.Proofs.Fields;

/// <summary>Eight elements in one AVX-512 register.</summary>
internal readonly struct GoldilocksVector512 : IGoldilocksVector<GoldilocksVector512>
{
    private readonly Vector512<ulong> lanes;

    private GoldilocksVector512(Vector512<ulong> lanes) => this.lanes = lanes;

    /// <summary>Whether this machine runs these instructions.</summary>
    public static bool IsSupported => Avx512F.IsSupported;

    public static int Width => Vector512<ulong>.Count;

    private static Vector512<ulong> Modulus => Vector512.Create(Goldilocks.Modulus);

    private static Vector512<ulong> Epsilon => Vector512.Create(Goldilocks.Epsilon);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GoldilocksVector512 operator +(GoldilocksVector512 a, GoldilocksVector512 b)
    {
        var gap = Modulus - b.lanes;
        var difference = a.lanes - gap;
        return new(SubtractWhere(a.lanes, gap, difference));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GoldilocksVector512 operator -(GoldilocksVector512 a, GoldilocksVector512 b) => new(SubtractWhere(a.lanes, b.lanes, a.lanes - b.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GoldilocksVector512 operator *(GoldilocksVector512 a, GoldilocksVector512 b) => Canonical(MultiplyLazy(a, b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GoldilocksVector512 Load(ref ulong source, nuint offset) => new(Vector512.LoadUnsafe(ref source, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(GoldilocksVector512 value, ref ulong destination, nuint offset) => value.lanes.StoreUnsafe(ref destination, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GoldilocksVector512 Alternate(ulong even, ulong odd) => new(Vector512.Create(Vector256.Create(Vector128.Create(even, odd))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GoldilocksVector512 Select(GoldilocksVector512 mask, GoldilocksVector512 value) => new(mask.lanes & value.lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GoldilocksVector512 MultiplyLazy(GoldilocksVector512 a, GoldilocksVector512 b)
    {
        // Four products of 32-bit halves make 128 bits; the multiplication reads the low half of each lane only, which saves most of the masks.
        var upperA = a.lanes >>> 32;
        var upperB = b.lanes >>> 32;
        var lowLow = Product(a.lanes, b.lanes);
        var highLow = Product(upperA, b.lanes) + (lowLow >>> 32);
        var lowHigh = Product(a.lanes, upperB) + (highLow & Epsilon);
        var high = Product(upperA, upperB) + (highLow >>> 32) + (lowHigh >>> 32);
        var low = Vector512.ConditionalSelect(Epsilon, lowLow, lowHigh << 32);

        // 2^96 = -1 and 2^64 = epsilon.
        var top = high >>> 32;
        var difference = SubtractWhere(low, top, low - top);
        var product = Product(high, Epsilon);
        return new(AddWhere(product, difference + product));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GoldilocksVector512 SevenfoldLazy(GoldilocksVector512 a)
    {
        var top = a.lanes >>> 61;
        var wrapped = (top << 32) - top;
        var eightfold = AddWhere(wrapped, (a.lanes << 3) + wrapped);
        return new(SubtractWhere(eightfold, a.lanes, eightfold - a.lanes));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GoldilocksVector512 AddLazy(GoldilocksVector512 any, GoldilocksVector512 canonical) => any + canonical;

    /// <remarks>Adding epsilon takes p away modulo 2^64, and makes a lane smaller exactly when it was not below p.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GoldilocksVector512 Canonical(GoldilocksVector512 any) => new(Vector512.Min(any.lanes, any.lanes + Epsilon));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GoldilocksVector512 EvenLanes(GoldilocksVector512 a, GoldilocksVector512 b) => new(Avx512F.UnpackLow(a.lanes, b.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GoldilocksVector512 OddLanes(GoldilocksVector512 a, GoldilocksVector512 b) => new(Avx512F.UnpackHigh(a.lanes, b.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GoldilocksVector512 TwiceLower(GoldilocksVector512 a) => new(Avx512F.PermuteVar8x64(a.lanes, Vector512.Create(0UL, 0, 1, 1, 2, 2, 3, 3)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GoldilocksVector512 TwiceUpper(GoldilocksVector512 a) => new(Avx512F.PermuteVar8x64(a.lanes, Vector512.Create(4UL, 4, 5, 5, 6, 6, 7, 7)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GoldilocksVector512 Choose(GoldilocksVector512 mask, GoldilocksVector512 first, GoldilocksVector512 second) =>
        new(Vector512.ConditionalSelect(mask.lanes, first.lanes, second.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GoldilocksVector512 RotateDown(GoldilocksVector512 a) => new(Avx512F.AlignRight64(a.lanes, a.lanes, 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GoldilocksVector512 RotateUp(GoldilocksVector512 a) => new(Avx512F.AlignRight64(a.lanes, a.lanes, 7));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Product(Vector512<ulong> a, Vector512<ulong> b) => Avx512F.Multiply(a.AsUInt32(), b.AsUInt32());

    /// <summary>Takes epsilon from a difference where the subtraction borrowed, which adds p modulo 2^64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> SubtractWhere(Vector512<ulong> minuend, Vector512<ulong> subtrahend, Vector512<ulong> difference) =>
        Vector512.ConditionalSelect(Vector512.LessThan(minuend, subtrahend), difference - Epsilon, difference);

    /// <summary>Adds epsilon to a sum where it left 64 bits, which is what was lost modulo p.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> AddWhere(Vector512<ulong> addend, Vector512<ulong> sum) =>
        Vector512.ConditionalSelect(Vector512.LessThan(sum, addend), sum + Epsilon, sum);
}
