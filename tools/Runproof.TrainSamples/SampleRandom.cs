using System.Numerics;

namespace Runproof.TrainSamples;

/// <summary>A seeded source of random numbers (xoshiro256**, filled by SplitMix64): the same numbers on every platform.</summary>
internal sealed class SampleRandom
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    /// <summary>Starts one of many independent streams.</summary>
    /// <param name="seed">What the stream belongs to.</param>
    /// <param name="index">Which stream of that seed.</param>
    public SampleRandom(ulong seed, ulong index)
    {
        var state = seed;
        state = SplitMix(ref state) ^ index;
        _s0 = SplitMix(ref state);
        _s1 = SplitMix(ref state);
        _s2 = SplitMix(ref state);
        _s3 = SplitMix(ref state);
    }

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        var t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>An integer. Range: 0 to <paramref name="bound"/> - 1; the bias is below 2^-32 for the small bounds used here.</summary>
    public int Below(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>An integer. Range: both ends included.</summary>
    public int Between(int low, int high) => low + Below(high - low + 1);

    /// <summary>A float on a grid of 2^-24. Range: [0, 1).</summary>
    public float Unit() => (Next() >> 40) * (1f / (1 << 24));

    /// <summary>A float. Range: [low, high).</summary>
    public float Between(float low, float high) => low + (high - low) * Unit();

    /// <summary>True with the given probability.</summary>
    public bool Chance(float probability) => Unit() < probability;

    /// <summary>A direction, uniform on the circle; needs no trigonometry, whose last bits differ between platforms.</summary>
    public (float X, float Y) Direction()
    {
        while (true)
        {
            var x = Between(-1f, 1f);
            var y = Between(-1f, 1f);
            var square = x * x + y * y;
            if (square is > 0.01f and <= 1f)
            {
                var length = MathF.Sqrt(square);
                return (x / length, y / length);
            }
        }
    }

    private static ulong SplitMix(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
