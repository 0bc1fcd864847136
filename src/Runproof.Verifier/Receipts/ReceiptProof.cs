using System.Collections.Immutable;
using Runproof.Proofs.Security;

namespace Runproof.Verifier.Receipts;

/// <summary>One proof of a receipt, and which steps it covers. What it states of them follows from the receipt and is not part of it.</summary>
/// <param name="Profile">The security that was asked for.</param>
/// <param name="Steps">The steps that it covers, by position in the program, ascending; at least one.</param>
/// <param name="Boundaries">The commitments to values that it shares with other proofs, by step and output, ascending.</param>
/// <param name="Nonce">What a verifier asked the proof to be bound to, besides the claim; empty where nobody asked. At most <see cref="MaxNonceLength"/> bytes.</param>
/// <param name="Bytes">The proof.</param>
public sealed record ReceiptProof(
    SecurityProfile Profile,
    ImmutableArray<int> Steps,
    ImmutableArray<ReceiptBoundary> Boundaries,
    ReadOnlyMemory<byte> Nonce,
    ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Longest nonce, in bytes.</summary>
    public const int MaxNonceLength = 64;

    /// <summary>The commitment to an output of a step; null where the proof names none.</summary>
    public ReceiptBoundary? FindBoundary(int step, int output) =>
        Boundaries.FirstOrDefault(boundary => boundary.Step == step && boundary.Output == output);
}
