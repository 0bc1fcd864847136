using Runproof.Core.Hashing;

namespace Runproof.Core.Merkle;

/// <summary>The root of a <see cref="MerkleLog"/> that only grows, without its entries: it keeps one node for each size of complete subtree, and opens nothing.</summary>
public sealed class MerkleFrontier
{
    private readonly List<Digest> _nodes = [];

    /// <summary>The number of entries.</summary>
    public long Count { get; private set; }

    /// <summary>The root of the entries so far, that of the log with the same entries; takes a logarithmic number of hashes.</summary>
    public Digest Root
    {
        get
        {
            // From the smallest complete subtree, which is on the right, to the largest.
            Digest head = default;
            bool isFirst = true;
            for (int level = 0; level < _nodes.Count; level++)
            {
                if (((Count >> level) & 1) == 0)
                    continue;
                head = isFirst ? _nodes[level] : MerkleHash.Node(_nodes[level], head);
                isFirst = false;
            }

            return MerkleHash.Root(Count, head);
        }
    }

    /// <summary>Appends an entry; takes two hashes on average.</summary>
    /// <param name="entry">The digest of the entry, in a domain of its own.</param>
    public void Append(Digest entry)
    {
        Digest node = MerkleHash.Leaf(entry);
        int level = 0;
        for (; ((Count >> level) & 1) != 0; level++)
            node = MerkleHash.Node(_nodes[level], node);
        if (level == _nodes.Count)
            _nodes.Add(node);
        else
            _nodes[level] = node;
        Count++;
    }
}
