namespace Runproof.Circuits.Statements;

/// <summary>Why a statement makes no sense.</summary>
public enum StatementErrorCode
{
    /// <summary>There is no slice, or a slice has another number of inputs or outputs than its circuit.</summary>
    WrongCount = 1,

    /// <summary>A link leads to no earlier slice, or to a tensor of another type.</summary>
    WrongLink,

    /// <summary>Public values are too few, too many or out of the range of their type.</summary>
    WrongValues,

    /// <summary>A boundary commitment has another shape than its tensor, is named by nobody, or serves two tensors.</summary>
    WrongBoundary,

    /// <summary>The weights do not have the shapes that the circuit says.</summary>
    WrongWeights,

    /// <summary>The proof would be larger than the protocol allows.</summary>
    TooLarge,

    /// <summary>The profile is unknown.</summary>
    UnknownProfile,
}
