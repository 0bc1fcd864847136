using Runproof.Core.Diagnostics;
using Runproof.Core.Programs;
using Runproof.Core.Traces;

namespace Runproof.Core.Tests.Traces;

/// <summary>Every committed record: one encoding per value, and no change of a byte goes unseen.</summary>
public sealed class RecordLawTests
{
    private delegate byte[]? Decoder(byte[] bytes);

    private static readonly (byte[] Bytes, Decoder Decode)[] Records =
    [
        (Samples.Program.Encoded.ToArray(), bytes => Program.TryRead(bytes, "test", out Program? program, out _) ? program.Encoded.ToArray() : null),
        (Samples.Claim.Encode(), bytes => Claim.TryDecode(bytes, out Claim? claim, out _) ? claim.Encode() : null),
        (new TraceHeader("run-1", 1_700_000_000_000, RunMode.Prove, Samples.Program.Digest, "model", "test 1").Encode(),
            bytes => TraceHeader.TryDecode(bytes, out TraceHeader? header, out _) ? header.Encode() : null),
        .. Samples.Steps.Select(step =>
            (step.Encode(), (Decoder)(bytes => StepRecord.TryDecode(bytes, out StepRecord? record, out _) ? record.Encode() : null))),
    ];

    [Fact]
    public void Every_changed_cut_or_added_byte_is_refused_or_is_another_value()
    {
        foreach ((byte[] bytes, Decoder decode) in Records)
        {
            Assert.Equal(bytes, decode(bytes));
            Assert.Null(decode([.. bytes, 0]));
            for (int at = 0; at < bytes.Length; at++)
            {
                Assert.Null(decode(bytes[..at]));
                byte original = bytes[at];
                for (int value = 0; value < 256; value++)
                {
                    bytes[at] = (byte)value;
                    Assert.True(decode(bytes) is not { } again || again.AsSpan().SequenceEqual(bytes), $"byte {at} = {value}");
                }

                bytes[at] = original;
            }
        }
    }

    [Fact]
    public void Random_edits_never_throw_and_stay_canonical()
    {
        foreach ((byte[] bytes, Decoder decode) in Records)
        {
            var random = new Random(bytes.Length);
            for (int i = 0; i < 5_000; i++)
            {
                var edited = new List<byte>(bytes);
                for (int edits = random.Next(1, 5); edits > 0; edits--)
                {
                    int at = random.Next(edited.Count);
                    switch (random.Next(3))
                    {
                        case 0: edited.RemoveRange(at, Math.Min(random.Next(1, 40), edited.Count - at - 1)); break;
                        case 1: edited.InsertRange(at, bytes[..random.Next(40)]); break;
                        default: edited[at] = (byte)random.Next(256); break;
                    }
                }

                byte[] hostile = [.. edited];
                Assert.True(decode(hostile) is not { } again || again.AsSpan().SequenceEqual(hostile), $"edit {i}");
            }
        }
    }

    [Fact]
    public void Each_record_states_its_version_and_refuses_another()
    {
        foreach ((byte[] bytes, Decoder decode) in Records.Where(record => record.Bytes[0] == 1))
        {
            byte[] other = [.. bytes];
            other[0] = 2;
            Assert.Null(decode(other));
        }

        byte[] claim = Samples.Claim.Encode();
        claim[0] = 9;
        Assert.False(Claim.TryDecode(claim, out _, out var error));
        Diagnostic diagnostic = error.ToDiagnostic("claim", Phase.Verify);
        Assert.Equal(Core.Encoding.EncodingErrors.Version, diagnostic.Code);
        Assert.Contains("9", diagnostic.Message, StringComparison.Ordinal);
    }
}
