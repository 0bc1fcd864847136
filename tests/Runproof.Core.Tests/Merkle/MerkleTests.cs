using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Runproof.Core.Encoding;
using Runproof.Core.Hashing;
using Runproof.Core.Merkle;
using Runproof.Core.Tests.Hashing;

namespace Runproof.Core.Tests.Merkle;

public sealed class MerkleTests
{
    private const int Most = 130;

    private static readonly Digest[] Entries = [.. Enumerable.Range(0, 1000).Select(i => Digest.Read(SHA256.HashData(BitConverter.GetBytes((ulong)i))))];

    // Roots by the recursive definition, independent of the incremental levels of the log.
    private static readonly Digest[] Roots = [.. Enumerable.Range(0, Most + 1).Select(count => Reference(Entries.AsSpan(0, count)))];

    [Fact]
    public void Equals_the_recursive_definition_after_every_append()
    {
        var log = new MerkleLog();
        Assert.Equal(Roots[0], log.Root);
        for (int count = 1; count <= Most; count++)
        {
            log.Append(Entries[count - 1]);
            Assert.Equal(count, log.Count);
            Assert.Equal(Roots[count], log.Root);
        }
    }

    [Fact]
    public void Equals_an_independent_implementation()
    {
        string[][] lines = [.. TaggedHashTests.Golden().Where(line => line.StartsWith("merkle ", StringComparison.Ordinal)).Select(line => line.Split(' '))];
        Assert.NotEmpty(lines);
        Assert.All(lines, fields => Assert.Equal(Digest.Parse(fields[2]), Log(int.Parse(fields[1], CultureInfo.InvariantCulture)).Root));
    }

    [Fact]
    public void Opens_every_entry_of_every_size_and_only_at_its_place()
    {
        for (int count = 1; count <= Most; count++)
        {
            MerkleLog log = Log(count);
            for (int index = 0; index < count; index++)
            {
                MerkleOpening opening = log.Open(index);
                Assert.True(opening.Verify(Roots[count], Entries[index]));
                Assert.False(opening.Verify(Roots[count], Entries[index + 1]));
                Assert.False(opening.Verify(Roots[count - 1], Entries[index]));
                Assert.False((opening with { Index = index + 1 }).Verify(Roots[count], Entries[index]));
                Assert.False((opening with { Index = index - 1 }).Verify(Roots[count], Entries[index]));
                Assert.False((opening with { Count = count + 1 }).Verify(Roots[count], Entries[index]));
                Assert.False((opening with { Count = count - 1 }).Verify(Roots[count], Entries[index]));
            }
        }
    }

    [Fact]
    public void Openings_with_too_many_too_few_or_swapped_siblings_are_refused()
    {
        for (int count = 1; count <= 33; count++)
        {
            for (int index = 0; index < count; index++)
            {
                MerkleOpening opening = Log(count).Open(index);
                ImmutableArray<Digest> siblings = opening.Siblings;
                var wrong = new List<ImmutableArray<Digest>> { default, siblings.Add(Entries[0]), siblings.Insert(0, Entries[0]), siblings.Add(default) };
                for (int i = 0; i < siblings.Length; i++)
                {
                    wrong.Add(siblings.RemoveAt(i));
                    wrong.Add(siblings.Insert(i, siblings[i]));
                    if (i > 0)
                        wrong.Add(siblings.SetItem(i, siblings[i - 1]).SetItem(i - 1, siblings[i]));
                }

                Assert.All(wrong, nodes => Assert.False((opening with { Siblings = nodes }).Verify(Roots[count], Entries[index])));
            }
        }
    }

    [Fact]
    public void Every_flipped_bit_of_an_encoded_opening_is_noticed()
    {
        foreach ((int count, int index) in new[] { (1, 0), (2, 1), (7, 6), (13, 12), (100, 57) })
        {
            byte[] bytes = Encoded(Log(count).Open(index).Write);
            Assert.True(Accepts(bytes));
            for (int bit = 0; bit < 8 * bytes.Length; bit++)
            {
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.False(Accepts(bytes), $"bit {bit} of the opening of {index} in {count}");
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            }

            Assert.All(Enumerable.Range(0, bytes.Length), length => Assert.False(Accepts(bytes.AsSpan(0, length))));
            Assert.False(Accepts([.. bytes, 0]));

            bool Accepts(ReadOnlySpan<byte> encoded)
            {
                var reader = new PostcardReader(encoded);
                return MerkleOpening.TryRead(ref reader, out MerkleOpening? opening) && reader.TryFinish() && opening!.Verify(Roots[count], Entries[index]);
            }
        }
    }

