using Runproof.Circuits.Bound;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Core.Traces;
using Runproof.Proofs.Hashing;
using Runproof.Proofs.Security;
using Runproof.Verifier.Receipts;
using Runproof.Verifier.Tests.Claims;

namespace Runproof.Verifier.Tests.Receipts;

public sealed class ReceiptFormatTests
{
    [Fact]
    public void Reads_what_it_wrote_and_writes_the_same_bytes_again()
    {
        var bytes = ReceiptFormat.Write(Sample());
        Assert.True(ReceiptFormat.TryRead(bytes, "r", out var receipt, out var error), error?.ToString());
        Assert.Equal(bytes, ReceiptFormat.Write(receipt));
        Assert.Equal(Sample().WideOutputs.Reverse(), receipt.WideOutputs);
        Assert.Equal(2, receipt.Circuits.Length);
        Assert.Equal(2, receipt.Proofs.Length);
        Assert.Equal(Sample().BoundModels.Select(bound => bound.Model).OrderBy(model => model.Digest), receipt.BoundModels.Select(bound => bound.Model));
        Assert.Single(receipt.Circuits, circuit => circuit.File is null);
    }

    [Fact]
    public void Writes_the_same_bytes_in_whatever_order_the_entries_stand()
    {
        var sample = Sample();
        var turned = sample with
        {
            Values = [.. sample.Values.Reverse()],
            WideOutputs = [.. sample.WideOutputs.Reverse()],
            Circuits = [.. sample.Circuits.Reverse()],
            BoundModels = [.. sample.BoundModels.Reverse()],
            Proofs = [.. sample.Proofs.Reverse()],
        };
        Assert.Equal(ReceiptFormat.Write(sample), ReceiptFormat.Write(turned));
    }

    [Fact]
    public void Refuses_what_is_no_receipt()
    {
        AssertRefused("RPTRACE\n\x1\0\0\0"u8.ToArray(), ReceiptErrors.NotAReceipt);
        AssertRefused([], ReceiptErrors.NotAReceipt);
        AssertRefused(ReceiptFormat.Magic.ToArray(), ReceiptErrors.NotAReceipt);
    }

    [Fact]
    public void Refuses_another_version_and_names_both()
    {
        var bytes = ReceiptFormat.Write(Sample());
        foreach (byte other in new byte[] { 1, 9 })
        {
            bytes[ReceiptFormat.Magic.Length] = other;
            var error = AssertRefused(bytes, ReceiptErrors.UnknownVersion);
            Assert.Contains($"version {other}", error.Message, StringComparison.Ordinal);
            Assert.Contains("version 2", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Refuses_repeated_entries()
    {
        var sample = Sample();
        Assert.All(
            new[]
            {
                sample with { Values = sample.Values.Add(sample.Values[0]) },
                sample with { WideOutputs = sample.WideOutputs.Add(sample.WideOutputs[0]) },
                sample with { Circuits = sample.Circuits.Add(sample.Circuits[1]) },
                sample with { BoundModels = sample.BoundModels.Add(sample.BoundModels[0]) },
                sample with { Proofs = sample.Proofs.Add(sample.Proofs[0]) },
                sample with { Proofs = [sample.Proofs[0] with { Steps = [0, 0] }] },
                sample with { Proofs = [sample.Proofs[0] with { Boundaries = [.. sample.Proofs[0].Boundaries, .. sample.Proofs[0].Boundaries] }] },
            },
            receipt => AssertRefused(ReceiptFormat.Write(receipt), ReceiptErrors.NotCanonical));
    }

    [Fact]
    public void Refuses_every_beginning_and_everything_that_follows()
    {
        var bytes = ReceiptFormat.Write(Sample());
        for (int length = 0; length < bytes.Length; length++)
            Assert.False(ReceiptFormat.TryRead(bytes.AsMemory(0, length), "r", out _, out _));
        Assert.False(ReceiptFormat.TryRead(new byte[] { 0 }.Prepend((byte)0).Concat(bytes).ToArray(), "r", out _, out _));
        Assert.False(ReceiptFormat.TryRead(bytes.Append((byte)0).ToArray(), "r", out _, out _));
    }

    [Fact]
    public void Never_throws_and_never_reads_two_encodings_of_one_receipt()
    {
        var honest = ReceiptFormat.Write(Sample());
        var random = new Random(20260103);
        for (int round = 0; round < 10_000; round++)
        {
            var bytes = Mutate(honest, random);
            if (ReceiptFormat.TryRead(bytes, "r", out var receipt, out var error))
                Assert.Equal(bytes, ReceiptFormat.Write(receipt));
            else
                Assert.InRange(error.Offset ?? 0, 0, bytes.Length);
        }
    }

    private static byte[] Mutate(byte[] honest, Random random)
    {
        var bytes = honest.ToList();
        for (int change = random.Next(1, 5); change > 0; change--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at));
                    break;
                case 1:
                    bytes.InsertRange(at, honest.Skip(random.Next(honest.Length)).Take(random.Next(1, 40)));
                    break;
                default:
                    bytes[at] = (byte)random.Next(256);
                    break;
            }

            if (bytes.Count == 0)
                break;
        }

        return [.. bytes];
    }

    private static Diagnostic AssertRefused(byte[] bytes, ErrorCode code)
    {
        Assert.False(ReceiptFormat.TryRead(bytes, "r", out _, out var error));
        Assert.Equal(code, error.Code);
        return error;
    }

    // Well formed; what it says does not hold.
    private static Receipt Sample()
    {
        var forge = TraceForge.Honest();
        var zero = TaggedHash.Compute(DigestTags.Value, "zero"u8);
        var one = TaggedHash.Compute(DigestTags.Value, "one"u8);
        return new()
        {
            Program = forge.Program,
            Claim = forge.Claim!,
            Steps = forge.Steps,
            Values = [.. forge.Values.Select(bytes => new TraceValue(TaggedHash.Compute(DigestTags.Value, bytes), bytes))],
            WideOutputs = [new(2, 0, [1, -(1L << 40), long.MaxValue]), new(1, 0, [])],
            Circuits = [new(zero, one, one, "circuit"u8.ToArray()), new(one, zero, zero, null)],
            BoundModels =
            [
                new(new(SecurityProfile.P100, Hash256.Read(one.ToArray()), WeightsLayout.TryCreate([[new(3, 8, true), new(3, 32, false)], [new(2, 9, true)]])!), "setup"u8.ToArray()),
                new(new(SecurityProfile.P128, Hash256.Read(zero.ToArray()), WeightsLayout.TryCreate([[new(1, 1, false)]])!), ReadOnlyMemory<byte>.Empty),
            ],
            Proofs =
            [
                new(SecurityProfile.P100, [0, 2], [new(0, 0, Hash256.Read(new byte[32])), new(0, 1, Hash256.Read(one.ToArray()))], "nonce"u8.ToArray(), "proof"u8.ToArray()),
                new(SecurityProfile.P128, [1], [], ReadOnlyMemory<byte>.Empty, ReadOnlyMemory<byte>.Empty),
            ],
        };
    }
}
