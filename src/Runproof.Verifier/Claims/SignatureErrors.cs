using Runproof.Core.Diagnostics;

namespace Runproof.Verifier.Claims;

/// <summary>What is wrong with the signature of a claim.</summary>
public static class SignatureErrors
{
    /// <summary>The file does not start like a signature.</summary>
    public static readonly ErrorCode NotASignature = new("E_SIGNATURE_MAGIC", ErrorClass.Malformed);

    /// <summary>The file is of a version that is not supported.</summary>
    public static readonly ErrorCode UnknownVersion = new("E_SIGNATURE_VERSION", ErrorClass.Malformed);

    /// <summary>The signature is of another claim, by another key, or was changed.</summary>
    public static readonly ErrorCode Wrong = new("E_SIGNATURE_WRONG", ErrorClass.VerificationFailed);

    /// <summary>There is no signature beside the claim.</summary>
    public static readonly ErrorCode Missing = new("E_SIGNATURE_MISSING", ErrorClass.Inconclusive);

    /// <summary>A file is not a key on P-256 in PEM.</summary>
    public static readonly ErrorCode Key = new("E_SIGNATURE_KEY", ErrorClass.Malformed);
}
