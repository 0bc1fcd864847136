namespace Runproof.Proofs.Lookups;

/// <summary>Why a lookup argument was refused.</summary>
public enum LookupErrorCode
{
    /// <summary>The bytes are not as many as the statement asks for.</summary>
    WrongLength = 1,

    /// <summary>A field element is not in its canonical encoding.</summary>
    NotCanonical,

    /// <summary>The proof has another number of layers, rounds or evaluations than the statement asks for.</summary>
    WrongShape,

    /// <summary>The denominator of the sum is zero, so that there is no sum.</summary>
    ZeroDenominator,

    /// <summary>A layer does not follow from the one above it.</summary>
    WrongLayer,

    /// <summary>The evaluations of the columns do not give the leaves that the tree ends in.</summary>
    WrongLeaves,

    /// <summary>The sum is not zero: a row that was looked up is not in its table, or a multiplicity is wrong.</summary>
    NotZero,
}
