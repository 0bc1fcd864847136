using Runproof.Core.Diagnostics;
using Runproof.Core.Traces;

namespace Runproof.Verifier.Tests.Claims;

public sealed class TraceReaderTests
{
    [Fact]
    public void Reads_back_what_was_written()
    {
        var forge = TraceForge.Honest();
        Assert.True(TraceReader.TryRead(forge.ToBytes(), "run", out var trace, out _));
        Assert.True(trace.IsClosed);
        Assert.Equal(forge.Header, trace.Header);
        Assert.Equal(forge.Program.Digest, trace.Program.Digest);
        Assert.Equal(forge.Claim!.Digest, trace.Claim!.Digest);
        Assert.Equal(forge.Steps.Select(step => step.Leaf), trace.Steps.Select(step => step.Leaf));
        Assert.Equal(forge.Values.Select(Convert.ToHexString), trace.Values.Select(value => Convert.ToHexString(value.Bytes.Span)));
    }

    [Fact]
    public void Rejects_what_is_not_a_trace()
    {
        AssertRejected([], TraceErrors.NotATrace);
        AssertRejected("RPTRACE\r\n\u0001\0\0\0"u8.ToArray(), TraceErrors.NotATrace);
        var next = TraceForge.Honest().ToBytes();
        next[8] = 2;
        AssertRejected(next, TraceErrors.UnknownVersion);
    }

    [Fact]
    public void Rejects_a_changed_byte_and_says_where()
    {
        var bytes = TraceForge.Honest().ToBytes();
        bytes[TraceFormat.PreambleLength + TraceFormat.FrameHeaderLength] ^= 1;
        var error = AssertRejected(bytes, TraceErrors.Damaged);
        Assert.Equal(TraceFormat.PreambleLength, error.Offset);
    }

    [Fact]
    public void Rejects_bytes_after_the_end() => AssertRejected([.. TraceForge.Honest().ToBytes(), 0], TraceErrors.Frames);

    [Fact]
    public void Rejects_a_trace_that_ends_before_its_program() => AssertRejected(TraceFormat.Preamble(), TraceErrors.Frames);

    [Fact]
    public void Takes_a_huge_length_for_a_torn_tail_and_allocates_nothing_for_it()
    {
        var forge = TraceForge.Honest() with { Claim = null };
        var bytes = forge.ToBytes();
        byte[] torn = [.. bytes, (byte)FrameKind.Value, 0xFF, 0xFF, 0xFF, 0x7F, 1, 2, 3];
        Assert.True(TraceReader.TryRead(torn, "run", out var trace, out _));
        Assert.Equal(bytes.Length, trace.Length);
        Assert.False(trace.IsClosed);
    }

    [Fact]
    public void Never_throws_on_random_changes()
    {
        var honest = TraceForge.Honest().ToBytes();
        var random = new Random(20260101);
        for (var round = 0; round < 5_000; round++)
        {
            var bytes = (byte[])honest.Clone();
            for (var change = random.Next(1, 6); change > 0; change--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var length = random.Next(4) == 0 ? random.Next(bytes.Length) : bytes.Length;
            if (TraceReader.TryRead(bytes.AsMemory(0, length), "run", out var trace, out var error))
                Assert.True(trace.Length <= length);
            else
                Assert.NotNull(error);
        }
    }

    private static Diagnostic AssertRejected(byte[] bytes, ErrorCode code)
    {
        Assert.False(TraceReader.TryRead(bytes, "run", out _, out var error));
        Assert.Equal(code, error.Code);
        Assert.Equal("run", error.Subject);
        return error;
    }
}
