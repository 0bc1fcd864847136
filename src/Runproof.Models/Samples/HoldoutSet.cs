using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Security.Cryptography;
using Runproof.Core.Diagnostics;
using Runproof.Models.Tensors;

namespace Runproof.Models.Samples;

/// <summary>
/// Labelled examples that a model was not trained on, in one file. Layout, numbers little-endian: the magic <c>RPHO</c>, version (u16, 1),
/// classes (u16), count (u32), rank (u32), dimensions of one example (u32 each); SHA-256 of all bytes so far and the decoded content; length
/// of the rest (u32); the content as one Brotli stream. The content is a label for each example (u8), then the examples, row-major, in units of 1/255 (u8).
/// </summary>
public sealed class HoldoutSet
{
    /// <summary>The largest content, decoded. Unit: bytes.</summary>
    public const int MaxContentLength = 1 << 26;

    private const int BrotliQuality = 11;
    private const int BrotliWindow = 24;

    private readonly HoldoutHeader _header;
    private readonly byte[] _content;

    private HoldoutSet(HoldoutHeader header, byte[] content)
    {
        _header = header;
        _content = content;
    }

    /// <summary>Number of classes; every label is below it.</summary>
    public int Classes => _header.Classes;

    /// <summary>Number of examples.</summary>
    public int Count => _header.Count;

    /// <summary>Dimensions of one example, without a batch dimension.</summary>
    public ImmutableArray<long> Shape => _header.Shape;

    /// <summary>Makes a set from examples.</summary>
    /// <param name="shape">Dimensions of one example.</param>
    /// <param name="classes">Number of classes; 1 to 256.</param>
    /// <param name="labels">The class of each example.</param>
    /// <param name="values">The examples, one after another. Unit: 1/255.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, a label is out of range, or the set is empty or too large.</exception>
    public static HoldoutSet Create(ImmutableArray<long> shape, int classes, ReadOnlySpan<byte> labels, ReadOnlySpan<byte> values)
    {
        var header = new HoldoutHeader(classes, labels.Length, shape);
        if (header.Problem() is { } problem)
            throw new ArgumentException($"A held-out set cannot hold {problem}.", nameof(shape));
        if (header.ContentLength != labels.Length + values.Length)
            throw new ArgumentException($"{values.Length} values do not make {labels.Length} examples of shape [{string.Join(',', shape)}].", nameof(values));
        var set = new HoldoutSet(header, [.. labels, .. values]);
        return set.FirstBadLabel() is null ? set : throw new ArgumentException($"A label is not below {classes}.", nameof(labels));
    }

    /// <summary>Reads a held-out file.</summary>
    /// <param name="file">The file's content.</param>
    /// <param name="subject">The file, as diagnostics are to name it.</param>
    /// <param name="set">The examples; null after an error.</param>
    /// <param name="error">What is wrong with the file, one of <see cref="HoldoutErrors"/>; null on success.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> file, string subject, [NotNullWhen(true)] out HoldoutSet? set, [NotNullWhen(false)] out Diagnostic? error)
    {
        set = null;
        if (!HoldoutHeader.TryRead(file, subject, out var header, out error))
            return false;

        var start = header.Length + SHA256.HashSizeInBytes + sizeof(uint);
        if (file.Length < start)
        {
            error = EndsEarly(subject, file.Length, start);
            return false;
        }

        var end = start + (long)BinaryPrimitives.ReadUInt32LittleEndian(file[(start - sizeof(uint))..]);
        if (file.Length < end)
        {
            error = EndsEarly(subject, file.Length, end);
            return false;
        }

        if (file.Length > end)
        {
            error = new Diagnostic(
                HoldoutErrors.Trailing, Phase.Read, subject, $"{file.Length - end} bytes follow the end that the file declares", "writing the file again", end);
            return false;
        }

        var content = new byte[header.ContentLength];
        if (!TryDecode(file[start..], content))
        {
            var message = $"the compressed examples are damaged or do not make {content.Length} bytes";
            error = new Diagnostic(HoldoutErrors.Payload, Phase.Read, subject, message, "writing the file again", start);
            return false;
        }

        if (!Checksum(file[..header.Length], content).AsSpan().SequenceEqual(file.Slice(header.Length, SHA256.HashSizeInBytes)))
        {
            var message = "the examples do not have the checksum that the file states";
            error = new Diagnostic(HoldoutErrors.Checksum, Phase.Read, subject, message, "writing the file again", header.Length);
            return false;
        }

        var read = new HoldoutSet(header, content);
        if (read.FirstBadLabel() is { } bad)
        {
            var message = $"example {bad} has label {content[bad]}, and there are {header.Classes} classes";
            error = new Diagnostic(HoldoutErrors.Label, Phase.Read, subject, message, "writing the file again");
            return false;
        }

        (set, error) = (read, null);
        return true;
    }

    /// <summary>The class of an example. Range: 0 to <see cref="Classes"/> - 1.</summary>
    public int Label(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        return _content[index];
    }

    /// <summary>The values of an example. Unit: 1/255.</summary>
    public ReadOnlySpan<byte> Values(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        return _content.AsSpan(Count + index * _header.Size, _header.Size);
    }

    /// <summary>An example as a model sees it: each value divided by 255, as floats. Shape: (1, then <see cref="Shape"/>). Range: 0 to 1.</summary>
    public Tensor Inputs(int index)
    {
        var values = Values(index);
        var floats = new float[values.Length];
        for (var i = 0; i < floats.Length; i++)
            floats[i] = values[i] / 255f;
        return Tensor.OfFloats([1, .. Shape], floats);
    }

    /// <summary>The bytes of the file.</summary>
    public byte[] ToBytes()
    {
        var payload = new byte[BrotliEncoder.GetMaxCompressedLength(_content.Length)];
        if (!BrotliEncoder.TryCompress(_content, payload, out var length, BrotliQuality, BrotliWindow))
            throw new InvalidOperationException("The bound on the compressed length does not hold.");
        var start = _header.Length + SHA256.HashSizeInBytes + sizeof(uint);
        var file = new byte[start + length];
        _header.Write(file);
        Checksum(file.AsSpan(0, _header.Length), _content).CopyTo(file, _header.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(start - sizeof(uint)), (uint)length);
        payload.AsSpan(0, length).CopyTo(file.AsSpan(start));
        return file;
    }

    internal static Diagnostic EndsEarly(string subject, long length, long expected) => new(
        HoldoutErrors.Truncated, Phase.Read, subject, $"the file ends after {length} of {expected} bytes", "copying the file again", length);

    private static byte[] Checksum(ReadOnlySpan<byte> header, ReadOnlySpan<byte> content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(header);
        hash.AppendData(content);
        return hash.GetHashAndReset();
    }

    /// <summary>Decodes a stream that must take all of the payload and fill all of the content.</summary>
    private static bool TryDecode(ReadOnlySpan<byte> payload, Span<byte> content)
    {
        using var decoder = new BrotliDecoder();
        var status = decoder.Decompress(payload, content, out var consumed, out var written);
        return status == System.Buffers.OperationStatus.Done && consumed == payload.Length && written == content.Length;
    }

    private int? FirstBadLabel()
    {
        var index = _content.AsSpan(0, Count).IndexOfAnyExceptInRange((byte)0, (byte)(Classes - 1));
        return index < 0 ? null : index;
    }
}
