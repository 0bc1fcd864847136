namespace Runproof.Proofs.Security;

/// <summary>Why a parameter set was refused.</summary>
public enum SecurityErrorCode
{
    /// <summary>The encoding has a version that this library does not know.</summary>
    UnknownVersion = 1,

    /// <summary>The encoding is shorter or longer than its contents say.</summary>
    WrongLength,

    /// <summary>A parameter lies outside its range, or contradicts another one.</summary>
    OutOfRange,

    /// <summary>A term proves fewer bits than the profile promises.</summary>
    Weak,
}
