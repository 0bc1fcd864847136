using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Runproof.Core.Diagnostics;

namespace Runproof.Models.Samples;

/// <summary>The fixed part of a held-out file: magic, version, number of classes, count, rank, dimensions.</summary>
/// <param name="Classes">Number of classes; 1 to 256.</param>
/// <param name="Count">Number of examples; at least 1.</param>
/// <param name="Shape">Dimensions of one example.</param>
internal sealed record HoldoutHeader(int Classes, int Count, ImmutableArray<long> Shape)
{
    public const ushort Version = 1;
    public const int MaxClasses = 256;
    public const int MaxRank = 8;

    private const int FixedLength = 16;

    private static ReadOnlySpan<byte> Magic => "RPHO"u8;

    /// <summary>Bytes of the header.</summary>
    public int Length => FixedLength + sizeof(uint) * Shape.Length;

    /// <summary>Values in one example; exact once <see cref="Problem"/> has found none.</summary>
    public int Size => (int)Product(Shape.AsSpan());

    /// <summary>Bytes that the examples take when decoded: the labels, then the values.</summary>
    public int ContentLength => Count + Count * Size;

    /// <summary>Says what is wrong with the numbers; null where they are in range.</summary>
    public string? Problem()
    {
        if (Classes is < 1 or > MaxClasses)
            return $"{Classes} classes, where 1 to {MaxClasses} can be";
        if (Count < 1)
            return "no examples";
        if (Shape.Length is < 1 or > MaxRank)
            return $"examples of rank {Shape.Length}, where 1 to {MaxRank} can be";
        if (Shape.Any(dimension => dimension < 1))
            return $"an example of shape [{string.Join(',', Shape)}], which is empty";
        return (Product(Shape.AsSpan()) + 1) * Count > HoldoutSet.MaxContentLength
            ? $"{Count} examples of shape [{string.Join(',', Shape)}], which take more than {HoldoutSet.MaxContentLength} bytes"
            : null;
    }

    /// <summary>Writes the header.</summary>
    public void Write(Span<byte> destination)
    {
        Magic.CopyTo(destination);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[4..], Version);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[6..], (ushort)Classes);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[8..], (uint)Count);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[12..], (uint)Shape.Length);
        for (var i = 0; i < Shape.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(destination[(FixedLength + sizeof(uint) * i)..], (uint)Shape[i]);
    }

    /// <summary>Reads the header from the front of a file.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> file, string subject, [NotNullWhen(true)] out HoldoutHeader? header, [NotNullWhen(false)] out Diagnostic? error)
    {
        header = null;
        if (!file.StartsWith(Magic[..Math.Min(Magic.Length, file.Length)]))
        {
            error = Malformed(HoldoutErrors.Magic, subject, 0, "the file does not start with RPHO", "the holdout.bin that belongs to the model");
            return false;
        }

        if (file.Length < FixedLength)
        {
            error = HoldoutSet.EndsEarly(subject, file.Length, FixedLength);
            return false;
        }

        var version = BinaryPrimitives.ReadUInt16LittleEndian(file[4..]);
        if (version != Version)
        {
            var message = string.Create(CultureInfo.InvariantCulture, $"the file has version {version}; this build reads version {Version}");
            error = Malformed(HoldoutErrors.Version, subject, 4, message, "a Runproof that reads this version, or writing the file again");
            return false;
        }

        var rank = BinaryPrimitives.ReadUInt32LittleEndian(file[12..]);
        var dimensions = (int)Math.Min(rank, MaxRank + 1);
        if (dimensions <= MaxRank && file.Length < FixedLength + sizeof(uint) * dimensions)
        {
            error = HoldoutSet.EndsEarly(subject, file.Length, FixedLength + sizeof(uint) * dimensions);
            return false;
        }

        var shape = ImmutableArray.CreateBuilder<long>(MaxRank);
        for (var i = 0; i < dimensions && dimensions <= MaxRank; i++)
            shape.Add(BinaryPrimitives.ReadUInt32LittleEndian(file[(FixedLength + sizeof(uint) * i)..]));
        var count = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(file[8..]), int.MaxValue);
        var read = new HoldoutHeader(BinaryPrimitives.ReadUInt16LittleEndian(file[6..]), count, shape.ToImmutable());
        if ((dimensions > MaxRank ? $"examples of rank {rank}, where 1 to {MaxRank} can be" : read.Problem()) is { } problem)
        {
            error = Malformed(HoldoutErrors.Header, subject, 6, "the header declares " + problem, "writing the file again");
            return false;
        }

        (header, error) = (read, null);
        return true;
    }

    private static Diagnostic Malformed(ErrorCode code, string subject, long offset, string message, string hint) =>
        new(code, Phase.Read, subject, message, hint, offset);

    /// <summary>Number of values of a shape; a product that would exceed the limit of a set stops there.</summary>
    private static long Product(ReadOnlySpan<long> shape)
    {
        var product = 1L;
        foreach (var dimension in shape)
            product = Math.Min(product * Math.Min(dimension, HoldoutSet.MaxContentLength + 1L), HoldoutSet.MaxContentLength + 1L);
        return product;
    }
}
