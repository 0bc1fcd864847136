using Runproof.Proofs.Security;
using Runproof.Runs.Planning;

namespace Runproof.Runs.Results;

/// <summary>What the proofs of a run come to.</summary>
/// <param name="Layout">How the circuit steps are divided among them.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Profile">The security that was asked for.</param>
/// <param name="SecurityBits">Proven security of all of them together, in bits, rounded down to a tenth.</param>
/// <param name="ProveTime">Wall time of making them.</param>
/// <param name="VerifyTime">Wall time of verifying them.</param>
/// <param name="Size">Their size, in bytes.</param>
/// <param name="ReceiptSize">Size of the receipt that was written; null where none was.</param>
public sealed record ProofSummary(
    ProofLayout Layout,
    int Count,
    SecurityProfile Profile,
    double SecurityBits,
    TimeSpan ProveTime,
    TimeSpan VerifyTime,
    long Size,
    long? ReceiptSize);
