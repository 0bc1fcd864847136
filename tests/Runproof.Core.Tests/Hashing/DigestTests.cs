using System.Security.Cryptography;
using Runproof.Core.Hashing;

namespace Runproof.Core.Tests.Hashing;

public sealed class DigestTests
{
    private static readonly Digest Sample = Digest.Read([.. Enumerable.Range(0x70, 32).Select(i => (byte)(5 * i))]);

    [Fact]
    public void Text_and_bytes_round_trip()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            byte[] bytes = SHA256.HashData([(byte)seed]);
            Digest digest = Digest.Read(bytes);
            Assert.Equal(bytes, digest.ToArray());
            Assert.Equal(Convert.ToHexStringLower(bytes), digest.ToString());
            Assert.Equal(digest.ToString()[..12], digest.ToShortString());
            Assert.Equal(digest, Digest.Parse(digest.ToString()));
        }
    }

    [Fact]
    public void Only_the_canonical_text_is_read()
    {
        string text = Sample.ToString();
        string?[] wrong = [null, "", text[1..], text + "0", " " + text[1..], "0x" + text[2..], text.ToUpperInvariant(), text[..63] + "g", text[..63] + "\u0661"];
        Assert.All(wrong, candidate => Assert.False(Digest.TryParse(candidate, out _)));
        Assert.Throws<FormatException>(() => Digest.Parse(text.ToUpperInvariant()));
        Assert.Throws<ArgumentException>(() => Digest.Read(new byte[31]));
        Assert.Throws<ArgumentException>(() => Digest.Read(new byte[33]));
    }

    [Fact]
    public void Every_bit_counts_in_equality_and_order()
    {
        for (int bit = 0; bit < 256; bit++)
        {
            byte[] bytes = Sample.ToArray();
            bytes[bit / 8] ^= (byte)(0x80 >> (bit % 8));
            Digest other = Digest.Read(bytes);
            Assert.True(other != Sample && !other.Equals((object)Sample));
            int order = string.CompareOrdinal(other.ToString(), Sample.ToString());
            Assert.Equal(Math.Sign(order), Math.Sign(other.CompareTo(Sample)));
            Assert.Equal((order < 0, order > 0, order <= 0, order >= 0), ((other < Sample), (other > Sample), other <= Sample, other >= Sample));
        }
    }

    [Fact]
    public void The_default_value_is_zero_and_nothing_else_is()
    {
        Assert.True(default(Digest).IsZero);
        Assert.Equal(new string('0', 64), default(Digest).ToString());
        for (int i = 0; i < Digest.Size; i++)
        {
            byte[] bytes = new byte[Digest.Size];
            bytes[i] = 1;
            Assert.False(Digest.Read(bytes).IsZero);
        }
    }

    [Fact]
    public void A_short_destination_is_refused_before_anything_is_written()
    {
        byte[] destination = new byte[31];
        Assert.ThrowsAny<ArgumentException>(() => Sample.CopyTo(destination));
        Assert.All(destination, b => Assert.Equal(0, b));
    }
}
