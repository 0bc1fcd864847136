using Runproof.Core.Traces;
using Runproof.Core.Verdicts;
using Runproof.Runs.Claims;
using Runproof.Runs.Store;
using Runproof.Verifier.Receipts;

namespace Runproof.Cli.Demo;

/// <summary>A copy of a receipt in which one byte of the proof was changed.</summary>
/// <param name="Path">The copy.</param>
/// <param name="Size">Size of the proof, in bytes.</param>
/// <param name="Offset">Which byte of the proof.</param>
/// <param name="Before">Its value before.</param>
/// <param name="After">Its value after.</param>
/// <param name="Untouched">What the verifier says of the receipt as it was.</param>
/// <param name="Verdict">What it says of the copy.</param>
internal sealed record ProofTampering(string Path, int Size, int Offset, byte Before, byte After, ReceiptVerdict Untouched, ReceiptVerdict Verdict)
{
    /// <summary>Whether the receipt is accepted as it was, and refused as it is now.</summary>
    public bool IsRefused => Untouched.Status == Verification.Passed && Verdict.Status == Verification.Failed;

    /// <summary>Copies the receipt of a run, changes one bit in the middle of its proof, and has both judged against the program that was expected.</summary>
    /// <param name="store">The store of the run.</param>
    /// <param name="trace">The run.</param>
    /// <param name="original">Its receipt.</param>
    /// <param name="copy">Where the copy goes.</param>
    public static ProofTampering With(RunStore store, Trace trace, string original, string copy)
    {
        if (!ReceiptFormat.TryRead(File.ReadAllBytes(original), original, out var receipt, out var error))
            throw new Core.Diagnostics.RunproofException(error);
        var expected = new ReceiptExpectation { Program = trace.Program.Digest };
        var proof = receipt.Proofs[0].Bytes.ToArray();
        var offset = proof.Length / 2;
        var before = proof[offset];
        proof[offset] ^= 1;
        var changed = receipt with { Proofs = receipt.Proofs.SetItem(0, receipt.Proofs[0] with { Bytes = proof }) };
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
        File.WriteAllBytes(copy, ReceiptFormat.Write(changed));
        return new ProofTampering(
            copy,
            proof.Length,
            offset,
            before,
            proof[offset],
            ReceiptVerifier.Verify(receipt, original, expected, ReceiptCheck.Source(store)),
            ReceiptVerifier.Verify(changed, copy, expected, ReceiptCheck.Source(store)));
    }
}
