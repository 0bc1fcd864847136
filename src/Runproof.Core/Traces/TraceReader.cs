using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Runproof.Core.Diagnostics;
using Runproof.Core.Encoding;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;

namespace Runproof.Core.Traces;

/// <summary>Reads a trace file. A tail that was cut off in the middle of a frame is left out; every other damage is an error.</summary>
public sealed class TraceReader
{
    private readonly ReadOnlyMemory<byte> _file;
    private readonly string _subject;
    private readonly ImmutableArray<TraceValue>.Builder _values = ImmutableArray.CreateBuilder<TraceValue>();
    private readonly ImmutableArray<StepRecord>.Builder _steps = ImmutableArray.CreateBuilder<StepRecord>();
    private TraceHeader? _header;
    private Program? _program;
    private Claim? _claim;
    private ReadOnlyMemory<byte>? _notes;
    private bool _closed;

    private TraceReader(ReadOnlyMemory<byte> file, string subject)
    {
        _file = file;
        _subject = subject;
    }

    /// <summary>Reads a trace from the bytes of its file.</summary>
    /// <param name="file">The bytes. The trace keeps slices of them.</param>
    /// <param name="subject">Name of the file, for errors.</param>
    /// <param name="trace">The trace.</param>
    /// <param name="error">What is wrong and where, if the result is false.</param>
    public static bool TryRead(ReadOnlyMemory<byte> file, string subject, [NotNullWhen(true)] out Trace? trace, [NotNullWhen(false)] out Diagnostic? error) =>
        new TraceReader(file, subject).TryRead(out trace, out error);

    private bool TryRead([NotNullWhen(true)] out Trace? trace, [NotNullWhen(false)] out Diagnostic? error)
    {
        trace = null;
        error = CheckPreamble();
        var position = TraceFormat.PreambleLength;
        var running = TraceFormat.Start();
        while (error is null && FrameLength(position) is { } length)
        {
            var header = _file.Span.Slice(position, TraceFormat.FrameHeaderLength);
            var body = _file.Slice(position + TraceFormat.FrameHeaderLength, length);
            var kind = (FrameKind)header[0];
            var bodyDigest = TraceFormat.BodyDigest(kind, body.Span);
            running = TraceFormat.Advance(running, header, bodyDigest);
            var written = Digest.Read(_file.Span.Slice(position + TraceFormat.FrameHeaderLength + length, Digest.Size));
            if (running != written)
            {
                error = new Diagnostic(TraceErrors.Damaged, Phase.Read, _subject,
                    $"a byte was changed in this frame: its content has the running digest {running.ToShortString()}, and the file says {written.ToShortString()}",
                    "another copy of the run, or running it again", position);
                break;
            }

            error = Accept(kind, body, bodyDigest, position);
            position += TraceFormat.FrameHeaderLength + length + Digest.Size;
        }

        if (error is null && _program is null)
            error = Frames("the file ends before the program", position);
        if (error is null && _closed && position != _file.Length)
            error = Frames("bytes follow the end of the trace", position);
        if (error is not null)
            return false;
        trace = new Trace(_header!, _program!, _values.DrainToImmutable(), _steps.DrainToImmutable(), _claim, _notes, _closed, position);
        return true;
    }

    private Diagnostic? CheckPreamble()
    {
        var bytes = _file.Span;
        if (bytes.Length < TraceFormat.PreambleLength || !bytes.StartsWith(TraceFormat.Magic))
            return new Diagnostic(TraceErrors.NotATrace, Phase.Read, _subject, "the file does not start like a trace of a run", "the trace file of a run folder", 0);
        var version = BinaryPrimitives.ReadUInt32LittleEndian(bytes[TraceFormat.Magic.Length..]);
        return version == TraceFormat.Version
            ? null
            : new Diagnostic(TraceErrors.UnknownVersion, Phase.Read, _subject, $"the trace has version {version}, and version {TraceFormat.Version} is supported",
                "the version of Runproof that wrote it", TraceFormat.Magic.Length);
    }

    // Null where no whole frame follows.
    private int? FrameLength(int position)
    {
        var rest = _file.Length - position;
        if (rest < TraceFormat.FrameHeaderLength || _closed)
            return null;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(_file.Span[(position + 1)..]);
        return length <= (long)rest - TraceFormat.FrameHeaderLength - Digest.Size ? (int)length : null;
    }

    private Diagnostic? Accept(FrameKind kind, ReadOnlyMemory<byte> body, Digest bodyDigest, int position)
    {
        var start = position + TraceFormat.FrameHeaderLength;
        PostcardError? error = null;
        switch (kind)
        {
            case FrameKind.Header when _header is null:
                TraceHeader.TryDecode(body.Span, out _header, out error);
                break;
            case FrameKind.Program when _header is not null && _program is null:
                return Program.TryRead(body.Span, _subject, out _program, out var problem) ? null : problem with { Offset = start + (problem.Offset ?? 0) };
            case FrameKind.Value when _program is not null && _claim is null:
                _values.Add(new TraceValue(bodyDigest, body));
                break;
            case FrameKind.Step when _program is not null && _claim is null:
                if (StepRecord.TryDecode(body.Span, out var record, out error))
                    _steps.Add(record);
                break;
            case FrameKind.Claim when _program is not null && _claim is null:
                Claim.TryDecode(body.Span, out _claim, out error);
                break;
            case FrameKind.Notes when _claim is not null && _notes is null:
                _notes = body;
                break;
            case FrameKind.End when _claim is not null && body.IsEmpty:
                _closed = true;
                break;
            default:
                return Frames($"a frame of kind {(byte)kind} cannot stand here", position);
        }

        return error?.ToDiagnostic(_subject, Phase.Read) is { } diagnostic ? diagnostic with { Offset = start + (diagnostic.Offset ?? 0) } : null;
    }

    private Diagnostic Frames(string message, int position) =>
        new(TraceErrors.Frames, Phase.Read, _subject, message, "another copy of the run, or running it again", position);
}
