using Runproof.Proofs.Fields;
using Runproof.Proofs.Polynomials;
using Runproof.Proofs.Tests.Fields;

namespace Runproof.Proofs.Tests.Polynomials;

public sealed class ReedSolomonCodeTests
{
    [Theory]
    [InlineData(1, 0, 1, 1)]
    [InlineData(1, 1, 4, 3)]
    [InlineData(2, 0, 2, 5)]
    [InlineData(4, 3, 32, 2)]
    [InlineData(8, 8, 16, 40)]
    [InlineData(32, 5, 128, 33)]
    public void A_codeword_holds_the_values_of_the_masked_polynomial(int messageLength, int maskLength, int codewordLength, int rows)
    {
        var random = new Random(rows);
        AssertNaive(messageLength, maskLength, codewordLength, rows, count => GoldilocksSamples.Mixed(count, count));
        AssertNaive<TinyField>(messageLength, maskLength, codewordLength, rows, count => [.. Enumerable.Range(0, count).Select(_ => TinyField.FromInt64(random.Next()))]);
    }

    [Fact]
    public void The_points_are_distinct_and_disjoint_from_the_message()
    {
        var code = new ReedSolomonCode<TinyField>(16, 0, 64);

        var points = Enumerable.Range(0, 64).Select(code.Point).ToHashSet();

        Assert.Equal(64, points.Count);
        Assert.All(points, point => Assert.NotEqual(TinyField.One, Power(point, 16)));
        Assert.All(points, point => Assert.Equal(Power(TinyField.Generator, 64), Power(point, 64)));
    }

    [Fact]
    public void The_number_of_threads_does_not_show()
    {
        const int rows = 200;
        var code = new ReedSolomonCode<Goldilocks>(64, 10, 512);
        Goldilocks[] message = GoldilocksSamples.Mixed(64 * rows, 1), mask = GoldilocksSamples.Mixed(10 * rows, 2), expected = new Goldilocks[512 * rows];
        code.Encode(message, mask, rows, expected);

        foreach (int threads in (int[])[1, 2, 8])
        {
            var codeword = new Goldilocks[expected.Length];
            code.Encode(message, mask, rows, codeword, new Workers(threads));
            Assert.Equal(expected, codeword);
        }
    }

    [Fact]
    public void Encoding_is_linear_over_an_extension()
    {
        const int rows = 6;
        var code = new ReedSolomonCode<Goldilocks>(16, 0, 64);
        Goldilocks[] message = GoldilocksSamples.Mixed(16 * rows, 3), codeword = new Goldilocks[64 * rows];
        var weights = Enumerable.Range(0, rows).Select(row => new Goldilocks2(GoldilocksSamples.Edges[row + 3], GoldilocksSamples.Edges[row + 20])).ToArray();
        code.Encode(message, default, rows, codeword);

        var combined = Combine(message, weights);
        var encoded = new Goldilocks[64 * 2];
        code.Encode(combined, default, 2, encoded);

        Assert.Equal(Combine(codeword, weights), encoded);
    }

    // The line through (1, 5) and (-1, -3) at 7 times the powers of the element of order 4, bare and with 6(x² - 1) added, computed with Python's integers.
    [Fact]
    public void A_small_codeword_is_what_it_always_was()
    {
        var codeword = new Goldilocks[4];
        Goldilocks[] message = [Goldilocks.FromInt64(5), Goldilocks.FromInt64(-3)];

        new ReedSolomonCode<Goldilocks>(2, 0, 4).Encode(message, default, 1, codeword);
        Assert.Equal([29UL, 7881299347898369UL, 18446744069414584294UL, 18438862770066685954UL], codeword.Select(symbol => symbol.Value));

        new ReedSolomonCode<Goldilocks>(2, 1, 4).Encode(message, [Goldilocks.FromInt64(6)], 1, codeword);
        Assert.Equal([317UL, 7881299347898069UL, 261UL, 18438862770066685654UL], codeword.Select(symbol => symbol.Value));
    }

    [Fact]
    public void Lengths_that_cannot_be_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new ReedSolomonCode<Goldilocks>(3, 0, 8));
        Assert.Throws<ArgumentException>(() => new ReedSolomonCode<Goldilocks>(4, 0, 12));
        Assert.Throws<ArgumentException>(() => new ReedSolomonCode<Goldilocks>(0, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReedSolomonCode<Goldilocks>(4, 5, 16));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReedSolomonCode<Goldilocks>(4, -1, 16));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReedSolomonCode<Goldilocks>(4, 1, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReedSolomonCode<TinyField>(4, 0, 256));
        var code = new ReedSolomonCode<Goldilocks>(2, 1, 4);
        Assert.Throws<ArgumentOutOfRangeException>(() => code.Point(4));
        Assert.Throws<ArgumentException>(() => code.Encode(new Goldilocks[4], new Goldilocks[1], 2, new Goldilocks[8]));
        Assert.Throws<ArgumentException>(() => code.Encode(new Goldilocks[3], new Goldilocks[2], 2, new Goldilocks[8]));
        Assert.Throws<ArgumentException>(() => code.Encode(new Goldilocks[4], new Goldilocks[2], 2, new Goldilocks[7]));
    }

    private static void AssertNaive<F>(int messageLength, int maskLength, int codewordLength, int rows, Func<int, F[]> elements)
        where F : struct, ITwoAdicField<F>
    {
        var code = new ReedSolomonCode<F>(messageLength, maskLength, codewordLength);
        F[] message = elements(messageLength * rows), mask = elements(maskLength * rows), codeword = new F[codewordLength * rows];

        code.Encode(message, mask, rows, codeword);

        var coefficients = new F[message.Length];
        new Ntt<F>(int.Log2(messageLength)).Interpolate(message, rows, coefficients);
        for (int position = 0; position < codewordLength; position++)
        {
            var point = code.Point(position);
            var vanishing = F.Pow(point, (ulong)messageLength) - F.One;
            for (int row = 0; row < rows; row++)
                Assert.Equal(Horner(coefficients, messageLength, row) + (vanishing * Horner(mask, maskLength, row)), codeword[(position * rows) + row]);

            F Horner(F[] polynomials, int length, int row)
            {
                var value = F.Zero;
                for (int i = length - 1; i >= 0; i--)
                    value = (value * point) + polynomials[(i * rows) + row];
                return value;
            }
        }
    }

    private static Goldilocks[] Combine(Goldilocks[] matrix, Goldilocks2[] weights)
    {
        var combined = from row in matrix.Chunk(weights.Length) select row.Zip(weights, (symbol, weight) => weight * symbol).Aggregate((a, b) => a + b);
        return [.. combined.SelectMany(element => new[] { element[0], element[1] })];
    }

    private static F Power<F>(F element, ulong exponent)
        where F : struct, IField<F> => F.Pow(element, exponent);
}
