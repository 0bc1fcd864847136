using System.Collections.Immutable;
using System.Numerics;
using Runproof.Core.Hashing;

namespace Runproof.Core.Merkle;

/// <summary>
/// An append-only list of digests with one root that commits to all of them, their order and their number. The tree has the shape of RFC 6962:
/// the left subtree is the largest complete one, and a node without a sibling is not duplicated.
/// </summary>
public sealed class MerkleLog
{
    // Level k holds the nodes over complete runs of 2^k leaves, in order: together fewer than two digests per leaf.
    private readonly List<List<Digest>> _levels = [[]];

    /// <summary>The number of entries.</summary>
    public long Count => _levels[0].Count;

    /// <summary>The root of the entries so far; takes a logarithmic number of hashes.</summary>
    public Digest Root => MerkleHash.Root(Count, Head(0, Count));

    /// <summary>Appends an entry; takes two hashes on average.</summary>
    /// <param name="entry">The digest of the entry, in a domain of its own.</param>
    public void Append(Digest entry)
    {
        var node = MerkleHash.Leaf(entry);
        for (var level = 0; ; level++)
        {
            if (level == _levels.Count)
                _levels.Add([]);
            var nodes = _levels[level];
            nodes.Add(node);
            if (nodes.Count % 2 != 0)
                return;
            node = MerkleHash.Node(nodes[^2], node);
        }
    }

    /// <summary>Shows that an entry is in the log.</summary>
    /// <param name="index">The entry, from 0.</param>
    public MerkleOpening Open(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        var siblings = ImmutableArray.CreateBuilder<Digest>();
        AddSiblings(siblings, index, 0, Count);
        return new MerkleOpening(index, Count, siblings.ToImmutable());
    }

    /// <summary>Shows that this log begins with all entries of an earlier state of it.</summary>
    /// <param name="oldCount">The number of entries of the earlier state, from 0 to <see cref="Count"/>.</param>
    public MerkleConsistency ProveConsistency(long oldCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(oldCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(oldCount, Count);
        var nodes = ImmutableArray.CreateBuilder<Digest>();
        AddConsistency(nodes, oldCount == 0 ? Count : oldCount, 0, Count);
        return new MerkleConsistency(oldCount, Count, nodes.ToImmutable());
    }

    /// <summary>The node over the leaves from <paramref name="start"/>, a multiple of every power of two up to <paramref name="count"/>.</summary>
    private Digest Head(long start, long count)
    {
        if (count == 0)
            return default;
        if (BitOperations.IsPow2(count))
        {
            var level = BitOperations.Log2((ulong)count);
            return _levels[level][(int)(start >> level)];
        }

        var left = MerkleHash.LeftSize(count);
        return MerkleHash.Node(Head(start, left), Head(start + left, count - left));
    }

    private void AddSiblings(ImmutableArray<Digest>.Builder siblings, long index, long start, long count)
    {
        if (count == 1)
            return;
        var left = MerkleHash.LeftSize(count);
        if (index < left)
        {
            AddSiblings(siblings, index, start, left);
            siblings.Add(Head(start + left, count - left));
        }
        else
        {
            AddSiblings(siblings, index - left, start + left, count - left);
            siblings.Add(Head(start, left));
        }
    }

    private void AddConsistency(ImmutableArray<Digest>.Builder nodes, long oldCount, long start, long count)
    {
        if (oldCount == count)
        {
            nodes.Add(Head(start, count));
            return;
        }

        var left = MerkleHash.LeftSize(count);
        if (oldCount <= left)
        {
            AddConsistency(nodes, oldCount, start, left);
            nodes.Add(Head(start + left, count - left));
        }
        else
        {
            AddConsistency(nodes, oldCount - left, start + left, count - left);
            nodes.Add(Head(start, left));
        }
    }
}
