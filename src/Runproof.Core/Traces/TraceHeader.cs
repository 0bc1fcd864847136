using System.Diagnostics.CodeAnalysis;
using Runproof.Core.Encoding;
using Runproof.Core.Hashing;

namespace Runproof.Core.Traces;

/// <summary>What a trace file says of its run before the first step. None of it is part of the claim except the program.</summary>
/// <param name="RunId">Name of the run within its store.</param>
/// <param name="StartedAt">Unix time in milliseconds, UTC.</param>
/// <param name="Mode">The run mode.</param>
/// <param name="Program">Digest of the program.</param>
/// <param name="Target">What was run, in words, such as the model's name.</param>
/// <param name="Producer">Name and version of the software that ran it.</param>
public sealed record TraceHeader(string RunId, ulong StartedAt, RunMode Mode, Digest Program, string Target, string Producer)
{
    /// <summary>The canonical bytes.</summary>
    public byte[] Encode()
    {
        var writer = new PostcardWriter();
        writer.WriteString(RunId);
        writer.WriteU64(StartedAt);
        writer.WriteEnum((uint)Mode);
        writer.WriteDigest(Program);
        writer.WriteString(Target);
        writer.WriteString(Producer);
        return writer.ToArray();
    }

    /// <summary>Reads the canonical bytes of one header, and nothing after it.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out TraceHeader? header, [NotNullWhen(false)] out PostcardError? error)
    {
        var reader = new PostcardReader(bytes);
        header = null;
        if (reader.TryReadString(out var runId)
            && reader.TryReadU64(out var startedAt)
            && reader.TryReadEnum((uint)RunMode.Replay + 1, out var mode)
            && reader.TryReadDigest(out var program)
            && reader.TryReadString(out var target)
            && reader.TryReadString(out var producer)
            && reader.TryFinish())
        {
            header = new TraceHeader(runId, startedAt, (RunMode)mode, program, target, producer);
        }

        error = reader.Error;
        return header is not null;
    }
}
