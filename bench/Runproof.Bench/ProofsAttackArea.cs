using System.Diagnostics;
using System.Globalization;

namespace Runproof.Bench;

/// <summary>Every byte of full-size proofs, one bit after the other: what the tests do to toys and to samples.</summary>
internal static class ProofsAttackArea
{
    /// <summary>Behind this many bytes a proof is hashes and what they hash: one bit of every byte is flipped there.</summary>
    private const int EveryBit = 1 << 14;

    public static void Run(TextWriter output)
    {
        var lookups = new ProofsLookups();
        Attack(output, "lookup proof, 2^17 leaves", lookups.Bytes(), lookups.Accepts);
        var ligero = new ProofsLigero();
        Attack(output, "Ligero proof, 2^17 elements", ligero.Bytes(), ligero.Accepts);
    }

    private static void Attack(TextWriter output, string name, byte[] proof, Func<byte[], bool> accepts)
    {
        if (!accepts(proof))
            throw new InvalidOperationException($"{name}: the proof itself is refused");
        long start = Stopwatch.GetTimestamp();
        int flips = 0, passed = 0;
        Parallel.For(0, proof.Length, () => (byte[])proof.Clone(), (at, _, bytes) =>
        {
            for (int bit = 0; bit < 8; bit++)
            {
                if (at >= EveryBit && bit != at % 8)
                    continue;
                bytes[at] ^= (byte)(1 << bit);
                Interlocked.Increment(ref flips);
                if (accepts(bytes))
                    Interlocked.Increment(ref passed);
                bytes[at] ^= (byte)(1 << bit);
            }

            return bytes;
        }, _ => { });
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-32} {proof.Length,8} bytes {flips,8} flips {passed,4} accepted {seconds,8:F1} s"));
        if (passed != 0)
            throw new InvalidOperationException($"{name}: {passed} changed proofs are accepted");
    }
}
