using System.Numerics;

namespace Runproof.Verifier.Sampling;

/// <summary>How likely it is that a sample meets at least one wrong step: 1 − C(n − k, m) / C(n, m), exactly.</summary>
/// <param name="Numerator">The numerator of the reduced fraction.</param>
/// <param name="Denominator">The denominator of the reduced fraction.</param>
public readonly record struct DetectionProbability(BigInteger Numerator, BigInteger Denominator)
{
    /// <summary>The probability in percent, rounded down: 100 only where it is certain.</summary>
    public int Percent => (int)(100 * Numerator / Denominator);

    /// <summary>Computes the probability.</summary>
    /// <param name="population">Steps that the sample is drawn from: n.</param>
    /// <param name="sample">Steps in the sample: m. Range: 0 to n.</param>
    /// <param name="wrong">Steps that are wrong: k. Range: 0 to n.</param>
    public static DetectionProbability Of(int population, int sample, int wrong)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(population);
        foreach (int part in (ReadOnlySpan<int>)[sample, wrong])
        {
            ArgumentOutOfRangeException.ThrowIfNegative(part);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(part, population);
        }

        // The quotient of the binomials is a product of the smaller number of factors: it is symmetric in sample and wrong.
        var (missed, all) = (BigInteger.One, BigInteger.One);
        for (int i = 0; i < Math.Min(sample, wrong); i++)
        {
            missed *= Math.Max(population - Math.Max(sample, wrong) - i, 0);
            all *= population - i;
        }

        var divisor = BigInteger.GreatestCommonDivisor(all - missed, all);
        return new((all - missed) / divisor, all / divisor);
    }

    /// <summary>For example <c>2/5</c>; <c>0</c> and <c>1</c> where it is certain.</summary>
    public override string ToString() => Denominator.IsOne ? $"{Numerator}" : $"{Numerator}/{Denominator}";
}
