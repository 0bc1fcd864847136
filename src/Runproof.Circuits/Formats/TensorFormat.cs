using System.Diagnostics.CodeAnalysis;
using Runproof.Circuits.Tensors;
using Runproof.Core.Encoding;

namespace Runproof.Circuits.Formats;

/// <summary>Shapes and types of tensors, and integers that belong to them.</summary>
internal static class TensorFormat
{
    /// <summary>The fewest bytes of a tensor's type.</summary>
    public const int Smallest = 5;

    public static void Write(PostcardWriter writer, CircuitTensor tensor)
    {
        Write(writer, tensor.Shape);
        writer.WriteI64(tensor.Range.Min);
        writer.WriteI64(tensor.Range.Max);
        writer.WriteI32(tensor.Scale.Mantissa);
        writer.WriteI32(tensor.Scale.Shift);
    }

    public static bool TryRead(ref PostcardReader reader, [NotNullWhen(true)] out CircuitTensor? tensor)
    {
        tensor = null;
        if (!TryRead(ref reader, out CircuitShape? shape)
            || !reader.TryReadI64(out long min)
            || !reader.TryReadI64(out long max)
            || !reader.TryReadI32(out int mantissa)
            || !reader.TryReadI32(out int shift))
            return false;
        tensor = new(shape, new(min, max), new(mantissa, shift));
        return true;
    }

    public static void Write(PostcardWriter writer, CircuitShape shape) => IntegerFormat.Write(writer, shape.Dimensions);

    public static bool TryRead(ref PostcardReader reader, [NotNullWhen(true)] out CircuitShape? shape)
    {
        shape = null;
        if (!IntegerFormat.TryRead(ref reader, CircuitShape.MaxRank, out var dimensions))
            return false;
        shape = CircuitShape.TryCreate(dimensions);
        return shape is not null || reader.Reject(1UL << CircuitShape.MaxLogSize, (ulong)dimensions.FirstOrDefault());
    }

    public static void Write(PostcardWriter writer, AxisValues values)
    {
        writer.WriteI32(values.Axis);
        IntegerFormat.Write(writer, values.Values);
    }

    public static bool TryRead(ref PostcardReader reader, [NotNullWhen(true)] out AxisValues? values)
    {
        values = null;
        if (!reader.TryReadI32(out int axis) || !IntegerFormat.TryRead(ref reader, out var integers))
            return false;
        values = new(axis, integers);
        return true;
    }
}
