namespace Runproof.Proofs.Commitments;

/// <summary>Why a commitment or an opening is refused.</summary>
public enum LigeroErrorCode
{
    /// <summary>The bytes are fewer or more than the shape asks for.</summary>
    WrongLength,

    /// <summary>An element of the field is not written in its one encoding.</summary>
    NonCanonicalElement,

    /// <summary>The shape has randomness, mask rows or an opening budget, which this version does not know.</summary>
    UnsupportedHiding,

    /// <summary>No matrix has such a shape: a count is out of range or contradicts another.</summary>
    InvalidGeometry,

    /// <summary>The commitments do not have the number or the shapes that the verifier's parameters say.</summary>
    WrongGeometry,

    /// <summary>The parameters prove fewer bits than their profile promises, or do not cover the claims.</summary>
    WeakParameters,

    /// <summary>The sumcheck that brings the claims to one point does not follow from them.</summary>
    WrongBatch,

    /// <summary>The proof has another number of combined rows, or one of another length.</summary>
    WrongRowCount,

    /// <summary>A combined row does not give the value that the sumcheck left.</summary>
    WrongEvaluation,

    /// <summary>The nonce does not show the work that the parameters ask for.</summary>
    InsufficientWork,

    /// <summary>Opened columns do not lead to the root, or are not as many as the indices.</summary>
    WrongOpening,

    /// <summary>An opened column is not the one of the combined row's codeword.</summary>
    WrongColumn,
}
