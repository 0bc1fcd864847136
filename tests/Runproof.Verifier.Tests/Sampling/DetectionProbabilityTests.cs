using System.Numerics;
using Runproof.Verifier.Sampling;

namespace Runproof.Verifier.Tests.Sampling;

public sealed class DetectionProbabilityTests
{
    [Fact]
    public void Is_the_share_of_all_samples_that_meet_a_wrong_step()
    {
        for (int n = 1; n <= 9; n++)
        {
            for (int m = 0; m <= n; m++)
            {
                // The first k steps are the wrong ones; every subset of m steps is a sample.
                int[] samples = [.. Enumerable.Range(0, 1 << n).Where(subset => BitOperations.PopCount((uint)subset) == m)];
                for (int k = 0; k <= n; k++)
                {
                    int met = samples.Count(subset => (subset & ((1 << k) - 1)) != 0);
                    var found = DetectionProbability.Of(n, m, k);
                    Assert.Equal(met * found.Denominator, samples.Length * found.Numerator);
                    Assert.True(BigInteger.GreatestCommonDivisor(found.Numerator, found.Denominator).IsOne);
                    Assert.Equal(100 * met / samples.Length, found.Percent);
                }
            }
        }
    }

    [Theory]
    [InlineData(5, 2, 1, "2/5", 40)]
    [InlineData(5, 2, 2, "7/10", 70)]
    [InlineData(3, 1, 1, "1/3", 33)]
    [InlineData(5, 5, 1, "1", 100)]
    [InlineData(5, 0, 3, "0", 0)]
    [InlineData(1000, 999, 1, "999/1000", 99)]
    public void Is_a_reduced_fraction_and_never_rounded_up(int population, int sample, int wrong, string text, int percent)
    {
        var found = DetectionProbability.Of(population, sample, wrong);
        Assert.Equal((text, percent), (found.ToString(), found.Percent));
    }

    [Fact]
    public void Does_not_overflow_for_long_runs()
    {
        var found = DetectionProbability.Of(1_000_000, 1000, 1000);
        Assert.Equal(63, found.Percent);
        Assert.Equal(DetectionProbability.Of(1_000_000, 1000, 700), DetectionProbability.Of(1_000_000, 700, 1000));
        Assert.Throws<ArgumentOutOfRangeException>(() => DetectionProbability.Of(5, 6, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => DetectionProbability.Of(5, 1, 6));
    }
}
