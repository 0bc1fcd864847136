using System.Numerics;
using Runproof.Circuits.Tensors;

namespace Runproof.Verifier.Receipts;

/// <summary>Whether recorded floats are the softmax of other floats, up to the rounding of a float: computed with integers, since no two machines need agree on an exponential.</summary>
/// <remarks>
/// With x the floats that the proved integers stand for and e_i = exp(x_i − max x), a recorded p_i is taken where |p_i − e_i / Σ e| ≤ 2^−22·e_i / Σ e + 2^−148. The
/// exponentials have an error below 2^−230.
/// </remarks>
internal static class SoftmaxCheck
{
    /// <summary>The most values that are checked; more would cost more than the proof itself.</summary>
    public const int MostValues = 1 << 14;

    private const int Fraction = 256;
    private const int RelativeBits = 22;
    private const int AbsoluteBits = 148;

    // exp(−140) is below 2^−201: nothing that a float tells from zero.
    private const int Least = 140;
    private const int Halvings = 16;

    private const int MantissaBits = 23;
    private const int ExponentBias = 127;
    private const uint InfiniteExponent = 255;

    private static readonly BigInteger One = BigInteger.One << Fraction;

    /// <summary>Whether every recorded value is what it should be.</summary>
    /// <param name="logits">IEEE bits of the floats that the softmax is of.</param>
    /// <param name="recorded">IEEE bits of the result.</param>
    /// <param name="shape">The shape of both.</param>
    /// <param name="axis">The axis that the softmax works along.</param>
    public static bool Holds(ReadOnlySpan<uint> logits, ReadOnlySpan<uint> recorded, CircuitShape shape, int axis)
    {
        int length = shape[axis], inner = shape.CountOf(axis + 1, shape.Rank);
        for (int group = 0; group < logits.Length / length; group++)
        {
            int first = (group / inner * length * inner) + (group % inner);
            if (!GroupHolds(logits, recorded, first, length, inner))
                return false;
        }

        return true;
    }

    private static bool GroupHolds(ReadOnlySpan<uint> logits, ReadOnlySpan<uint> recorded, int first, int length, int step)
    {
        var powers = new BigInteger[length];
        for (int i = 0; i < length; i++)
        {
            if (Exact(logits[first + (i * step)]) is not { } value)
                return false;
            powers[i] = value;
        }

        var largest = powers.Max();
        var sum = BigInteger.Zero;
        for (int i = 0; i < length; i++)
        {
            powers[i] = Exp(powers[i] - largest);
            sum += powers[i];
        }

        for (int i = 0; i < length; i++)
        {
            if (Exact(recorded[first + (i * step)]) is not { } probability)
                return false;
            var wanted = powers[i] << Fraction;
            var difference = BigInteger.Abs((probability * sum) - wanted);
            if (difference > (wanted >> RelativeBits) + (sum << (Fraction - AbsoluteBits)))
                return false;
        }

        return true;
    }

    // A finite float in units of 2^−256, exactly; null for what is no number.
    private static BigInteger? Exact(uint bits)
    {
        uint exponent = (bits >> MantissaBits) & InfiniteExponent;
        if (exponent == InfiniteExponent)
            return null;
        BigInteger mantissa = (bits & ((1u << MantissaBits) - 1)) | (exponent == 0 ? 0 : 1u << MantissaBits);
        var size = mantissa << (Fraction + (int)Math.Max(exponent, 1) - ExponentBias - MantissaBits);
        return bits >> 31 == 0 ? size : -size;
    }

    // exp(x) for x at most 0: the series at x / 2^16, squared 16 times.
    private static BigInteger Exp(BigInteger x)
    {
        if (x < -(One * Least))
            return BigInteger.Zero;
        var small = x >> Halvings;
        BigInteger sum = One, term = One;
        for (int n = 1; !term.IsZero; n++)
        {
            // Towards zero, so that a negative term ends as well.
            term = BigInteger.Divide(term * small, One * n);
            sum += term;
        }

        for (int i = 0; i < Halvings; i++)
            sum = (sum * sum) >> Fraction;
        return sum;
    }
}
