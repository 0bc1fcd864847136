using System.Runtime.InteropServices;

namespace Runproof.Models.Tensors;

/// <summary>A tensor value: element type, static shape and little-endian elements in row-major order.</summary>
public sealed class Tensor
{
    private readonly long[] _shape;

    /// <summary>Wraps data without copying it.</summary>
    /// <param name="type">Element type; not <see cref="ElementType.String"/>.</param>
    /// <param name="shape">Static shape.</param>
    /// <param name="data">Exactly the bytes that the shape asks for.</param>
    /// <exception cref="ArgumentException">The length of the data does not fit the type and the shape.</exception>
    public Tensor(ElementType type, ReadOnlySpan<long> shape, ReadOnlyMemory<byte> data)
        : this(type, shape.ToArray(), data)
    {
    }

    private Tensor(ElementType type, long[] shape, ReadOnlyMemory<byte> data)
    {
        Type = type;
        _shape = shape;
        long count = shape.Contains(0) ? 0 : 1;
        foreach (var dimension in shape)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(dimension, nameof(shape));
            count = checked(count * dimension);
        }

        if (type.BitsPerElement() == 0 || type.ByteCount(count) != data.Length)
            throw new ArgumentException($"{data.Length} bytes do not make a tensor {type.OnnxName()}[{string.Join(',', shape)}]", nameof(data));
        ElementCount = count;
        Data = data;
    }

    /// <summary>Element type.</summary>
    public ElementType Type { get; }

    /// <summary>The dimensions, outermost first.</summary>
    public ReadOnlySpan<long> Shape => _shape;

    /// <summary>Number of elements.</summary>
    public long ElementCount { get; }

    /// <summary>The elements, little-endian, row-major.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>A tensor of floats. The values are copied.</summary>
    public static Tensor OfFloats(ReadOnlySpan<long> shape, ReadOnlySpan<float> values) =>
        new(ElementType.Float, shape, MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>A tensor of 64-bit integers. The values are copied.</summary>
    public static Tensor OfInt64s(ReadOnlySpan<long> shape, ReadOnlySpan<long> values) =>
        new(ElementType.Int64, shape, MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>The elements of a float tensor, without a copy.</summary>
    /// <exception cref="InvalidOperationException">The element type is not <see cref="ElementType.Float"/>.</exception>
    public ReadOnlySpan<float> AsFloats() => Type == ElementType.Float
        ? MemoryMarshal.Cast<byte, float>(Data.Span)
        : throw new InvalidOperationException($"the tensor holds {Type.OnnxName()}, not float");

    /// <summary>The elements of an int64 tensor, without a copy.</summary>
    /// <exception cref="InvalidOperationException">The element type is not <see cref="ElementType.Int64"/>.</exception>
    public ReadOnlySpan<long> AsInt64s() => Type == ElementType.Int64
        ? MemoryMarshal.Cast<byte, long>(Data.Span)
        : throw new InvalidOperationException($"the tensor holds {Type.OnnxName()}, not int64");

    /// <summary>For example <c>float[1,10]</c>.</summary>
    public override string ToString() => $"{Type.OnnxName()}[{string.Join(',', _shape)}]";
}
