namespace Runproof.Proofs.Security;

/// <summary>The geometry of one committed matrix.</summary>
/// <param name="Rows">Number of rows. Range 1 to 2^30; not necessarily a power of two.</param>
/// <param name="Columns">C, the values of one row. A power of two, 1 to 2^30.</param>
/// <param name="Randomness">z, the random values that a row carries beside them for hiding. Range 0 to 2^30.</param>
/// <param name="LogCodeLength">log2 of n, the length of an encoded row. Range 0 to 32, and C + z ≤ n.</param>
/// <param name="Queries">t, the number of encoded columns that the verifier opens. Range 1 to 512.</param>
public sealed record MatrixParameters(int Rows, int Columns, int Randomness, int LogCodeLength, int Queries)
{
    /// <summary>n, the number of values in one encoded row.</summary>
    public long CodeLength => 1L << LogCodeLength;

    /// <summary>k = C + z, the dimension of the code: hiding randomness is paid for here.</summary>
    public long Dimension => (long)Columns + Randomness;

    /// <summary>e = ⌊(n − k)/2⌋, the number of errors up to which decoding is unique.</summary>
    public long DecodingRadius => (CodeLength - Dimension) / 2;
}
