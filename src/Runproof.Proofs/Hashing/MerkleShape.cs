namespace Runproof.Proofs.Hashing;

/// <summary>The parameters of a Merkle tree: both sides know them before any proof arrives, and no proof states them.</summary>
public sealed record MerkleShape
{
    /// <summary>The greatest depth.</summary>
    public const int MaxDepth = 24;

    /// <summary>The longest leaf, in bytes.</summary>
    public const int MaxLeafLength = 1 << 20;

    /// <summary>Bytes of a salt: as many as the hash has, so that a leaf hides as long as the hash binds.</summary>
    public const int SaltSize = Hash256.Size;

    /// <summary>Makes a shape; values out of range are an <see cref="ArgumentOutOfRangeException"/>.</summary>
    /// <param name="depth">The levels above the leaves: there are 2^depth leaves. 0 to <see cref="MaxDepth"/>.</param>
    /// <param name="leafLength">Bytes of every leaf; 0 to <see cref="MaxLeafLength"/>.</param>
    /// <param name="salted">Whether every leaf has a salt, so that a leaf of few possible values cannot be guessed from its hash.</param>
    public MerkleShape(int depth, int leafLength, bool salted = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(depth);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(depth, MaxDepth);
        ArgumentOutOfRangeException.ThrowIfNegative(leafLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(leafLength, MaxLeafLength);
        (Depth, LeafLength, Salted) = (depth, leafLength, salted);
    }

    /// <summary>The levels above the leaves.</summary>
    public int Depth { get; }

    /// <summary>Bytes of every leaf.</summary>
    public int LeafLength { get; }

    /// <summary>Whether every leaf has a salt.</summary>
    public bool Salted { get; }

    /// <summary>How many leaves there are: 2^<see cref="Depth"/>.</summary>
    public int LeafCount => 1 << Depth;

    /// <summary>Bytes of one salt: <see cref="SaltSize"/> or none.</summary>
    internal int SaltLength => Salted ? SaltSize : 0;

    /// <summary>How many siblings open these leaves together: those nodes beside a path to the root that no opened leaf lies below.</summary>
    /// <param name="indices">The leaves; strictly ascending, not empty and below <see cref="LeafCount"/>, or it is an <see cref="ArgumentException"/>.</param>
    public int SiblingCount(ReadOnlySpan<int> indices)
    {
        CheckIndices(indices);
        int siblings = Depth;

        // The first leaf needs a sibling on each level. Each further one goes its own way for as many levels as its index differs from the one before:
        // it needs siblings on all of them but the last, where it meets its neighbour, which then no longer needs one either.
        for (int i = 1; i < indices.Length; i++)
            siblings += 32 - int.LeadingZeroCount(indices[i - 1] ^ indices[i]) - 2;
        return siblings;
    }

    /// <summary>Bytes of the opening of these leaves; every opening of them has exactly as many.</summary>
    /// <param name="indices">As for <see cref="SiblingCount"/>.</param>
    public long OpeningLength(ReadOnlySpan<int> indices) =>
        ((long)indices.Length * (LeafLength + SaltLength)) + ((long)SiblingCount(indices) * Hash256.Size);

    internal void CheckIndices(ReadOnlySpan<int> indices)
    {
        if (indices.IsEmpty)
            throw new ArgumentException("No leaf is opened.", nameof(indices));
        for (int i = 0; i < indices.Length; i++)
        {
            if (indices[i] < 0 || indices[i] >= LeafCount || (i > 0 && indices[i] <= indices[i - 1]))
                throw new ArgumentException($"Leaf {indices[i]} at place {i} is out of range or out of order.", nameof(indices));
        }
    }
}
