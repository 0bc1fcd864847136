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
}
