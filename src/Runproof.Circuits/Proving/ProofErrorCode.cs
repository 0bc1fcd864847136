namespace Runproof.Circuits.Proving;

/// <summary>Why a proof is refused.</summary>
public enum ProofErrorCode
{
    /// <summary>The statement makes no sense.</summary>
    WrongStatement = 1,

    /// <summary>The bytes are not a proof of such a statement.</summary>
    Malformed,

    /// <summary>The parameters prove fewer bits than the profile promises.</summary>
    WeakParameters,

    /// <summary>The lookup argument does not hold: a value is not a row of its table.</summary>
    WrongLookups,

    /// <summary>Public inputs and outputs do not fit each other.</summary>
    WrongPublicValues,

    /// <summary>The claims do not follow from what was committed, or the commitment is not what it says.</summary>
    WrongOpening,

    /// <summary>What is said of bound weights does not follow from their commitment.</summary>
    WrongWeights,
}
