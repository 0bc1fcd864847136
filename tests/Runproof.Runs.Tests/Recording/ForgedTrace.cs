using Runproof.Core.Traces;

namespace Runproof.Runs.Tests.Recording;

/// <summary>Writes traces as a forger would: whatever is asked, with running digests that fit.</summary>
internal static class ForgedTrace
{
    /// <summary>Writes a trace that differs from another one only where it is said.</summary>
    public static void Write(
        string path,
        Trace original,
        string? runId = null,
        IEnumerable<TraceValue>? values = null,
        IEnumerable<StepRecord>? steps = null,
        Claim? claim = null)
    {
        var running = TraceFormat.Start();
        using var file = File.Create(path);
        file.Write(TraceFormat.Preamble());
        Frame(FrameKind.Header, (original.Header with { RunId = runId ?? original.Header.RunId }).Encode());
        Frame(FrameKind.Program, original.Program.Encoded.Span);
        foreach (var value in values ?? original.Values)
            Frame(FrameKind.Value, value.Bytes.Span);
        foreach (var step in steps ?? original.Steps)
            Frame(FrameKind.Step, step.Encode());
        Frame(FrameKind.Claim, (claim ?? original.Claim!).Encode());
        Frame(FrameKind.End, []);

        void Frame(FrameKind kind, ReadOnlySpan<byte> body)
        {
            var header = new byte[TraceFormat.FrameHeaderLength];
            TraceFormat.WriteFrameHeader(header, kind, body.Length);
            running = TraceFormat.Advance(running, header, TraceFormat.BodyDigest(kind, body));
            file.Write(header);
            file.Write(body);
            file.Write(running.ToArray());
        }
    }
}
