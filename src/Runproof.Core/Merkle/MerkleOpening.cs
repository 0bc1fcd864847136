using System.Collections.Immutable;
using Runproof.Core.Encoding;
using Runproof.Core.Hashing;

namespace Runproof.Core.Merkle;

/// <summary>Shows that an entry stands at an index of a <see cref="MerkleLog"/>.</summary>
/// <param name="Index">The index, from 0.</param>
/// <param name="Count">The number of entries of the log.</param>
/// <param name="Siblings">The nodes beside the way from the leaf to the topmost node, leaf first.</param>
public sealed record MerkleOpening(long Index, long Count, ImmutableArray<Digest> Siblings)
{
    /// <summary>The most siblings that any opening has.</summary>
    internal const int MaxSiblings = 63;

    /// <summary>Reads the encoding that <see cref="Write"/> writes.</summary>
    /// <param name="reader">Where to read.</param>
    /// <param name="opening">The opening, or null.</param>
    public static bool TryRead(ref PostcardReader reader, out MerkleOpening? opening)
    {
        opening = null;
        if (!TryReadLong(ref reader, out var index) || !TryReadLong(ref reader, out var count) || !TryReadNodes(ref reader, out var siblings))
            return false;
        opening = new MerkleOpening(index, count, siblings);
        return true;
    }

    /// <summary>Writes index, count and siblings.</summary>
    /// <param name="writer">Where to write.</param>
    public void Write(PostcardWriter writer)
    {
        writer.WriteU64((ulong)Index);
        writer.WriteU64((ulong)Count);
        WriteNodes(writer, Siblings);
    }

    /// <summary>Whether the log with this root holds the entry at <see cref="Index"/> and has <see cref="Count"/> entries.</summary>
    /// <param name="root">The root of the log.</param>
    /// <param name="entry">The digest that was appended.</param>
    /// <remarks><b>Soundness</b>: <see cref="Index"/> is proved, not chosen: the caller compares it with the index that it expects.</remarks>
    public bool Verify(Digest root, Digest entry)
    {
        if (Index < 0 || Index >= Count || Siblings.IsDefault)
            return false;
        var node = MerkleHash.Leaf(entry);

        // The way to the entry and the way to the last leaf: where they agree the node is on the right edge and has a sibling only to its left.
        var (at, last) = (Index, Count - 1);
        foreach (var sibling in Siblings)
        {
            if (last == 0)
                return false;
            if (at % 2 != 0 || at == last)
            {
                node = MerkleHash.Node(sibling, node);
                while (at % 2 == 0 && at != 0)
                    (at, last) = (at >> 1, last >> 1);
            }
            else
            {
                node = MerkleHash.Node(node, sibling);
            }

            (at, last) = (at >> 1, last >> 1);
        }

        return last == 0 && MerkleHash.Root(Count, node) == root;
    }

    /// <inheritdoc />
    public bool Equals(MerkleOpening? other) =>
        other is not null && Index == other.Index && Count == other.Count && Siblings.AsSpan().SequenceEqual(other.Siblings.AsSpan());

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Index, Count, Siblings.IsDefaultOrEmpty ? default : Siblings[0]);

    internal static bool TryReadLong(ref PostcardReader reader, out long value)
    {
        var read = reader.TryReadU64(out var raw);
        value = unchecked((long)raw);
        return read && (value >= 0 || reader.Reject(long.MaxValue, raw));
    }

    internal static bool TryReadNodes(ref PostcardReader reader, out ImmutableArray<Digest> nodes)
    {
        nodes = [];
        if (!reader.TryReadCount(Digest.Size, out var count, MaxSiblings + 1))
            return false;
        var builder = ImmutableArray.CreateBuilder<Digest>(count);
        while (builder.Count < count)
        {
            if (!reader.TryReadDigest(out var node))
                return false;
            builder.Add(node);
        }

        nodes = builder.MoveToImmutable();
        return true;
    }

    internal static void WriteNodes(PostcardWriter writer, ImmutableArray<Digest> nodes)
    {
        writer.WriteCount(nodes.Length);
        foreach (var node in nodes)
            writer.WriteDigest(node);
    }
}
