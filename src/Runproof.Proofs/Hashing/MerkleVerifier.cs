namespace Runproof.Proofs.Hashing;

/// <summary>Checks openings against a root: the verifier's side of <see cref="MerkleTree"/>.</summary>
public static class MerkleVerifier
{
    /// <summary>Whether the tree with this root has these leaves at these indices.</summary>
    /// <param name="shape">The parameters, from the verifier's own parameter set.</param>
    /// <param name="root">The root, as it was absorbed before the indices were drawn.</param>
    /// <param name="indices">The leaves that the verifier asked for; strictly ascending, not empty and in range, or it is an <see cref="ArgumentException"/>.</param>
    /// <param name="opening">The prover's answer.</param>
    /// <param name="error">Why it was refused.</param>
    /// <remarks>
    /// <b>Soundness</b>: two different openings of the same indices under one root give a collision of BLAKE3. The caller derives the indices itself, from
    /// a transcript that has absorbed the root.
    /// </remarks>
    public static bool TryVerify(MerkleShape shape, Hash256 root, ReadOnlySpan<int> indices, MerkleMultiproof opening, out MerkleError? error)
    {
        int siblings = shape.SiblingCount(indices);
        error = CheckLength(MerkleErrorKind.Leaves, (long)indices.Length * shape.LeafLength, opening.Leaves.IsDefault ? 0 : opening.Leaves.Length)
            ?? CheckLength(MerkleErrorKind.Salts, (long)indices.Length * shape.SaltLength, opening.Salts.IsDefault ? 0 : opening.Salts.Length)
            ?? CheckLength(MerkleErrorKind.Siblings, siblings, opening.Siblings.IsDefault ? 0 : opening.Siblings.Length);
        if (error is not null)
            return false;

        int[] active = indices.ToArray();
        var nodes = new Hash256[active.Length];
        MerkleHashing.Leaves(shape, opening.Leaves.AsSpan(), opening.Salts.AsSpan(), nodes);
        var pairs = new Hash256[2 * active.Length];
        int width = active.Length;
        int taken = 0;
        for (int level = 0; level < shape.Depth; level++)
        {
            int above = 0;
            for (int i = 0; i < width; i++)
            {
                int index = active[i];
                var node = nodes[i];
                Hash256 sibling;
                if (i + 1 < width && active[i + 1] == (index ^ 1))
                    sibling = nodes[++i];
                else
                    sibling = opening.Siblings[taken++];
                (pairs[2 * above], pairs[(2 * above) + 1]) = (index & 1) == 0 ? (node, sibling) : (sibling, node);
                active[above++] = index >> 1;
            }

            width = above;
            MerkleHashing.Parents(pairs.AsSpan(0, 2 * width), nodes.AsSpan(0, width));
        }

        if (nodes[0] == root)
            return true;
        error = new MerkleError(MerkleErrorKind.Root);
        return false;
    }

    private static MerkleError? CheckLength(MerkleErrorKind kind, long expected, long actual) =>
        expected == actual ? null : new MerkleError(kind, expected, actual);
}
