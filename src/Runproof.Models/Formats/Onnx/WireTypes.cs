using Google.Protobuf;
using Runproof.Models.Formats.Onnx.Wire;
using Runproof.Models.Onnx.Graph;
using Runproof.Models.Tensors;

namespace Runproof.Models.Formats.Onnx;

/// <summary>The one place where types and constants are turned into the file format's messages.</summary>
internal static class WireTypes
{
    /// <summary>A value declaration; without a type where the type is not that of a tensor.</summary>
    public static ValueInfoProto ToWire(string name, TensorType? type)
    {
        var info = new ValueInfoProto { Name = name };
        if (type is not null)
            info.Type = ToWire(type);
        return info;
    }

    /// <summary>A tensor type; an unknown rank has no shape, an unknown dimension neither number nor name.</summary>
    public static TypeProto ToWire(TensorType type)
    {
        var tensor = new TypeProto.Types.Tensor { ElemType = (int)type.Element };
        if (type.Shape is { } shape)
        {
            tensor.Shape = new TensorShapeProto();
            foreach (var dimension in shape.Dimensions)
            {
                var wire = new TensorShapeProto.Types.Dimension();
                if (dimension.IsKnown)
                    wire.DimValue = dimension.Value;
                else if (dimension.Name is { } symbol)
                    wire.DimParam = symbol;
                tensor.Shape.Dim.Add(wire);
            }
        }

        return new TypeProto { TensorType = tensor };
    }

    /// <summary>A constant with its elements inside the file.</summary>
    public static TensorProto ToWire(string name, Tensor value)
    {
        var tensor = new TensorProto { Name = name, DataType = (int)value.Type, RawData = UnsafeByteOperations.UnsafeWrap(value.Data) };
        foreach (var dimension in value.Shape)
            tensor.Dims.Add(dimension);
        return tensor;
    }

    /// <summary>An attribute of a simple kind.</summary>
    /// <exception cref="ArgumentException">The attribute holds a subgraph or nothing.</exception>
    public static AttributeProto ToWire(OnnxAttribute attribute)
    {
        var wire = new AttributeProto { Name = attribute.Name };
        if (attribute.Int is { } number)
        {
            wire.I = number;
            wire.Type = AttributeProto.Types.AttributeType.Int;
        }
        else if (attribute.Float is { } real)
        {
            wire.F = real;
            wire.Type = AttributeProto.Types.AttributeType.Float;
        }
        else if (attribute.String is { } text)
        {
            wire.S = ByteString.CopyFromUtf8(text);
            wire.Type = AttributeProto.Types.AttributeType.String;
        }
        else if (!attribute.Ints.IsDefault)
        {
            wire.Ints.AddRange(attribute.Ints);
            wire.Type = AttributeProto.Types.AttributeType.Ints;
        }
        else if (!attribute.Floats.IsDefault)
        {
            wire.Floats.AddRange(attribute.Floats);
            wire.Type = AttributeProto.Types.AttributeType.Floats;
        }
        else if (!attribute.Strings.IsDefault)
        {
            wire.Strings.AddRange(attribute.Strings.Select(ByteString.CopyFromUtf8));
            wire.Type = AttributeProto.Types.AttributeType.Strings;
        }
        else if (attribute.Tensor?.Load() is { } tensor)
        {
            wire.T = ToWire(attribute.Tensor.Name, tensor);
            wire.Type = AttributeProto.Types.AttributeType.Tensor;
        }
        else
        {
            throw new ArgumentException($"attribute '{attribute.Name}' is not of a kind that can be written", nameof(attribute));
        }

        return wire;
    }
}
