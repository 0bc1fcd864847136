using System.Buffers.Binary;
using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Tests.Toys;

/// <summary>The fast verifier and the slow one say the same of right proofs and of every wrong one.</summary>
public sealed class ToyTests
{
    /// <summary>From here on a proof of several kilobytes is hashes and what they hash: one bit of every byte is flipped there.</summary>
    private const int EveryBit = 1024;

    /// <summary>Of a proof that is longer, bytes are sampled behind <see cref="EveryBit"/>.</summary>
    private const int EveryByte = 4096;

    [Theory]
    [MemberData(nameof(Toy.Names), MemberType = typeof(Toy))]
    public void Both_verifiers_accept_the_proof(string name)
    {
        var toy = Toy.Of(name);
        byte[] bytes = toy.Prove(Workers.One);
        Assert.Null(toy.Refuse(bytes));
        Assert.True(toy.AcceptSlowly(bytes));
    }

    [Theory]
    [MemberData(nameof(Toy.Names), MemberType = typeof(Toy))]
    public void Both_verifiers_refuse_every_flipped_bit(string name)
    {
        var toy = Toy.Of(name);
        byte[] bytes = toy.Prove(Workers.One);
        for (int bit = 0; bit < 8 * bytes.Length; bit++)
        {
            int at = bit / 8;
            if (at >= EveryBit && (bit % 8 != at % 8 || (bytes.Length > EveryByte && at % 97 != 0)))
                continue;
            bytes[at] ^= (byte)(1 << (bit % 8));
            AssertRefused(toy, bytes, $"bit {bit}");
            bytes[at] ^= (byte)(1 << (bit % 8));
        }
    }

    [Theory]
    [MemberData(nameof(Toy.Names), MemberType = typeof(Toy))]
    public void Both_verifiers_refuse_every_other_length(string name)
    {
        var toy = Toy.Of(name);
        byte[] bytes = toy.Prove(Workers.One);
        AssertRefused(toy, [.. bytes, 0], "a byte more");
        AssertRefused(toy, [.. bytes, .. bytes], "the proof twice");
        for (int length = 0; length < bytes.Length; length += length < EveryBit ? 1 : 61)
            AssertRefused(toy, bytes.AsSpan(0, length), $"length {length}");
    }

    [Theory]
    [MemberData(nameof(Toy.Names), MemberType = typeof(Toy))]
    public void Both_verifiers_refuse_representatives_beyond_the_modulus(string name)
    {
        // Every word that has one: x + p stands for x, and would be a second encoding.
        var toy = Toy.Of(name);
        byte[] bytes = toy.Prove(Workers.One);
        for (int at = 0; at + 8 <= Math.Min(bytes.Length, EveryBit); at += 8)
        {
            ulong word = BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(at));
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(at), word % (1UL << 32) + Goldilocks.Modulus);
            AssertRefused(toy, bytes, $"word {at / 8}");
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(at), word);
        }
    }

    [Theory]
    [MemberData(nameof(Toy.Names), MemberType = typeof(Toy))]
    public void Both_verifiers_refuse_words_that_change_places(string name)
    {
        var toy = Toy.Of(name);
        byte[] bytes = toy.Prove(Workers.One);
        for (int at = 0; at + 16 <= Math.Min(bytes.Length, EveryBit); at += 8)
        {
            var swapped = (byte[])bytes.Clone();
            bytes.AsSpan(at, 8).CopyTo(swapped.AsSpan(at + 8));
            bytes.AsSpan(at + 8, 8).CopyTo(swapped.AsSpan(at));
            if (!swapped.AsSpan().SequenceEqual(bytes))
                AssertRefused(toy, swapped, $"words {at / 8} and {(at / 8) + 1}");
        }
    }

    [Theory]
    [MemberData(nameof(Toy.Names), MemberType = typeof(Toy))]
    public void Bytes_do_not_depend_on_the_number_of_threads(string name)
    {
        var toy = Toy.Of(name);
        byte[] one = toy.Prove(Workers.One);
        Assert.Equal(one, toy.Prove(new(2)));
        Assert.Equal(one, toy.Prove(new(8)));
    }

    private static void AssertRefused(IToy toy, ReadOnlySpan<byte> bytes, string what)
    {
        Assert.True(toy.Refuse(bytes) is not null, $"{toy.Name}: {what} passes");
        Assert.False(toy.AcceptSlowly(bytes), $"{toy.Name}: {what} passes the slow verifier");
    }
}
