using Runproof.Core.Verdicts;
using Runproof.Verifier.Receipts;

namespace Runproof.Verifier.Tests.Receipts;

/// <summary>No byte of a receipt can be changed: every byte around the proofs, and a sample of the bytes of each proof.</summary>
public sealed class ReceiptByteTests
{
    private const int SampleStep = 499;

    [Theory]
    [InlineData("joint")]
    [InlineData("separate")]
    [InlineData("bound")]
    public void Never_passes_a_file_with_a_changed_byte(string run)
    {
        var honest = (run switch { "joint" => ExampleRun.Joint, "separate" => ExampleRun.Separate, _ => ExampleRun.Owned }).Prove();
        var file = ReceiptFormat.Write(honest);
        ReceiptExpectation expected = new() { Program = honest.Program.Digest };
        ReadOnlyMemory<byte>[] inOrder = [.. honest.BoundModels.Select(bound => bound.Setup), .. honest.Proofs.Select(proof => proof.Bytes)];
        int proofs = inOrder.Sum(proof => proof.Length);
        int position = file.Length;
        var inProof = new bool[file.Length];
        foreach (var proof in inOrder.Reverse())
        {
            position = file.AsSpan(0, position).LastIndexOf(proof.Span);
            inProof.AsSpan(position, proof.Length).Fill(true);
        }

        int tried = 0;
        for (int i = 0; i < file.Length; i++)
        {
            if (inProof[i] && i % SampleStep != 0)
                continue;
            byte[] changed = [.. file];
            changed[i] ^= (byte)(1 << (i % 8));
            tried++;
            if (ReceiptFormat.TryRead(changed, "r", out var receipt, out _))
                Assert.NotEqual(Verification.Passed, ReceiptVerifier.Verify(receipt, "r", expected).Status);
        }

        Assert.True(tried >= file.Length - proofs + (proofs / SampleStep) - 1, $"{tried} of {file.Length}");
    }
}
