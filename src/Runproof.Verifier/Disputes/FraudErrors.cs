using Runproof.Core.Diagnostics;

namespace Runproof.Verifier.Disputes;

/// <summary>What is wrong with a fraud proof, or cannot be decided by it.</summary>
public static class FraudErrors
{
    /// <summary>The file does not start like a fraud proof.</summary>
    public static readonly ErrorCode NotAFraudProof = new("E_FRAUD_MAGIC", ErrorClass.Malformed);

    /// <summary>The file is of a version that is not supported.</summary>
    public static readonly ErrorCode UnknownVersion = new("E_FRAUD_VERSION", ErrorClass.Malformed);

    /// <summary>Records or values are repeated or out of order, so that the same proof would have two encodings.</summary>
    public static readonly ErrorCode NotCanonical = new("E_FRAUD_ORDER", ErrorClass.Malformed);

    /// <summary>The claim is about another program than the one in the proof.</summary>
    public static readonly ErrorCode Program = new("E_FRAUD_PROGRAM", ErrorClass.VerificationFailed);

    /// <summary>A record is not part of the claim.</summary>
    public static readonly ErrorCode Opening = new("E_FRAUD_OPENING", ErrorClass.VerificationFailed);

    /// <summary>What is opened is what the program does: it shows nothing against the claim.</summary>
    public static readonly ErrorCode NotShown = new("E_FRAUD_NOT_SHOWN", ErrorClass.VerificationFailed);

    /// <summary>A record or a value is missing without which the program decides nothing, or one is there that it does not ask for.</summary>
    public static readonly ErrorCode Evidence = new("E_FRAUD_EVIDENCE", ErrorClass.VerificationFailed);

    /// <summary>That a unit gives another output takes an execution, or a receipt of one, to show.</summary>
    public static readonly ErrorCode NeedsExecution = new("E_FRAUD_OUTPUT", ErrorClass.Inconclusive);
}
