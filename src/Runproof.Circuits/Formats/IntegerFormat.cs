using System.Collections.Immutable;
using Runproof.Core.Encoding;

namespace Runproof.Circuits.Formats;

/// <summary>Lists of integers and preambles, as all formats of circuits hold them.</summary>
internal static class IntegerFormat
{
    /// <summary>Eight bytes that name the format, and its version.</summary>
    public static void WritePreamble(PostcardWriter writer, ReadOnlySpan<byte> magic, byte version)
    {
        writer.WriteRaw(magic);
        writer.WriteU8(version);
    }

    public static bool TryReadPreamble(ref PostcardReader reader, ReadOnlySpan<byte> magic, byte version)
    {
        if (!reader.TryReadRaw(magic.Length, out var found))
            return false;
        if (!found.SequenceEqual(magic))
            return reader.Reject(System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(magic), System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(found));
        return reader.TryReadVersion(version);
    }

    public static void Write(PostcardWriter writer, ImmutableArray<int> values)
    {
        writer.WriteCount(values.Length);
        foreach (int value in values)
            writer.WriteI32(value);
    }

    public static bool TryRead(ref PostcardReader reader, int limit, out ImmutableArray<int> values)
    {
        values = [];
        if (!reader.TryReadCount(1, out int count, limit))
            return false;
        var builder = ImmutableArray.CreateBuilder<int>(count);
        while (builder.Count < count)
        {
            if (!reader.TryReadI32(out int value))
                return false;
            builder.Add(value);
        }

        values = builder.MoveToImmutable();
        return true;
    }

    public static void Write(PostcardWriter writer, ImmutableArray<long> values)
    {
        writer.WriteCount(values.Length);
        foreach (long value in values)
            writer.WriteI64(value);
    }

    public static bool TryRead(ref PostcardReader reader, out ImmutableArray<long> values)
    {
        values = [];
        if (!reader.TryReadCount(1, out int count))
            return false;
        var builder = ImmutableArray.CreateBuilder<long>(count);
        while (builder.Count < count)
        {
            if (!reader.TryReadI64(out long value))
                return false;
            builder.Add(value);
        }

        values = builder.MoveToImmutable();
        return true;
    }

    /// <summary>Integers by the difference to the one before, which is small in tables of activations.</summary>
    public static void WriteDifferences(PostcardWriter writer, ImmutableArray<int> values)
    {
        writer.WriteCount(values.Length);
        long before = 0;
        foreach (int value in values)
        {
            writer.WriteI64(value - before);
            before = value;
        }
    }

    public static bool TryReadDifferences(ref PostcardReader reader, int limit, out ImmutableArray<int> values)
    {
        values = [];
        if (!reader.TryReadCount(1, out int count, limit))
            return false;
        var builder = ImmutableArray.CreateBuilder<int>(count);
        long value = 0;
        while (builder.Count < count)
        {
            if (!reader.TryReadI64(out long difference))
                return false;
            if (difference < int.MinValue - value || difference > int.MaxValue - value)
                return reader.Reject(int.MaxValue, (ulong)difference);
            value += difference;
            builder.Add((int)value);
        }

        values = builder.MoveToImmutable();
        return true;
    }
}
