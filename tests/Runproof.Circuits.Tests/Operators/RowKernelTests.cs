using Runproof.Circuits.Operators;
using Runproof.Proofs.Fields;

namespace Runproof.Circuits.Tests.Operators;

/// <summary>The vector kernels against the plain ones beside them, at lengths and values where they might break.</summary>
public sealed class RowKernelTests
{
    [Fact]
    public void Folds_equal_the_reference() => Laws.Hold(150, random =>
    {
        Fold<Goldilocks2>(random);
        Fold<Goldilocks3>(random);
    });

    [Fact]
    public void Products_equal_the_reference() => Laws.Hold(100, random =>
    {
        int rows = random.Next(1, 10), columns = random.Next(1, 5), length = RowProducts.Grain * random.Next(1, random.Next(8) == 0 ? 600 : 6);
        var left = Array.ConvertAll(Laws.Integers(random, rows * length, -128, 127), value => (sbyte)value);
        var right = Array.ConvertAll(Laws.Integers(random, columns * length, short.MinValue, short.MaxValue), value => (short)value);
        long[] expected = new long[rows * columns], actual = new long[rows * columns];
        RowProducts.MultiplyReference(left, right, length, expected, columns, 1);
        RowProducts.Multiply(left, right, length, actual, columns, 1);
        Assert.Equal(expected, actual);
    });

    [Fact]
    public void The_largest_products_do_not_overflow()
    {
        const int length = RowProducts.Grain * 520;
        var left = Enumerable.Repeat(sbyte.MinValue, 5 * length).ToArray();
        var right = Enumerable.Repeat(short.MinValue, length).ToArray();
        var products = new long[5];
        RowProducts.Multiply(left, right, length, products, 1, 5);
        Assert.All(products, product => Assert.Equal(128L * 32768 * length, product));

        var factors = Enumerable.Repeat(Goldilocks2.FromBase(Goldilocks.FromUInt64(0x7FFF_7FFF_7FFF_8000)), 2000).ToArray();
        Goldilocks2[] expected = new Goldilocks2[16], actual = new Goldilocks2[16];
        RowFold.ComputeReference(factors, left.AsSpan(0, 32000), expected);
        RowFold.Compute(factors, left.AsSpan(0, 32000), actual);
        Assert.Equal(expected, actual);
    }

    private static void Fold<E>(Random random)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        int rows = random.Next(1, random.Next(5) == 0 ? 700 : 9), columns = random.Next(1, 70);
        var factors = Laws.Elements<E>(random, rows);
        var weights = Array.ConvertAll(Laws.Integers(random, rows * columns, -128, 127), value => (sbyte)value);
        E[] expected = new E[columns], actual = Laws.Elements<E>(random, columns);
        RowFold.ComputeReference(factors, weights, expected);
        RowFold.Compute(factors, weights, actual);
        Assert.Equal(expected, actual);
    }
}
