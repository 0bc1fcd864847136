namespace Runproof.Models.Tests.Formats.Onnx;

/// <summary>Damages files in reproducible ways: the same seed files and number always give the same bytes.</summary>
/// <param name="seeds">Valid files.</param>
public sealed class OnnxMutator(IReadOnlyList<byte[]> seeds)
{
    private const int MaxChanges = 4;

    /// <summary>The mutant of a number.</summary>
    public byte[] Mutant(int number)
    {
        var random = new Random(number);
        var bytes = seeds[number % seeds.Count].ToArray();
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
                return Replace(bytes, at, 1, Varint(random.Next(2) == 0 ? int.MaxValue : (uint)random.Next()));
            case 4:
                return Replace(bytes, at, 1, Varint((ulong)random.NextInt64(long.MinValue, long.MaxValue)));
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

    private static byte[] Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return [.. bytes];
    }
}
