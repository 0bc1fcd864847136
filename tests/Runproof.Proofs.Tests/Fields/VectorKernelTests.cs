using System.Runtime.InteropServices;
using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Tests.Fields;

/// <summary>Every register width against one element at a time, on values chosen so that every carry and borrow happens in some lane.</summary>
public sealed class VectorKernelTests
{
    public static TheoryData<int> Lengths => [0, 1, 3, 4, 7, 8, 9, 15, 16, 17, 31, 64, 100, 4096];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void The_operations_of_Goldilocks_equal_the_scalar_ones(int length) =>
        AssertEqualToScalar(GoldilocksSamples.Mixed(length, 1), GoldilocksSamples.Mixed(length, 2), GoldilocksSamples.Mixed(length, 3), GoldilocksSamples.Mixed(1, 4)[0]);

    [Theory]
    [MemberData(nameof(Lengths))]
    public void The_operations_of_the_quadratic_extension_equal_the_scalar_ones(int length)
    {
        AssertEqualToScalar(Elements<Goldilocks2>(length, 1), Elements<Goldilocks2>(length, 2), Elements<Goldilocks2>(length, 3), Elements<Goldilocks2>(1, 4)[0]);
        AssertMixedEqualToScalar(Elements<Goldilocks2>(length, 5), Elements<Goldilocks2>(1, 6)[0]);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void The_operations_of_the_cubic_extension_equal_the_scalar_ones(int length)
    {
        AssertEqualToScalar(Elements<Goldilocks3>(length, 1), Elements<Goldilocks3>(length, 2), Elements<Goldilocks3>(length, 3), Elements<Goldilocks3>(1, 4)[0]);
        AssertMixedEqualToScalar(Elements<Goldilocks3>(length, 5), Elements<Goldilocks3>(1, 6)[0]);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void The_butterflies_of_Goldilocks_equal_the_scalar_ones(int length)
    {
        var actual = Enumerable.Range(0, 4).Select(i => GoldilocksSamples.Mixed(length, i)).ToArray();
        var expected = Enumerable.Range(0, 4).Select(i => GoldilocksSamples.Mixed(length, i)).ToArray();
        var w = GoldilocksSamples.Mixed(3, 9);

        Goldilocks.Butterfly(actual[0], actual[1]);
        ScalarKernels.Butterfly<Goldilocks>(expected[0], expected[1]);
        Assert.Equal(expected, actual);
        Goldilocks.Butterfly(actual[0], actual[1], actual[2], actual[3], w[0], w[1], w[2]);
        ScalarKernels.Butterfly(expected[0], expected[1], expected[2], expected[3], w[0], w[1], w[2]);
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Registers_of_512_bits_equal_the_scalar_operations()
    {
        Assert.SkipUnless(GoldilocksVector512.IsSupported, "this machine has no AVX-512");
        AssertWidthEqualToScalar<GoldilocksVector512>();
    }

    [Fact]
    public void Registers_of_256_bits_equal_the_scalar_operations()
    {
        Assert.SkipUnless(GoldilocksVector256.IsSupported, "this machine has no AVX2");
        AssertWidthEqualToScalar<GoldilocksVector256>();
    }

    [Fact]
    public void Lengths_that_differ_are_refused()
    {
        var three = new Goldilocks[3];
        var four = new Goldilocks[4];
        Assert.Throws<ArgumentException>(() => Goldilocks.Add(three, four, four));
        Assert.Throws<ArgumentException>(() => Goldilocks.Subtract(four, three, four));
        Assert.Throws<ArgumentException>(() => Goldilocks.Multiply(four, four, three));
        Assert.Throws<ArgumentException>(() => Goldilocks.Scale(three, Goldilocks.One, four));
        Assert.Throws<ArgumentException>(() => Goldilocks.MultiplyAdd(four, four, three, four));
        Assert.Throws<ArgumentException>(() => Goldilocks.InnerProduct(three, four));
        Assert.Throws<ArgumentException>(() => Goldilocks.Fold(four, three, Goldilocks.One, four));
        Assert.Throws<ArgumentException>(() => Goldilocks2.Multiply(new Goldilocks2[4], three, new Goldilocks2[4]));
        Assert.Throws<ArgumentException>(() => Goldilocks2.InnerProduct(new Goldilocks2[4], three));
        Assert.Throws<ArgumentException>(() => Goldilocks2.Fold(four, four, Goldilocks2.One, new Goldilocks2[3]));
    }

    private static void AssertEqualToScalar<F>(F[] a, F[] b, F[] c, F point)
        where F : struct, IField<F>
    {
        F[] actual = new F[a.Length], expected = new F[a.Length];
        F.Add(a, b, actual);
        ScalarKernels.Add<F>(a, b, expected);
        Assert.Equal(expected, actual);
        F.Subtract(a, b, actual);
        ScalarKernels.Subtract<F>(a, b, expected);
        Assert.Equal(expected, actual);
        F.Multiply(a, b, actual);
        ScalarKernels.Multiply<F>(a, b, expected);
        Assert.Equal(expected, actual);
        F.Scale(a, point, actual);
        ScalarKernels.Scale(a, point, expected);
        Assert.Equal(expected, actual);
        F.MultiplyAdd(a, b, c, actual);
        ScalarKernels.MultiplyAdd<F>(a, b, c, expected);
        Assert.Equal(expected, actual);
        Assert.Equal(ScalarKernels.InnerProduct<F>(a, b), F.InnerProduct(a, b));
        ScalarKernels.Fold(a, b, point, expected);
        F.Fold(a, b, point, a);
        Assert.Equal(expected, a);
    }

    private static void AssertMixedEqualToScalar<E>(E[] a, E point)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        var low = GoldilocksSamples.Mixed(a.Length, 8);
        var high = GoldilocksSamples.Mixed(a.Length, 9);
        E[] actual = new E[a.Length], expected = new E[a.Length];
        E.Multiply(a, low, actual);
        ScalarKernels.Multiply<E, Goldilocks>(a, low, expected);
        Assert.Equal(expected, actual);
        Assert.Equal(ScalarKernels.InnerProduct<E, Goldilocks>(a, low), E.InnerProduct(a, low));
        E.Fold(low, high, point, actual);
        ScalarKernels.Fold(low, high, point, expected);
        Assert.Equal(expected, actual);
    }

    private static void AssertWidthEqualToScalar<V>()
        where V : struct, IGoldilocksVector<V>
    {
        // All pairs of edges, so that every lane meets every combination.
        var a = (from x in GoldilocksSamples.Edges from y in GoldilocksSamples.Edges select x).ToArray();
        var b = (from x in GoldilocksSamples.Edges from y in GoldilocksSamples.Edges select y).ToArray();
        int length = a.Length / 16 * 16;
        Array.Resize(ref a, length);
        Array.Resize(ref b, length);
        var results = new Goldilocks[length];
        Goldilocks point = b[^2], point1 = b[^3];

        Check(length, GoldilocksKernels<V>.Add(Words(a), Words(b), Words(results)), i => a[i] + b[i]);
        Check(length, GoldilocksKernels<V>.Subtract(Words(a), Words(b), Words(results)), i => a[i] - b[i]);
        Check(length, GoldilocksKernels<V>.Multiply(Words(a), Words(b), Words(results)), i => a[i] * b[i]);
        Check(length, GoldilocksKernels<V>.Scale(Words(a), point.Value, Words(results)), i => a[i] * point);
        Check(length, GoldilocksKernels<V>.MultiplyAdd(Words(a), Words(b), Words(a), Words(results)), i => (a[i] * b[i]) + a[i]);
        Check(length, GoldilocksKernels<V>.Fold(Words(a), Words(b), point.Value, Words(results)), i => a[i] + (point * (b[i] - a[i])));

        Goldilocks2 pair = new(point, point1);
        Check2(GoldilocksKernels<V>.Multiply2(Words(a), Words(b), Words(results)), i => Pair(a, i) * Pair(b, i));
        Check2(GoldilocksKernels<V>.Scale2(Words(a), point.Value, point1.Value, Words(results)), i => Pair(a, i) * pair);
        Check2(GoldilocksKernels<V>.MultiplyAdd2(Words(a), Words(b), Words(b), Words(results)), i => (Pair(a, i) * Pair(b, i)) + Pair(b, i));
        Check2(GoldilocksKernels<V>.Fold2(Words(a), Words(b), point.Value, point1.Value, Words(results)), i => Pair(a, i) + (pair * (Pair(b, i) - Pair(a, i))));
        Check2(GoldilocksKernels<V>.Multiply2ByBase(Words(a), Words(b)[..(length / 2)], Words(results)), i => Pair(a, i) * b[i]);
        Check2(
            GoldilocksKernels<V>.FoldTo2(Words(a)[..(length / 2)], Words(b)[..(length / 2)], point.Value, point1.Value, Words(results)),
            i => Goldilocks2.FromBase(a[i]) + (pair * (b[i] - a[i])));

        int thirds = length / 3 / 8 * 8;
        Goldilocks3 triple = new(point, point1, b[7]);
        Span<ulong> a3 = Words(a)[..(3 * thirds)], b3 = Words(b)[..(3 * thirds)], c3 = Words(results)[..(3 * thirds)];
        Check3(Goldilocks3Kernels<V>.Multiply(a3, b3, c3), i => Triple(a, i) * Triple(b, i));
        Check3(Goldilocks3Kernels<V>.Scale(a3, [point.Value, point1.Value, b[7].Value], c3), i => Triple(a, i) * triple);
        Check3(Goldilocks3Kernels<V>.MultiplyAdd(a3, b3, b3, c3), i => (Triple(a, i) * Triple(b, i)) + Triple(b, i));
        Check3(Goldilocks3Kernels<V>.Fold(a3, b3, [point.Value, point1.Value, b[7].Value], c3), i => Triple(a, i) + (triple * (Triple(b, i) - Triple(a, i))));

        void Check(int expectedCount, int count, Func<int, Goldilocks> expected)
        {
            Assert.Equal(expectedCount, count);
            for (int i = 0; i < count; i++)
                Assert.Equal(expected(i), results[i]);
        }

        void Check2(int count, Func<int, Goldilocks2> expected)
        {
            Assert.Equal(length / 2, count);
            for (int i = 0; i < count; i++)
                Assert.Equal(expected(i), Pair(results, i));
        }

        void Check3(int count, Func<int, Goldilocks3> expected)
        {
            Assert.Equal(thirds, count);
            for (int i = 0; i < count; i++)
                Assert.Equal(expected(i), Triple(results, i));
        }
    }

    private static Goldilocks2 Pair(Goldilocks[] elements, int i) => new(elements[2 * i], elements[(2 * i) + 1]);

    private static Goldilocks3 Triple(Goldilocks[] elements, int i) => new(elements[3 * i], elements[(3 * i) + 1], elements[(3 * i) + 2]);

    private static Span<ulong> Words(Goldilocks[] elements) => MemoryMarshal.Cast<Goldilocks, ulong>(elements.AsSpan());

    private static E[] Elements<E>(int count, int seed)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        var coefficients = GoldilocksSamples.Mixed(count * E.Degree, seed);
        return [.. Enumerable.Range(0, count).Select(i => E.FromCoefficients(coefficients.AsSpan(i * E.Degree, E.Degree)))];
    }
}
