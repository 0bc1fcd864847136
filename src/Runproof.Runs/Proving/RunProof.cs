using System.Collections.Immutable;
using Runproof.Proofs.Security;
using Runproof.Runs.Planning;
using Runproof.Runs.Results;
using Runproof.Verifier.Receipts;

namespace Runproof.Runs.Proving;

/// <summary>The proofs of a run. All of them were verified.</summary>
/// <param name="Receipt">What says what they prove.</param>
/// <param name="Steps">What proving came to for each circuit step.</param>
/// <param name="Reports">The proven bits of each proof, term by term, and of the setup proof of bound weights.</param>
/// <param name="ProveTime">Wall time of proving.</param>
/// <param name="VerifyTime">Wall time of verification.</param>
internal sealed record RunProof(
    Receipt Receipt, ImmutableArray<StepProof> Steps, ImmutableArray<SecurityReport> Reports, TimeSpan ProveTime, TimeSpan VerifyTime)
{
    private const long OneBit = 1L << 32;

    /// <summary>The file of the receipt.</summary>
    /// <param name="withCircuits">Whether it holds the circuits, so that nothing else is needed to verify it.</param>
    public byte[] Encode(bool withCircuits) => ReceiptFormat.Write(
        withCircuits ? Receipt : Receipt with { Circuits = [.. Receipt.Circuits.Select(circuit => circuit.WithoutFile())] });

    /// <summary>What people are told of it.</summary>
    public ProofSummary Summary(ProofLayout layout, long? receiptSize) => new(
        layout,
        Receipt.Proofs.Length,
        Receipt.Proofs[0].Profile,
        Math.Floor(Reports.Min(report => report.Minimum.Raw) * 10.0 / OneBit) / 10,
        ProveTime,
        VerifyTime,
        Receipt.Proofs.Sum(proof => (long)proof.Bytes.Length),
        receiptSize);
}
