using System.Diagnostics.CodeAnalysis;
using Runproof.Core.Diagnostics;
using Runproof.Core.Encoding;
using Runproof.Core.Hashing;

namespace Runproof.Models.Tensors;

/// <summary>
/// The canonical bytes of a tensor: a header (element type u8, rank and dimensions as varints), then the elements as they lie in memory, up to the
/// end. The header alone fixes the length.
/// </summary>
public static class TensorEncoding
{
    /// <summary>Highest rank that is read.</summary>
    public const int MaxRank = 64;

    /// <summary>Appends what precedes the elements.</summary>
    public static void WriteHeader(PostcardWriter writer, Tensor tensor)
    {
        writer.WriteU8((byte)tensor.Type);
        writer.WriteCount(tensor.Shape.Length);
        foreach (var dimension in tensor.Shape)
            writer.WriteU64((ulong)dimension);
    }

    /// <summary>The canonical bytes in a new array.</summary>
    public static byte[] Encode(Tensor tensor)
    {
        var writer = new PostcardWriter();
        WriteHeader(writer, tensor);
        return [.. writer.WrittenSpan, .. tensor.Data.Span];
    }

    /// <summary>The digest of the canonical bytes, without putting them together.</summary>
    public static Digest DigestOf(Tensor tensor)
    {
        var writer = new PostcardWriter(32);
        WriteHeader(writer, tensor);
        return DigestOf(writer.WrittenSpan, tensor);
    }

    /// <summary>The digest of the canonical bytes, for a caller that has the header already.</summary>
    /// <param name="header">What <see cref="WriteHeader"/> wrote for this tensor.</param>
    /// <param name="tensor">The tensor.</param>
    public static Digest DigestOf(ReadOnlySpan<byte> header, Tensor tensor)
    {
        using var hasher = new TaggedHasher(DigestTags.Value);
        hasher.BeginPart((long)header.Length + tensor.Data.Length);
        hasher.Append(header);
        hasher.Append(tensor.Data.Span);
        return hasher.Finish();
    }

    /// <summary>Reads canonical bytes. The tensor keeps a slice of them, which starts at any address: copy it where alignment matters.</summary>
    /// <param name="bytes">The canonical bytes of one tensor, and nothing after them.</param>
    /// <param name="subject">What the bytes are, for errors.</param>
    /// <param name="tensor">The tensor.</param>
    /// <param name="error">What is wrong and where, if the result is false.</param>
    public static bool TryRead(
        ReadOnlyMemory<byte> bytes,
        string subject,
        [NotNullWhen(true)] out Tensor? tensor,
        [NotNullWhen(false)] out Diagnostic? error)
    {
        tensor = null;
        var reader = new PostcardReader(bytes.Span);
        if (!reader.TryReadU8(out var number) || !reader.TryReadCount(1, out var rank, MaxRank) || !TryReadShape(ref reader, rank, out var shape))
        {
            error = reader.Error!.ToDiagnostic(subject, Phase.Read);
            return false;
        }

        var type = (ElementType)number;
        if (!ElementTypes.IsKnown(number) || type.BitsPerElement() == 0)
        {
            error = Malformed(subject, $"a tensor cannot have elements of type {number}", 0);
            return false;
        }

        if (ExpectedLength(type, shape, reader.Remaining) != reader.Remaining)
        {
            error = Malformed(subject, $"{reader.Remaining} bytes do not make a tensor {type.OnnxName()}[{string.Join(',', shape)}]", reader.Offset);
            return false;
        }

        tensor = new Tensor(type, shape, bytes[reader.Offset..]);
        error = null;
        return true;
    }

    private static bool TryReadShape(ref PostcardReader reader, int rank, out long[] shape)
    {
        shape = new long[rank];
        for (var i = 0; i < rank; i++)
        {
            if (!reader.TryReadU64(out var dimension))
                return false;
            if (dimension > long.MaxValue)
                return reader.Reject(long.MaxValue, dimension);
            shape[i] = (long)dimension;
        }

        return true;
    }

    // -1 where the shape asks for more than there is, so that no product overflows.
    private static long ExpectedLength(ElementType type, long[] shape, int available)
    {
        const int mostElementsPerByte = 2;
        if (shape.Contains(0))
            return 0;
        Int128 count = 1;
        foreach (var dimension in shape)
        {
            count *= dimension;
            if (count > (Int128)available * mostElementsPerByte)
                return -1;
        }

        return type.ByteCount((long)count);
    }

    private static Diagnostic Malformed(string subject, string message, long offset) =>
        new(TensorErrors.Malformed, Phase.Read, subject, message, "another copy of the run, or running it again", offset);
}
