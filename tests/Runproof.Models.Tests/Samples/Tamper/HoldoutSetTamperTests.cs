using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using Runproof.Core.Diagnostics;
using Runproof.Models.Samples;

namespace Runproof.Models.Tests.Samples.Tamper;

/// <summary>A held-out file that lies is refused with a code that says how.</summary>
public sealed class HoldoutSetTamperTests
{
    private const int HeaderLength = 24;

    private static readonly byte[] Good = HoldoutSet.Create([2, 3], 3, [0, 1, 2, 1], [.. Enumerable.Range(0, 24).Select(i => (byte)(i * 37))]).ToBytes();

    [Fact]
    public void Refuses_every_truncation()
    {
        for (var length = 0; length < Good.Length; length++)
        {
            var error = Refusal(Good.AsSpan(0, length));
            Assert.Equal(HoldoutErrors.Truncated, error.Code);
            Assert.Equal(length, error.Offset);
        }
    }

    [Fact]
    public void Refuses_every_flipped_bit_or_reads_the_same_examples()
    {
        for (var bit = 0; bit < Good.Length * 8; bit++)
        {
            var file = Good.ToArray();
            file[bit / 8] ^= (byte)(1 << (bit % 8));
            if (!HoldoutSet.TryRead(file, "holdout.bin", out var set, out var error))
                Assert.Equal(ErrorClass.Malformed, error.Code.Class);
            else
                Assert.Equal(Good, set.ToBytes());
        }
    }

    [Fact]
    public void Refuses_a_wrong_magic() => AssertRefused(HoldoutErrors.Magic, file => file[0] = (byte)'r');

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(ushort.MaxValue)]
    public void Refuses_other_versions_and_names_both(ushort version)
    {
        var error = AssertRefused(HoldoutErrors.Version, file => BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(4), version));
        Assert.Contains($"version {version};", error.Message, StringComparison.Ordinal);
        Assert.Contains("version 1", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8, 0u)]
    [InlineData(8, uint.MaxValue)]
    [InlineData(12, 0u)]
    [InlineData(12, 9u)]
    [InlineData(12, uint.MaxValue)]
    [InlineData(16, 0u)]
    [InlineData(16, uint.MaxValue)]
    [InlineData(16, 0x8000_0000u)]
    public void Refuses_numbers_that_are_out_of_range(int offset, uint value) =>
        AssertRefused(HoldoutErrors.Header, file => BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(offset), value));

    [Theory]
    [InlineData(0)]
    [InlineData(257)]
    public void Refuses_an_impossible_number_of_classes(ushort classes) =>
        AssertRefused(HoldoutErrors.Header, file => BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(6), classes));

    [Fact]
    public void Refuses_dimensions_whose_product_wraps_around()
    {
        var file = new byte[64];
        Good.AsSpan(0, 12).CopyTo(file);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(12), 8);
        for (var i = 0; i < 8; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(16 + 4 * i), 1u << 31);
        Assert.Equal(HoldoutErrors.Header, Refusal(file).Code);
    }

    [Fact]
    public void Refuses_bytes_after_the_end()
    {
        var error = Refusal([.. Good, 0]);
        Assert.Equal(HoldoutErrors.Trailing, error.Code);
        Assert.Equal(Good.Length, error.Offset);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(27)]
    [InlineData(29)]
    [InlineData(1 << 28)]
    public void Refuses_content_of_another_length_without_decoding_it_all(int length)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var file = WithPayload(Good.AsSpan(0, HeaderLength), Compress(new byte[length]), default);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before - length;
        Assert.Equal(HoldoutErrors.Payload, Refusal(file).Code);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before - length - allocated, 0, 1 << 20);
    }

    [Fact]
    public void Refuses_bytes_between_the_stream_and_the_end() =>
        Assert.Equal(HoldoutErrors.Payload, Refusal(WithPayload(Good.AsSpan(0, HeaderLength), [.. Good.AsSpan(HeaderLength + 36), 0], default)).Code);

    [Fact]
    public void Refuses_other_examples_under_the_same_checksum()
    {
        var other = WithPayload(Good.AsSpan(0, HeaderLength), Compress(new byte[28]), Good.AsSpan(HeaderLength, 32));
        Assert.Equal(HoldoutErrors.Checksum, Refusal(other).Code);
    }

    [Fact]
    public void Refuses_a_label_without_a_class()
    {
        var content = new byte[28];
        content[2] = 3;
        var checksum = SHA256.HashData([.. Good.AsSpan(0, HeaderLength), .. content]);
        var error = Refusal(WithPayload(Good.AsSpan(0, HeaderLength), Compress(content), checksum));
        Assert.Equal(HoldoutErrors.Label, error.Code);
        Assert.Contains("example 2 has label 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Survives_noise()
    {
        var random = new Random(20_260_101);
        for (var i = 0; i < 2_000; i++)
        {
            var file = Good.ToArray();
            random.NextBytes(file.AsSpan(random.Next(file.Length)));
            Assert.Equal(ErrorClass.Malformed, Refusal(file).Code.Class);
        }
    }

    private static Diagnostic AssertRefused(ErrorCode code, Action<byte[]> tamper)
    {
        var file = Good.ToArray();
        tamper(file);
        var error = Refusal(file);
        Assert.Equal(code, error.Code);
        return error;
    }

    private static Diagnostic Refusal(ReadOnlySpan<byte> file)
    {
        Assert.False(HoldoutSet.TryRead(file, "holdout.bin", out var set, out var error));
        Assert.Null(set);
        Assert.Equal("holdout.bin", error.Subject);
        return error;
    }

    private static byte[] Compress(byte[] content)
    {
        var payload = new byte[BrotliEncoder.GetMaxCompressedLength(content.Length)];
        Assert.True(BrotliEncoder.TryCompress(content, payload, out var length, quality: 1, window: 24));
        return payload[..length];
    }

    private static byte[] WithPayload(ReadOnlySpan<byte> header, byte[] payload, ReadOnlySpan<byte> checksum)
    {
        var file = new byte[header.Length + 36 + payload.Length];
        header.CopyTo(file);
        checksum.CopyTo(file.AsSpan(header.Length));
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(header.Length + 32), (uint)payload.Length);
        payload.CopyTo(file, header.Length + 36);
        return file;
    }
}
