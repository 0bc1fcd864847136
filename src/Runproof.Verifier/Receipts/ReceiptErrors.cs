using Runproof.Core.Diagnostics;

namespace Runproof.Verifier.Receipts;

/// <summary>What is wrong with a receipt, or cannot be decided about it.</summary>
public static class ReceiptErrors
{
    /// <summary>The file does not start like a receipt.</summary>
    public static readonly ErrorCode NotAReceipt = new("E_RECEIPT_MAGIC", ErrorClass.Malformed);

    /// <summary>The file is of a version that is not supported.</summary>
    public static readonly ErrorCode UnknownVersion = new("E_RECEIPT_VERSION", ErrorClass.Malformed);

    /// <summary>Entries are repeated or out of order, so that the same receipt would have two encodings.</summary>
    public static readonly ErrorCode NotCanonical = new("E_RECEIPT_ORDER", ErrorClass.Malformed);

    /// <summary>The run did not succeed, so that there is no result to prove.</summary>
    public static readonly ErrorCode RunNotSucceeded = new("E_RECEIPT_RUN", ErrorClass.Inconclusive);

    /// <summary>A circuit that the program names is not at hand.</summary>
    public static readonly ErrorCode CircuitMissing = new("E_RECEIPT_CIRCUIT_MISSING", ErrorClass.Inconclusive);

    /// <summary>A circuit is not the one that the program names: its content has other digests.</summary>
    public static readonly ErrorCode CircuitChanged = new("E_RECEIPT_CIRCUIT_CHANGED", ErrorClass.VerificationFailed);

    /// <summary>A circuit cannot be proved by anybody: its bytes are malformed, it is inconsistent, or a sum of it may overflow.</summary>
    public static readonly ErrorCode CircuitInvalid = new("E_RECEIPT_CIRCUIT_INVALID", ErrorClass.VerificationFailed);

    /// <summary>A circuit's weights are bound, and the bound model that holds them is not in the receipt.</summary>
    public static readonly ErrorCode SetupMissing = new("E_RECEIPT_SETUP_MISSING", ErrorClass.Inconclusive);

    /// <summary>A bound model has no such circuit, or its setup proof does not show that its weights are in range.</summary>
    public static readonly ErrorCode Setup = new("E_RECEIPT_SETUP", ErrorClass.VerificationFailed);

    /// <summary>An entry belongs to nothing in the receipt.</summary>
    public static readonly ErrorCode Unused = new("E_RECEIPT_UNUSED", ErrorClass.VerificationFailed);

    /// <summary>A proof covers a step that is no circuit, or that another proof covers.</summary>
    public static readonly ErrorCode Cover = new("E_RECEIPT_COVER", ErrorClass.VerificationFailed);

    /// <summary>A step that is a circuit is covered by no proof, or no step is a circuit.</summary>
    public static readonly ErrorCode NotProved = new("E_RECEIPT_NOT_PROVED", ErrorClass.Inconclusive);

    /// <summary>A proof has a lower profile than the caller asks for, or another one than the other proofs.</summary>
    public static readonly ErrorCode Profile = new("E_RECEIPT_PROFILE", ErrorClass.VerificationFailed);

    /// <summary>A proof is not bound to the caller's nonce.</summary>
    public static readonly ErrorCode Nonce = new("E_RECEIPT_NONCE", ErrorClass.VerificationFailed);

    /// <summary>A step that the caller's nonce chose is covered by no proof.</summary>
    public static readonly ErrorCode Sample = new("E_RECEIPT_SAMPLE", ErrorClass.VerificationFailed);

    /// <summary>A value that a statement needs is not shown.</summary>
    public static readonly ErrorCode ValueMissing = new("E_RECEIPT_VALUE_MISSING", ErrorClass.VerificationFailed);

    /// <summary>A value that is shown is not one that a circuit can take or give.</summary>
    public static readonly ErrorCode WrongValue = new("E_RECEIPT_VALUE", ErrorClass.VerificationFailed);

    /// <summary>Two steps do not share the value between them: they name other commitments, or other types, or no proof makes it.</summary>
    public static readonly ErrorCode Edge = new("E_RECEIPT_EDGE", ErrorClass.VerificationFailed);

    /// <summary>Verifying would cost more than a receipt may ask for.</summary>
    public static readonly ErrorCode TooLarge = new("E_RECEIPT_TOO_LARGE", ErrorClass.VerificationFailed);

    /// <summary>A proof does not show what the run says.</summary>
    public static readonly ErrorCode Proof = new("E_RECEIPT_PROOF", ErrorClass.VerificationFailed);

    /// <summary>The receipt is not the one that the caller expects.</summary>
    public static readonly ErrorCode Unexpected = new("E_RECEIPT_UNEXPECTED", ErrorClass.VerificationFailed);

    /// <summary>The caller pinned nothing.</summary>
    public static readonly ErrorCode NotPinned = new("E_RECEIPT_NOT_PINNED", ErrorClass.Inconclusive);
}
