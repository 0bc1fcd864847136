using System.Collections.Immutable;
using Runproof.Core.Encoding;
using Runproof.Core.Hashing;

namespace Runproof.Core.Merkle;

/// <summary>Shows that a <see cref="MerkleLog"/> begins with all entries of an earlier state of it.</summary>
/// <param name="OldCount">The number of entries of the earlier state.</param>
/// <param name="NewCount">The number of entries of the later state.</param>
/// <param name="Nodes">
/// The largest complete subtree that ends where the earlier state ends, then the nodes beside the way from it to the topmost node. When the
/// earlier state is empty or the two are one: the topmost node.
/// </param>
public sealed record MerkleConsistency(long OldCount, long NewCount, ImmutableArray<Digest> Nodes)
{
    /// <summary>Reads the encoding that <see cref="Write"/> writes.</summary>
    /// <param name="reader">Where to read.</param>
    /// <param name="proof">The proof, or null.</param>
    public static bool TryRead(ref PostcardReader reader, out MerkleConsistency? proof)
    {
        proof = null;
        if (!MerkleOpening.TryReadLong(ref reader, out var oldCount)
            || !MerkleOpening.TryReadLong(ref reader, out var newCount)
            || !MerkleOpening.TryReadNodes(ref reader, out var nodes))
            return false;
        proof = new MerkleConsistency(oldCount, newCount, nodes);
        return true;
    }

    /// <summary>Writes both counts and the nodes.</summary>
    /// <param name="writer">Where to write.</param>
    public void Write(PostcardWriter writer)
    {
        writer.WriteU64((ulong)OldCount);
        writer.WriteU64((ulong)NewCount);
        MerkleOpening.WriteNodes(writer, Nodes);
    }

    /// <summary>Whether the log with the new root begins with all entries of the log with the old root, and both have the counts stated.</summary>
    /// <param name="oldRoot">The root of the earlier state.</param>
    /// <param name="newRoot">The root of the later state.</param>
    public bool Verify(Digest oldRoot, Digest newRoot)
    {
        if (OldCount < 0 || OldCount > NewCount || Nodes.IsDefaultOrEmpty)
            return false;
        if (OldCount == 0 || OldCount == NewCount)
        {
            return Nodes.Length == 1
                && Nodes[0].IsZero == (NewCount == 0)
                && MerkleHash.Root(NewCount, Nodes[0]) == newRoot
                && oldRoot == (OldCount == 0 ? MerkleHash.Root(0, default) : newRoot);
        }

        // Up from the last leaf of the old tree: a sibling to the left belongs to both trees, one to the right to the new tree only.
        var (at, last) = (OldCount - 1, NewCount - 1);
        while (at % 2 != 0)
            (at, last) = (at >> 1, last >> 1);
        var oldHead = Nodes[0];
        var newHead = Nodes[0];
        foreach (var node in Nodes.AsSpan()[1..])
        {
            if (last == 0)
                return false;
            if (at % 2 != 0 || at == last)
            {
                oldHead = MerkleHash.Node(node, oldHead);
                newHead = MerkleHash.Node(node, newHead);
                while (at % 2 == 0 && at != 0)
                    (at, last) = (at >> 1, last >> 1);
            }
            else
            {
                newHead = MerkleHash.Node(newHead, node);
            }

            (at, last) = (at >> 1, last >> 1);
        }

        return last == 0 && MerkleHash.Root(OldCount, oldHead) == oldRoot && MerkleHash.Root(NewCount, newHead) == newRoot;
    }

    /// <inheritdoc />
    public bool Equals(MerkleConsistency? other) =>
        other is not null && OldCount == other.OldCount && NewCount == other.NewCount && Nodes.AsSpan().SequenceEqual(other.Nodes.AsSpan());

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(OldCount, NewCount, Nodes.IsDefaultOrEmpty ? default : Nodes[0]);
}
