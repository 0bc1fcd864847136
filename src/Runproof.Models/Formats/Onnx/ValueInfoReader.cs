using System.Collections.Immutable;
using Runproof.Models.Formats.Onnx.Wire;
using Runproof.Models.Onnx.Graph;
using Runproof.Models.Tensors;

namespace Runproof.Models.Formats.Onnx;

/// <summary>Checks declarations of values and their types.</summary>
internal static class ValueInfoReader
{
    /// <summary>Reads one declaration.</summary>
    /// <param name="wire">The message.</param>
    /// <param name="role">What it declares: an input, an output or a value.</param>
    /// <param name="context">Takes the error.</param>
    /// <returns>The declaration, or null where it is malformed.</returns>
    public static OnnxValueInfo? Read(ValueInfoProto wire, string role, ReadContext context)
    {
        if (wire.Name.Length == 0)
        {
            context.Fail(OnnxErrors.Incomplete, $"the graph has an unnamed {role}", "exporting the model again");
            return null;
        }

        var what = $"the {role} '{wire.Name}'";
        switch (wire.Type?.ValueCase ?? TypeProto.ValueOneofCase.None)
        {
            case TypeProto.ValueOneofCase.None:
                return new OnnxValueInfo(wire.Name, null);
            case TypeProto.ValueOneofCase.TensorType:
                return ReadTensor(wire.Type!.TensorType, what, context) is { } type ? new OnnxValueInfo(wire.Name, type) : null;
            case TypeProto.ValueOneofCase.SequenceType:
                return new OnnxValueInfo(wire.Name, null, "sequence");
            case TypeProto.ValueOneofCase.MapType:
                return new OnnxValueInfo(wire.Name, null, "map");
            case TypeProto.ValueOneofCase.OptionalType:
                return new OnnxValueInfo(wire.Name, null, "optional");
            case TypeProto.ValueOneofCase.SparseTensorType:
                return new OnnxValueInfo(wire.Name, null, "sparse tensor");
            default:
                return new OnnxValueInfo(wire.Name, null, "opaque");
        }
    }

    private static TensorType? ReadTensor(TypeProto.Types.Tensor wire, string what, ReadContext context)
    {
        if (wire.ElemType != 0 && !ElementTypes.IsKnown(wire.ElemType))
        {
            context.Fail(OnnxErrors.ElementType, $"{what} has the element type {wire.ElemType}, which ONNX does not define", "a converter that writes the published format");
            return null;
        }

        var element = (ElementType)wire.ElemType;
        if (wire.Shape is null)
            return new TensorType(element, null);

        // Old converters write -1 for a dimension that is not known, and ONNX Runtime reads it so.
        var known = wire.Shape.Dim.Where(dimension => dimension.HasDimValue && dimension.DimValue != -1).Select(dimension => dimension.DimValue);
        if (TensorReader.CheckShape(element, [.. known], what, context) is null)
            return null;
        var dimensions = ImmutableArray.CreateBuilder<Dimension>(wire.Shape.Dim.Count);
        foreach (var dimension in wire.Shape.Dim)
        {
            dimensions.Add(dimension.HasDimValue && dimension.DimValue != -1 ? Dimension.Of(dimension.DimValue)
                : dimension.DimParam.Length != 0 ? Dimension.Symbol(dimension.DimParam)
                : Dimension.Unknown);
        }

        return new TensorType(element, new TensorShape(dimensions.MoveToImmutable()));
    }
}
