namespace Runproof.Proofs.Hashing;

/// <summary>Why an opening was refused.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Expected">The length that shape and indices imply; for <see cref="MerkleErrorKind.Root"/> zero.</param>
/// <param name="Actual">The length that was found; for <see cref="MerkleErrorKind.Root"/> zero.</param>
public sealed record MerkleError(MerkleErrorKind Kind, long Expected = 0, long Actual = 0);
