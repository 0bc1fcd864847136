using Runproof.Proofs.Fields;
using Runproof.Proofs.Polynomials;
using Runproof.Proofs.Tests.Fields;

namespace Runproof.Proofs.Tests.Polynomials;

public sealed class NttTests
{
    [Fact]
    public void Evaluations_of_the_tiny_field_equal_a_naive_transform_at_every_size()
    {
        for (int log = 0; log <= TinyField.TwoAdicity; log++)
        {
            var random = new Random(log);
            foreach (int rows in (int[])[0, 1, 3])
                AssertNaive(log, rows, [.. Enumerable.Range(0, rows << log).Select(_ => TinyField.FromInt64(random.Next()))]);
        }
    }

    [Fact]
    public void Evaluations_of_Goldilocks_equal_a_naive_transform()
    {
        for (int log = 0; log <= 7; log++)
        {
            foreach (int rows in (int[])[1, 2, 8, 11])
                AssertNaive(log, rows, GoldilocksSamples.Mixed(rows << log, log));
        }
    }

    [Theory]
    [InlineData(10, 16)]
    [InlineData(13, 1)]
    public void Interpolation_takes_evaluation_back(int log, int rows)
    {
        var coefficients = GoldilocksSamples.Mixed(rows << log, log);
        Goldilocks[] evaluations = new Goldilocks[coefficients.Length], back = new Goldilocks[coefficients.Length];
        var transform = new Ntt<Goldilocks>(log);

        transform.Evaluate(coefficients, rows, evaluations);
        transform.Interpolate(evaluations, rows, back);

        Assert.Equal(coefficients, back);
    }

    // 1 + 2x + 3x² + 4x³ at the powers of the element of order 4, computed with Python's integers.
    [Fact]
    public void Four_evaluations_are_what_they_always_were()
    {
        var coefficients = new long[] { 1, 2, 3, 4 }.Select(Goldilocks.FromInt64).ToArray();
        var evaluations = new Goldilocks[4];

        new Ntt<Goldilocks>(2).Evaluate(coefficients, 1, evaluations);

        Assert.Equal([10UL, 18446181119461163007UL, 18446744069414584319UL, 562949953421310UL], evaluations.Select(evaluation => evaluation.Value));
    }

    [Fact]
    public void A_size_or_shape_that_cannot_be_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Ntt<TinyField>(9));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Ntt<Goldilocks>(31));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Ntt<Goldilocks>(-1));
        var transform = new Ntt<Goldilocks>(1);
        var two = new Goldilocks[2];
        Assert.Throws<ArgumentException>(() => transform.Evaluate(two, 2, two));
        Assert.Throws<ArgumentException>(() => transform.Evaluate(two, 1, two));
        Assert.Throws<ArgumentException>(() => transform.Interpolate(two, 1, new Goldilocks[3]));
    }

    private static void AssertNaive<F>(int log, int rows, F[] coefficients)
        where F : struct, ITwoAdicField<F>
    {
        F[] evaluations = new F[coefficients.Length], back = new F[coefficients.Length];
        var transform = new Ntt<F>(log);

        transform.Evaluate(coefficients, rows, evaluations);
        transform.Interpolate(evaluations, rows, back);

        for (int i = 0; i < transform.Size; i++)
        {
            for (int row = 0; row < rows; row++)
            {
                var sum = F.Zero;
                for (int j = 0; j < transform.Size; j++)
                    sum += coefficients[(j * rows) + row] * F.Pow(F.RootOfUnity(log), (ulong)i * (ulong)j);
                Assert.Equal(sum, evaluations[(i * rows) + row]);
            }
        }

        Assert.Equal(coefficients, back);
    }
}