    [Fact]
    public void A_node_cannot_pass_for_an_entry_nor_an_entry_for_a_node()
    {
        // In a log of four, offer the node over entries 0 and 1 as entry 0 of a log of two, with the node over 2 and 3 as its sibling.
        MerkleOpening opening = Log(4).Open(0);
        Digest left = TaggedHash.Compute(DigestTags.MerkleNode, Leaf(Entries[0]), Leaf(Entries[1]));
        foreach (long count in (long[])[2, 4])
            Assert.False(new MerkleOpening(0, count, [opening.Siblings[1]]).Verify(Roots[4], left));
        Assert.False(new MerkleOpening(0, 1, []).Verify(Roots[1], Leaf(Entries[0])));
        Assert.False(new MerkleOpening(0, 1, []).Verify(Leaf(Entries[0]), Entries[0]));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 1)]
    [InlineData(1, 1)]
    [InlineData(0, -1)]
    [InlineData(long.MinValue, long.MinValue)]
    [InlineData(long.MaxValue, long.MaxValue)]
    [InlineData(long.MaxValue - 1, long.MaxValue)]
    public void An_index_outside_the_log_opens_nothing(long index, long count)
    {
        foreach (int siblings in (int[])[0, 1, 62, 63, 64, 200])
            Assert.False(new MerkleOpening(index, count, [.. Enumerable.Repeat(Entries[0], siblings)]).Verify(Roots[1], Entries[0]));
        Assert.ThrowsAny<ArgumentException>(() => Log(1).Open(index == 0 ? 1 : index));
    }

    [Fact]
    public void Encodings_round_trip_and_negative_counts_are_refused()
    {
        MerkleOpening opening = Log(77).Open(40);
        var reader = new PostcardReader(Encoded(opening.Write));
        Assert.True(MerkleOpening.TryRead(ref reader, out MerkleOpening? read) && reader.TryFinish());
        Assert.Equal(opening, read);
        Assert.Equal(opening.GetHashCode(), read!.GetHashCode());
        Assert.NotEqual(opening, read with { Siblings = [] });

        MerkleConsistency proof = Log(77).ProveConsistency(40);
        reader = new PostcardReader(Encoded(proof.Write));
        Assert.True(MerkleConsistency.TryRead(ref reader, out MerkleConsistency? readProof) && reader.TryFinish());
        Assert.Equal(proof, readProof);
        Assert.Equal(proof.GetHashCode(), readProof!.GetHashCode());

        reader = new PostcardReader(Encoded(writer => writer.WriteU64(1ul << 63)));
        Assert.False(MerkleOpening.TryRead(ref reader, out _));
        Assert.Equal(PostcardErrorKind.ValueOutOfRange, reader.Error!.Kind);
        reader = new PostcardReader((byte[])[0, 1, 65, .. new byte[65 * Digest.Size]]);
        Assert.False(MerkleOpening.TryRead(ref reader, out _));
        Assert.Equal((PostcardErrorKind.CountTooLarge, 64ul, 65ul), (reader.Error!.Kind, reader.Error.Expected, reader.Error.Actual));
    }

    [Fact]
    public void Every_log_begins_with_each_of_its_earlier_states_and_no_other()
    {
        for (int newCount = 0; newCount <= 70; newCount++)
        {
            MerkleLog log = Log(newCount);
            for (int oldCount = 0; oldCount <= newCount; oldCount++)
            {
                MerkleConsistency proof = log.ProveConsistency(oldCount);
                Assert.True(proof.Verify(Roots[oldCount], Roots[newCount]), $"{oldCount} of {newCount}");
                Assert.False(proof.Verify(Roots[oldCount + 1], Roots[newCount]));
                Assert.False(proof.Verify(Roots[oldCount], Roots[newCount + 1]));
                MerkleConsistency[] wrong =
                [
                    proof with { OldCount = oldCount + 1 }, proof with { OldCount = oldCount - 1 }, proof with { NewCount = newCount + 1 },
                    proof with { NewCount = newCount - 1 }, proof with { Nodes = default }, proof with { Nodes = [] },
                    proof with { Nodes = proof.Nodes.Add(Entries[0]) }, proof with { Nodes = proof.Nodes.Insert(0, Entries[0]) },
                    .. Enumerable.Range(0, proof.Nodes.Length).Select(i => proof with { Nodes = proof.Nodes.RemoveAt(i) }),
                    .. Enumerable.Range(0, proof.Nodes.Length).Select(i => proof with { Nodes = proof.Nodes.SetItem(i, Entries[999]) }),
                ];
                Assert.All(wrong, candidate => Assert.False(candidate.Verify(Roots[oldCount], Roots[newCount]), $"{candidate} as {oldCount} of {newCount}"));
            }
        }
    }

    [Fact]
    public void A_rewritten_history_is_not_consistent()
    {
        for (int changed = 0; changed < 20; changed++)
        {
            var other = new MerkleLog();
            for (int i = 0; i < 37; i++)
                other.Append(i == changed ? Entries[500] : Entries[i]);
            MerkleConsistency forged = other.ProveConsistency(20);
            Assert.False(forged.Verify(Roots[20], other.Root));
            Assert.False(forged.Verify(Roots[20], Roots[37]));
            Assert.False(Log(37).ProveConsistency(20).Verify(Roots[20], other.Root));
        }
    }

    [Fact]
    public void Roots_over_a_tree_of_another_shape_than_their_count_are_refused()
    {
        // A claimer may hash any count with any topmost node; such a root must open nothing and continue nothing.
        Digest leaf = Leaf(Entries[0]);
        Digest deep = TaggedHash.Compute(DigestTags.MerkleNode, Entries[1], leaf);
        Digest wide = TaggedHash.Compute(DigestTags.MerkleNode, leaf, Entries[1]);
        foreach (Digest head in (Digest[])[deep, wide])
            Assert.False(new MerkleOpening(0, 1, [Entries[1]]).Verify(RootOf(1, head), Entries[0]));
        foreach (long count in (long[])[2, 3, 4, 1L << 40])
        {
            Assert.False(new MerkleOpening(0, count, []).Verify(RootOf(count, leaf), Entries[0]));
            Assert.False(new MerkleConsistency(1, count, [leaf]).Verify(RootOf(1, leaf), RootOf(count, leaf)));
        }

        Digest deeper = TaggedHash.Compute(DigestTags.MerkleNode, Entries[2], wide);
        Assert.True(new MerkleConsistency(1, 2, [leaf, Entries[1]]).Verify(RootOf(1, leaf), RootOf(2, wide)));
        Assert.False(new MerkleConsistency(1, 2, [leaf, Entries[1], Entries[2]]).Verify(
            RootOf(1, TaggedHash.Compute(DigestTags.MerkleNode, Entries[2], leaf)), RootOf(2, deeper)));

        Assert.False(new MerkleConsistency(0, 0, [leaf]).Verify(Roots[0], RootOf(0, leaf)));
        Assert.False(new MerkleConsistency(0, 0, [leaf]).Verify(RootOf(0, leaf), RootOf(0, leaf)));
        Assert.False(new MerkleConsistency(0, 1, [default]).Verify(Roots[0], RootOf(1, default)));
    }

    private static MerkleLog Log(int count)
    {
        var log = new MerkleLog();
        for (int i = 0; i < count; i++)
            log.Append(Entries[i]);
        return log;
    }

    private static byte[] Encoded(Action<PostcardWriter> write)
    {
        var writer = new PostcardWriter();
        write(writer);
        return writer.ToArray();
    }

    private static Digest Leaf(Digest entry) => TaggedHash.Compute(DigestTags.MerkleLeaf, entry.ToArray());

    private static Digest RootOf(long count, Digest head)
    {
        byte[] bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, count);
        return TaggedHash.Compute(DigestTags.MerkleRoot, bytes, head.ToArray());
    }

    private static Digest Reference(ReadOnlySpan<Digest> entries)
    {
        return RootOf(entries.Length, entries.IsEmpty ? default : Head(entries));

        static Digest Head(ReadOnlySpan<Digest> entries)
        {
            if (entries.Length == 1)
                return Leaf(entries[0]);
            int left = 1;
            while (2 * left < entries.Length)
                left *= 2;
            return TaggedHash.Compute(DigestTags.MerkleNode, Head(entries[..left]), Head(entries[left..]));
        }
    }
}
