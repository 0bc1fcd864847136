namespace Runproof.Models.Tests.Formats.Onnx;

/// <summary>Damages files in reproducible ways: the same seed files and number always give the same bytes.</summary>
/// <param name="seeds">Valid files.</param>
internal sealed class OnnxMutator(IReadOnlyList<byte[]> seeds)
{
    private const int MaxChanges = 4;

    /// <summary>The mutant of a number: even ones have damaged bytes, odd ones are well-formed messages that say something else.</summary>
    public byte[] Mutant(int number)
    {
        var random = new Random(number);
        var seed = seeds[number / 2 % seeds.Count];
        if (number % 2 == 1)
            return MessageMutator.Mutate(seed, random, random.Next(1, MaxChanges + 1));
        var bytes = seed.ToArray();
        for (var changes = random.Next(1, MaxChanges + 1); changes > 0 && bytes.Length != 0; changes--)
            bytes = Change(bytes, random);
        return bytes;
    }

    private byte[] Change(byte[] bytes, Random random)
    {
        var at = random.Next(bytes.Length);
        switch (random.Next(8))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1:
                return bytes[..at];
            case 2:
                return Splice(bytes, at, seeds[random.Next(seeds.Count)], random);
            case 3:
                return Replace(bytes, at, 1, WireFile.Varint(random.Next(2) == 0 ? int.MaxValue : (uint)random.Next()));
            case 4:
                return Replace(bytes, at, 1, WireFile.Varint((ulong)random.NextInt64(long.MinValue, long.MaxValue)));
            case 5:
                bytes[at] = (byte)random.Next(256);
                return bytes;
            case 6:
                return Replace(bytes, at, Math.Min(random.Next(1, 16), bytes.Length - at), []);
            default:
                return Replace(bytes, at, 0, bytes[at..Math.Min(bytes.Length, at + random.Next(1, 64))]);
        }
    }

    private static byte[] Splice(byte[] bytes, int at, byte[] other, Random random)
    {
        var from = random.Next(other.Length);
        return Replace(bytes, at, Math.Min(random.Next(32), bytes.Length - at), other[from..Math.Min(other.Length, from + random.Next(1, 128))]);
    }

    private static byte[] Replace(byte[] bytes, int at, int length, byte[] with) => [.. bytes[..at], .. with, .. bytes[(at + length)..]];
}
