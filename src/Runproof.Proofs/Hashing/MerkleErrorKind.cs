namespace Runproof.Proofs.Hashing;

/// <summary>What can be wrong with an opening.</summary>
public enum MerkleErrorKind
{
    /// <summary>The encoding has another number of bytes than shape and indices imply.</summary>
    Length,

    /// <summary>The leaves have another number of bytes.</summary>
    Leaves,

    /// <summary>The salts have another number of bytes.</summary>
    Salts,

    /// <summary>There is another number of siblings.</summary>
    Siblings,

    /// <summary>The leaves do not lead to the root.</summary>
    Root,
}
