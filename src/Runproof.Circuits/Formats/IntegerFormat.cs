using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
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
            return reader.Reject(BinaryPrimitives.ReadUInt64LittleEndian(magic), BinaryPrimitives.ReadUInt64LittleEndian(found));
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

    /// <summary>Integers by runs of one difference to the integer before: a ReLU takes three of them. No run continues the one before it.</summary>
    public static void WriteRuns(PostcardWriter writer, ImmutableArray<int> values)
    {
        var runs = new List<(long Difference, uint Length)>();
        long before = 0;
        foreach (int value in values)
        {
            long difference = value - before;
            before = value;
            if (runs.Count > 0 && runs[^1].Difference == difference)
                runs[^1] = (difference, runs[^1].Length + 1);
            else
                runs.Add((difference, 1));
        }

        writer.WriteCount(runs.Count);
        foreach (var (difference, length) in runs)
        {
            writer.WriteI64(difference);
            writer.WriteU32(length);
        }
    }

    /// <summary>Reads runs.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="limit">The most integers; nothing is allocated for more.</param>
    /// <param name="values">The integers.</param>
    public static bool TryReadRuns(ref PostcardReader reader, int limit, out ImmutableArray<int> values)
    {
        values = [];
        if (!reader.TryReadCount(2, out int count, limit))
            return false;
        var runs = new (long Difference, uint Length)[count];
        long total = 0, value = 0;
        for (int i = 0; i < count; i++)
        {
            if (!reader.TryReadI64(out long difference) || !reader.TryReadU32(out uint length))
                return false;
            if (length == 0 || (total += length) > limit)
                return reader.Reject((ulong)limit, length);
            Int128 last = value + ((Int128)difference * length);
            if (last < int.MinValue || last > int.MaxValue || (i > 0 && difference == runs[i - 1].Difference))
                return reader.Reject(int.MaxValue, (ulong)difference);
            value = (long)last;
            runs[i] = (difference, length);
        }

        var integers = new int[total];
        int next = 0;
        value = 0;
        foreach (var (difference, length) in runs)
        {
            for (uint i = 0; i < length; i++)
                integers[next++] = (int)(value += difference);
        }

        values = ImmutableCollectionsMarshal.AsImmutableArray(integers);
        return true;
    }
}
