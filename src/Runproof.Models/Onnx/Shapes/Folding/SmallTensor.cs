using System.Buffers.Binary;
using System.Collections.Immutable;
using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Shapes.Folding;

/// <summary>The elements of a small tensor, each known or not: what shape computations inside a model work on.</summary>
internal sealed class SmallTensor
{
    /// <summary>Tensors with more elements are not folded.</summary>
    internal const int MaximumElements = 4096;

    private SmallTensor(ElementType element, ImmutableArray<long> dimensions, ImmutableArray<Scalar> items)
    {
        Element = element;
        Dimensions = dimensions;
        Items = items;
    }

    internal ElementType Element { get; }

    internal ImmutableArray<long> Dimensions { get; }

    /// <summary>The elements in row-major order.</summary>
    internal ImmutableArray<Scalar> Items { get; }

    internal bool IsKnown => Items.All(i => i.IsKnown);

    /// <summary>Whether at least one element says something.</summary>
    internal bool IsUseful => Items.IsEmpty || Items.Any(i => i.IsKnown || i.Symbol is not null);

    /// <summary>Whether tensors of the type can be folded.</summary>
    internal static bool Holds(ElementType type) => type is ElementType.Bool or ElementType.Float or ElementType.Double
        or ElementType.Int8 or ElementType.Int16 or ElementType.Int32 or ElementType.Int64
        or ElementType.UInt8 or ElementType.UInt16 or ElementType.UInt32 or ElementType.UInt64;

    /// <summary>Makes a tensor whose elements are fitted to the type; null where the type or the size is not for folding.</summary>
    internal static SmallTensor? Make(ElementType type, IEnumerable<long> dimensions, IReadOnlyCollection<Scalar> items)
    {
        var shape = dimensions.ToImmutableArray();
        return Holds(type) && items.Count <= MaximumElements && Count(shape) == items.Count
            ? new SmallTensor(type, shape, [.. items.Select(i => i.As(type))])
            : null;
    }

    internal static SmallTensor OfInt64s(IEnumerable<Scalar> items)
    {
        var array = items.ToImmutableArray();
        return new SmallTensor(ElementType.Int64, [array.Length], array);
    }

    internal static SmallTensor? OfScalar(ElementType type, Scalar item) => Make(type, [], [item]);

    /// <summary>Number of elements, or null where it or a single dimension is above the limit.</summary>
    internal static int? Count(IEnumerable<long> dimensions)
    {
        long product = 1;
        foreach (var dimension in dimensions)
        {
            if (dimension is < 0 or > MaximumElements || product * dimension > MaximumElements)
                return null;
            product *= dimension;
        }

        return (int)product;
    }

    /// <summary>All elements as integers; null where one is not known or is no integer.</summary>
    internal long[]? Integers() => Items.All(i => i.Integer is not null) ? [.. Items.Select(i => i.Integer!.Value)] : null;

    internal SmallTensor? Reshaped(IEnumerable<long> dimensions)
    {
        var shape = dimensions.ToImmutableArray();
        return Count(shape) == Items.Length ? new SmallTensor(Element, shape, Items) : null;
    }

    internal static SmallTensor? From(Tensor tensor)
    {
        if (!Holds(tensor.Type) || tensor.ElementCount > MaximumElements)
            return null;
        var size = tensor.Type.BitsPerElement() / 8;
        var items = ImmutableArray.CreateBuilder<Scalar>((int)tensor.ElementCount);
        for (var i = 0; i < tensor.ElementCount; i++)
            items.Add(Read(tensor.Type, tensor.Data.Span.Slice(i * size, size)));
        return Make(tensor.Type, tensor.Shape.ToArray(), items);
    }

    /// <summary>The elements as bytes; null where one is not known.</summary>
    internal Tensor? ToTensor()
    {
        if (!IsKnown)
            return null;
        var size = Element.BitsPerElement() / 8;
        var data = new byte[size * Items.Length];
        for (var i = 0; i < Items.Length; i++)
            Write(Items[i], data.AsSpan(i * size, size));
        return new Tensor(Element, Dimensions.AsSpan(), data);
    }

    private static Scalar Read(ElementType type, ReadOnlySpan<byte> bytes) => type switch
    {
        ElementType.Bool => Scalar.Of(bytes[0] != 0),
        ElementType.UInt8 => Scalar.Of(bytes[0]),
        ElementType.Int8 => Scalar.Of((sbyte)bytes[0]),
        ElementType.Int16 => Scalar.Of(BinaryPrimitives.ReadInt16LittleEndian(bytes)),
        ElementType.UInt16 => Scalar.Of(BinaryPrimitives.ReadUInt16LittleEndian(bytes)),
        ElementType.Int32 => Scalar.Of(BinaryPrimitives.ReadInt32LittleEndian(bytes)),
        ElementType.UInt32 => Scalar.Of(BinaryPrimitives.ReadUInt32LittleEndian(bytes)),
        ElementType.Int64 => Scalar.Of(BinaryPrimitives.ReadInt64LittleEndian(bytes)),
        ElementType.UInt64 => Scalar.OfWide(BinaryPrimitives.ReadUInt64LittleEndian(bytes)),
        ElementType.Float => Scalar.OfReal(BinaryPrimitives.ReadSingleLittleEndian(bytes)),
        _ => Scalar.OfReal(BinaryPrimitives.ReadDoubleLittleEndian(bytes)),
    };

    private void Write(Scalar item, Span<byte> bytes)
    {
        if (Element == ElementType.Float)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)item.Real!.Value);
            return;
        }

        Span<byte> wide = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(wide, item.Integer ?? BitConverter.DoubleToInt64Bits(item.Real!.Value));
        wide[..bytes.Length].CopyTo(bytes);
    }
}
