using System.Collections.Immutable;
using Runproof.Models.Formats.Onnx.Wire;
using Runproof.Models.Onnx.Graph;
using Runproof.Models.Tensors;

namespace Runproof.Models.Formats.Onnx;

/// <summary>Checks constants when a model is read, so that decoding them later cannot fail.</summary>
internal static class TensorReader
{
    /// <summary>Checks one constant.</summary>
    /// <param name="wire">The message.</param>
    /// <param name="what">The constant, as messages name it.</param>
    /// <param name="context">Takes the error.</param>
    /// <returns>The constant, or null where it is malformed.</returns>
    public static OnnxInitializer? Read(TensorProto wire, string what, ReadContext context)
    {
        if (!ElementTypes.IsKnown(wire.DataType))
        {
            context.Fail(OnnxErrors.ElementType, $"{what} has the element type {wire.DataType}, which ONNX does not define", "a converter that writes the published format");
            return null;
        }

        var type = (ElementType)wire.DataType;
        var shape = wire.Dims.ToImmutableArray();
        if (CheckShape(type, shape, what, context) is not { } count)
            return null;
        if (wire.Segment is not null)
        {
            context.Fail(OnnxErrors.Unsupported, $"{what} is split into segments, which Runproof does not read", "exporting the model again");
            return null;
        }

        if (wire.DataLocation == TensorProto.Types.DataLocation.External)
            return ReadExternal(wire, type, shape, count, what, context);
        if (!CheckData(wire, type, count, what, context))
            return null;
        return new OnnxInitializer(wire.Name, type, shape, () => TensorDecoder.Decode(wire, type, shape.AsSpan(), count));
    }

    /// <summary>Checks dimensions; null after an error, else the number of elements.</summary>
    public static long? CheckShape(ElementType type, ImmutableArray<long> shape, string what, ReadContext context)
    {
        long count = shape.Contains(0) ? 0 : 1;
        foreach (var dimension in shape)
        {
            if (dimension < 0)
            {
                context.Fail(OnnxErrors.Shape, $"{what} has the dimension {dimension}, which is negative", "exporting the model with valid shapes");
                return null;
            }

            // The limit leaves room for the number of bits of the widest type.
            if (dimension == long.MaxValue || (Int128)count * dimension > (long.MaxValue - 7) / Math.Max(type.BitsPerElement(), 1))
            {
                context.Fail(OnnxErrors.Shape, $"{what} has the shape [{string.Join(',', shape.Take(8))}], whose size does not fit in 63 bits", "exporting the model with valid shapes");
                return null;
            }

            count *= dimension;
        }

        return count;
    }

    private static OnnxInitializer? ReadExternal(
        TensorProto wire, ElementType type, ImmutableArray<long> shape, long count, string what, ReadContext context)
    {
        if (type == ElementType.String || wire.RawData.Length != 0 || TypedFields(wire).Any(field => field.Count != 0))
        {
            context.Fail(OnnxErrors.TensorData, $"{what} lies in another file and must be neither strings nor in the model as well", "exporting the model again");
            return null;
        }

        var length = type.ByteCount(count);
        if (length > Array.MaxLength)
        {
            context.Fail(OnnxErrors.TooLarge, $"{what} has {length} bytes, and a constant can have at most {Array.MaxLength}", "splitting the constant");
            return null;
        }

        return ExternalData.Find(wire, length, what, context) is { } place
            ? new OnnxInitializer(wire.Name, type, shape, () => new Tensor(type, shape.AsSpan(), place.Read()))
            : null;
    }

    private static bool CheckData(TensorProto wire, ElementType type, long count, string what, ReadContext context)
    {
        var raw = wire.RawData.Length;
        var expected = TensorDecoder.TypedField(type, count);
        if (raw != 0)
        {
            if (type == ElementType.String)
                return context.Fail(OnnxErrors.TensorData, $"{what} holds strings as raw bytes", "exporting the model again");
            if (raw != type.ByteCount(count))
                return context.Fail(OnnxErrors.TensorData, $"{what} has {raw} bytes where its type and shape ask for {type.ByteCount(count)}", "the original file");
            expected = (expected.Name, 0);
        }

        foreach (var (name, found) in TypedFields(wire))
        {
            var wanted = name == expected.Name ? expected.Count : 0;
            if (found != wanted)
                return context.Fail(OnnxErrors.TensorData, $"{what} has {found} elements in {name} where {wanted} are expected for {type.OnnxName()}[{string.Join(',', wire.Dims.Take(8))}]", "the original file");
        }

        return true;
    }

    private static IEnumerable<(string Name, int Count)> TypedFields(TensorProto wire) =>
    [
        ("float_data", wire.FloatData.Count),
        ("int32_data", wire.Int32Data.Count),
        ("int64_data", wire.Int64Data.Count),
        ("double_data", wire.DoubleData.Count),
        ("uint64_data", wire.Uint64Data.Count),
        ("string_data", wire.StringData.Count),
    ];
}
