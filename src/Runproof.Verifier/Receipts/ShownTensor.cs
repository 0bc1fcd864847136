using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Runproof.Circuits.Conversion;
using Runproof.Circuits.Tensors;
using Runproof.Core.Encoding;

namespace Runproof.Verifier.Receipts;

/// <summary>The IEEE bits of a tensor that is shown, and the integers that they stand for by the public rule of <see cref="Quantizer"/>.</summary>
internal static class ShownTensor
{
    private const byte FloatElements = 1;

    /// <summary>Reads the canonical bytes of a tensor of floats of a shape.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, CircuitShape shape, [NotNullWhen(true)] out uint[]? bits)
    {
        bits = null;
        var reader = new PostcardReader(bytes);
        if (!reader.TryReadU8(out byte element) || element != FloatElements || !reader.TryReadCount(1, out int rank, CircuitShape.MaxRank) || rank != shape.Rank)
            return false;
        for (int axis = 0; axis < rank; axis++)
        {
            if (!reader.TryReadU64(out ulong dimension) || dimension != (ulong)shape[axis])
                return false;
        }

        if (reader.Remaining != sizeof(uint) * (long)shape.Count)
            return false;
        bits = new uint[shape.Count];
        for (int i = 0; i < bits.Length; i++)
            bits[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(reader.Offset + (sizeof(uint) * i))..]);
        return true;
    }

    /// <summary>The integers that enter a circuit: rounded half to even, and saturated. Fails for what is no number.</summary>
    public static bool TryQuantize(ReadOnlySpan<uint> bits, CircuitTensor type, out ImmutableArray<int> values)
    {
        var rounded = new int[bits.Length];
        values = [];
        for (int i = 0; i < rounded.Length; i++)
        {
            if (!Quantizer.TryQuantize(bits[i], type.Scale, type.Range, out long value))
                return false;
            rounded[i] = (int)value;
        }

        values = [.. rounded];
        return true;
    }

    /// <summary>The integers of an output; fails where the floats are not exactly theirs.</summary>
    public static bool TryDerive(ReadOnlySpan<uint> bits, CircuitTensor type, out ImmutableArray<long> values)
    {
        var derived = new long[bits.Length];
        for (int i = 0; i < derived.Length; i++)
            Quantizer.TryQuantize(bits[i], type.Scale, type.Range, out derived[i]);
        values = [.. derived];
        return AreOf(bits, type, values);
    }

    /// <summary>Whether floats are exactly those of integers.</summary>
    public static bool AreOf(ReadOnlySpan<uint> bits, CircuitTensor type, ImmutableArray<long> values)
    {
        if (bits.Length != values.Length)
            return false;
        for (int i = 0; i < bits.Length; i++)
        {
            if (!type.Range.Contains(values[i]) || Quantizer.Dequantize(values[i], type.Scale) != bits[i])
                return false;
        }

        return true;
    }
}
