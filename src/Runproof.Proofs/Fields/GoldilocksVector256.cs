using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Runproof.Proofs.Fields;

/// <summary>Four elements in one AVX2 register.</summary>
internal readonly struct GoldilocksVector256 : IGoldilocksVector<GoldilocksVector256>
{
    private readonly Vector256<ulong> lanes;

    private GoldilocksVector256(Vector256<ulong> lanes) => this.lanes = lanes;

    /// <summary>Whether this machine runs these instructions.</summary>
    public static bool IsSupported => Avx2.IsSupported;

    public static int Width => Vector256<ulong>.Count;

    private static Vector256<ulong> Modulus => Vector256.Create(Goldilocks.Modulus);

    private static Vector256<ulong> Epsilon => Vector256.Create(Goldilocks.Epsilon);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GoldilocksVector256 operator +(GoldilocksVector256 a, GoldilocksVector256 b)
    {
        var gap = Modulus - b.lanes;
        var difference = a.lanes - gap;
        return new(SubtractWhere(a.lanes, gap, difference));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GoldilocksVector256 operator -(GoldilocksVector256 a, GoldilocksVector256 b) => new(SubtractWhere(a.lanes, b.lanes, a.lanes - b.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GoldilocksVector256 operator *(GoldilocksVector256 a, GoldilocksVector256 b) => Canonical(MultiplyLazy(a, b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GoldilocksVector256 Load(ref ulong source, nuint offset) => new(Vector256.LoadUnsafe(ref source, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(GoldilocksVector256 value, ref ulong destination, nuint offset) => value.lanes.StoreUnsafe(ref destination, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GoldilocksVector256 Alternate(ulong even, ulong odd) => new(Vector256.Create(Vector128.Create(even, odd)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GoldilocksVector256 Select(GoldilocksVector256 mask, GoldilocksVector256 value) => new(mask.lanes & value.lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GoldilocksVector256 MultiplyLazy(GoldilocksVector256 a, GoldilocksVector256 b)
    {
        // Four products of 32-bit halves make 128 bits; the multiplication reads the low half of each lane only, which saves most of the masks.
        var upperA = a.lanes >>> 32;
        var upperB = b.lanes >>> 32;
        var lowLow = Product(a.lanes, b.lanes);
        var highLow = Product(upperA, b.lanes) + (lowLow >>> 32);
        var lowHigh = Product(a.lanes, upperB) + (highLow & Epsilon);
        var high = Product(upperA, upperB) + (highLow >>> 32) + (lowHigh >>> 32);
        var low = Vector256.ConditionalSelect(Epsilon, lowLow, lowHigh << 32);

        // 2^96 = -1 and 2^64 = epsilon.
        var top = high >>> 32;
        var difference = SubtractWhere(low, top, low - top);
        var product = Product(high, Epsilon);
        return new(AddWhere(product, difference + product));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GoldilocksVector256 SevenfoldLazy(GoldilocksVector256 a)
    {
        var top = a.lanes >>> 61;
        var wrapped = (top << 32) - top;
        var eightfold = AddWhere(wrapped, (a.lanes << 3) + wrapped);
        return new(SubtractWhere(eightfold, a.lanes, eightfold - a.lanes));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GoldilocksVector256 AddLazy(GoldilocksVector256 any, GoldilocksVector256 canonical) => any + canonical;

    /// <remarks>Adding epsilon takes p away modulo 2^64, and makes a lane smaller exactly when it was not below p.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GoldilocksVector256 Canonical(GoldilocksVector256 any) => new(Vector256.Min(any.lanes, any.lanes + Epsilon));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GoldilocksVector256 EvenLanes(GoldilocksVector256 a, GoldilocksVector256 b) => new(Avx2.UnpackLow(a.lanes, b.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GoldilocksVector256 OddLanes(GoldilocksVector256 a, GoldilocksVector256 b) => new(Avx2.UnpackHigh(a.lanes, b.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GoldilocksVector256 TwiceLower(GoldilocksVector256 a) => new(Avx2.Permute4x64(a.lanes, 0b01_01_00_00));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GoldilocksVector256 TwiceUpper(GoldilocksVector256 a) => new(Avx2.Permute4x64(a.lanes, 0b11_11_10_10));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GoldilocksVector256 Choose(GoldilocksVector256 mask, GoldilocksVector256 first, GoldilocksVector256 second) =>
        new(Vector256.ConditionalSelect(mask.lanes, first.lanes, second.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GoldilocksVector256 RotateDown(GoldilocksVector256 a) => new(Avx2.Permute4x64(a.lanes, 0b00_11_10_01));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GoldilocksVector256 RotateUp(GoldilocksVector256 a) => new(Avx2.Permute4x64(a.lanes, 0b10_01_00_11));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Product(Vector256<ulong> a, Vector256<ulong> b) => Avx2.Multiply(a.AsUInt32(), b.AsUInt32());

    /// <summary>Takes epsilon from a difference where the subtraction borrowed, which adds p modulo 2^64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> SubtractWhere(Vector256<ulong> minuend, Vector256<ulong> subtrahend, Vector256<ulong> difference) =>
        Vector256.ConditionalSelect(Vector256.LessThan(minuend, subtrahend), difference - Epsilon, difference);

    /// <summary>Adds epsilon to a sum where it left 64 bits, which is what was lost modulo p.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> AddWhere(Vector256<ulong> addend, Vector256<ulong> sum) =>
        Vector256.ConditionalSelect(Vector256.LessThan(sum, addend), sum + Epsilon, sum);
}
