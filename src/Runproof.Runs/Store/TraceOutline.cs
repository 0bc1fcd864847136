using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Win32.SafeHandles;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Core.Traces;

namespace Runproof.Runs.Store;

/// <summary>
/// What can be told of a trace without reading its values: header and program, with their digests checked, then only kinds and lengths of the frames.
/// </summary>
/// <param name="Head">The trace up to its program.</param>
/// <param name="Claim">The claim, where there is one.</param>
/// <param name="Steps">Number of step frames.</param>
/// <param name="IsClosed">Whether the file ends with an end frame.</param>
/// <param name="Length">Length of the file. Unit: bytes.</param>
internal sealed record TraceOutline(Trace Head, Claim? Claim, int Steps, bool IsClosed, long Length)
{
    public static bool TryRead(string path, [NotNullWhen(true)] out TraceOutline? outline, [NotNullWhen(false)] out Diagnostic? error)
    {
        outline = null;
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var length = RandomAccess.GetLength(file);
        long position = TraceFormat.PreambleLength;
        Trace? head = null;
        Claim? claim = null;
        var steps = 0;
        var closed = false;
        error = null;
        while (error is null && TryReadFrame(file, position, length, out var kind, out var bodyLength))
        {
            var body = position + TraceFormat.FrameHeaderLength;
            position = body + bodyLength + Digest.Size;
            switch (kind)
            {
                case FrameKind.Program when head is null:
                    TraceReader.TryRead(Read(file, 0, position), path, out head, out error);
                    break;
                case FrameKind.Header or FrameKind.Value or FrameKind.Notes:
                    break;
                case FrameKind.Step:
                    steps++;
                    break;
                case FrameKind.Claim:
                    if (!Claim.TryDecode(Read(file, body, bodyLength), out claim, out var problem))
                        error = problem.ToDiagnostic(path, Phase.Store);
                    break;
                case FrameKind.End when position == length && claim is not null:
                    closed = true;
                    break;
                default:
                    error = new Diagnostic(TraceErrors.Frames, Phase.Store, path, $"a frame of kind {(byte)kind} cannot stand here",
                        "another copy of the run, or running it again", body - TraceFormat.FrameHeaderLength);
                    break;
            }
        }

        // Without a program the reader says what is wrong with the start of the file.
        if (error is null && head is null)
            TraceReader.TryRead(Read(file, 0, length), path, out head, out error);
        if (error is null && head is not null)
            outline = new TraceOutline(head, claim, steps, closed, length);
        return outline is not null;
    }

    private static bool TryReadFrame(SafeFileHandle file, long position, long length, out FrameKind kind, out long bodyLength)
    {
        Span<byte> header = stackalloc byte[TraceFormat.FrameHeaderLength];
        var whole = RandomAccess.Read(file, header, position) == header.Length;
        kind = (FrameKind)header[0];
        bodyLength = BinaryPrimitives.ReadUInt32LittleEndian(header[1..]);
        return whole && bodyLength <= length - position - TraceFormat.FrameHeaderLength - Digest.Size;
    }

    private static byte[] Read(SafeFileHandle file, long offset, long count)
    {
        var bytes = new byte[(int)Math.Min(count, Array.MaxLength)];
        var read = 0;
        for (int more; read < bytes.Length && (more = RandomAccess.Read(file, bytes.AsSpan(read), offset + read)) > 0;)
            read += more;
        return bytes[..read];
    }
}
