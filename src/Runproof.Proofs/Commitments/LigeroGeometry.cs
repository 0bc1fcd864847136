using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using Runproof.Proofs.Hashing;
using Runproof.Proofs.Security;

namespace Runproof.Proofs.Commitments;

/// <summary>The shape of one committed matrix: which polynomial it holds, how it is encoded and how many of its columns are opened.</summary>
/// <remarks>
/// The value at index row·columns + column of the polynomial stands in that row and column; what a power of two of rows would hold beyond the last
/// row is zero.
/// </remarks>
/// <param name="Matrix">Rows, columns, code length and queries.</param>
/// <param name="MaskRows">Random rows that hide opened combinations. This version hides nothing: 0.</param>
/// <param name="OpeningBudget">How many openings the hiding randomness is made for. This version hides nothing: 0.</param>
public sealed record LigeroGeometry(MatrixParameters Matrix, int MaskRows = 0, int OpeningBudget = 0)
{
    /// <summary>More variables than values that fit in memory have.</summary>
    private const int MaxVariables = 30;

    /// <summary>The variables of the polynomial: those of the row come first.</summary>
    public int Variables => RowVariables + ColumnVariables;

    /// <summary>The variables that select a row: ⌈log2 rows⌉.</summary>
    public int RowVariables => Matrix.Rows == 1 ? 0 : BitOperations.Log2((uint)(Matrix.Rows - 1)) + 1;

    /// <summary>The variables that select a column.</summary>
    public int ColumnVariables => BitOperations.Log2((uint)Matrix.Columns);

    /// <summary>One leaf per column of the encoded matrix.</summary>
    internal MerkleShape Shape => new(Matrix.LogCodeLength, Matrix.Rows * sizeof(ulong), salted: true);

    /// <summary>Bytes of the longest opening that any indices lead to.</summary>
    internal long MaxOpeningLength => (long)Matrix.Queries * (Shape.LeafLength + MerkleShape.SaltSize + ((long)Matrix.LogCodeLength * Hash256.Size));

    /// <summary>Whether this version can commit to the shape at all; whether it is strong enough is for the <see cref="SecurityCalculator"/> to say.</summary>
    /// <param name="error"><see cref="LigeroErrorCode.UnsupportedHiding"/> or <see cref="LigeroErrorCode.InvalidGeometry"/>.</param>
    public bool TryCheck([NotNullWhen(false)] out LigeroError? error)
    {
        error = null;
        if (Matrix.Randomness != 0 || MaskRows != 0 || OpeningBudget != 0)
            error = new(LigeroErrorCode.UnsupportedHiding);
        else if (!IsPossible())
            error = new(LigeroErrorCode.InvalidGeometry);
        return error is null;
    }

    private bool IsPossible() =>
        Matrix.Rows is >= 1 and <= MerkleShape.MaxLeafLength / sizeof(ulong)
        && Matrix.LogCodeLength is >= 0 and <= MerkleShape.MaxDepth
        && int.IsPow2(Matrix.Columns)
        && Matrix.Columns <= Matrix.CodeLength
        && Matrix.Queries >= 1
        && Matrix.Queries <= Matrix.CodeLength
        && Variables <= MaxVariables;
}
