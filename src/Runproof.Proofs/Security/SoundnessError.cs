using System.Numerics;

namespace Runproof.Proofs.Security;

/// <summary>A bound on the probability that a cheat succeeds, as an exact fraction: whatever decides is never rounded.</summary>
/// <remarks>The denominator is kept as an odd part (one, or the size of the challenge field) and a power of two, so that sums stay small.</remarks>
internal readonly record struct SoundnessError(BigInteger Numerator, BigInteger OddDenominator, int Shift)
{
    public static SoundnessError Zero { get; } = new(BigInteger.Zero, BigInteger.One, 0);

    /// <summary>numerator / |K|.</summary>
    public static SoundnessError OverField(BigInteger numerator, BigInteger fieldSize) => new(numerator, fieldSize, 0);

    /// <summary>numerator / 2^shift.</summary>
    public static SoundnessError OverPowerOfTwo(BigInteger numerator, int shift) => new(numerator, BigInteger.One, shift);

    public static SoundnessError operator +(SoundnessError left, SoundnessError right)
    {
        BigInteger odd = left.OddDenominator == right.OddDenominator ? left.OddDenominator : left.OddDenominator * right.OddDenominator;
        int shift = Math.Max(left.Shift, right.Shift);
        return new(Scaled(left) + Scaled(right), odd, shift);

        BigInteger Scaled(SoundnessError error) => (error.Numerator * (odd / error.OddDenominator)) << (shift - error.Shift);
    }

    /// <summary>Whether the error is at most 2^-bits.</summary>
    public bool IsAtMost(int bits) => Numerator << bits <= OddDenominator << Shift;

    /// <summary>Whether this error is larger than another.</summary>
    public bool IsAbove(SoundnessError other) =>
        (Numerator * other.OddDenominator) << other.Shift > (other.Numerator * OddDenominator) << Shift;

    /// <summary>−log2 of the error rounded down; an error of one and more proves no bits.</summary>
    public SecurityBits ToBits()
    {
        BigInteger denominator = OddDenominator << Shift;
        return Numerator >= denominator ? default : SecurityBits.Log2Floor(denominator, Numerator);
    }
}
