using Google.Protobuf.Reflection;
using Runproof.Models.Formats.Onnx.Wire;

namespace Runproof.Models.Formats.Onnx;

/// <summary>The fields of one message of the format, by number, as <see cref="WireScanner"/> needs them. Derived from <c>onnx.proto</c>.</summary>
internal sealed class WireSchema
{
    private const int ObjectWeight = 48;
    private const int RepeatedWeight = 40;
    private const int ScalarWeight = 8;

    private readonly Field?[] _fields;

    private WireSchema(MessageDescriptor descriptor)
    {
        _fields = new Field?[descriptor.Fields.InDeclarationOrder().Max(field => field.FieldNumber) + 1];
        Weight = ObjectWeight + descriptor.Fields.InDeclarationOrder().Sum(field => field.IsRepeated ? RepeatedWeight : ScalarWeight);
    }

    /// <summary>How the value of a field is laid out.</summary>
    public enum Layout
    {
        /// <summary>A number of up to ten bytes, seven bits in each.</summary>
        Varint,

        /// <summary>Four bytes.</summary>
        Fixed32,

        /// <summary>Eight bytes.</summary>
        Fixed64,

        /// <summary>A length and any bytes.</summary>
        Bytes,

        /// <summary>A length and UTF-8.</summary>
        Text,

        /// <summary>A length and a message.</summary>
        Message,
    }

    /// <summary>The schema of a whole file.</summary>
    public static WireSchema Model { get; } = Of(ModelProto.Descriptor, []);

    /// <summary>Roughly the bytes that an empty message of this kind occupies in memory.</summary>
    public int Weight { get; }

    /// <summary>The field of a number; null where the schema does not know it.</summary>
    public Field? Find(uint number) => number < (uint)_fields.Length ? _fields[number] : null;

    private static WireSchema Of(MessageDescriptor descriptor, Dictionary<string, WireSchema> known)
    {
        if (known.TryGetValue(descriptor.FullName, out var schema))
            return schema;
        schema = new WireSchema(descriptor);
        known.Add(descriptor.FullName, schema);
        foreach (var field in descriptor.Fields.InDeclarationOrder())
        {
            var child = field.FieldType == FieldType.Message ? Of(field.MessageType, known) : null;
            schema._fields[field.FieldNumber] = new Field(field.Name, LayoutOf(field.FieldType), field.IsRepeated, child);
        }

        return schema;
    }

    private static Layout LayoutOf(FieldType type) => type switch
    {
        FieldType.Message => Layout.Message,
        FieldType.String => Layout.Text,
        FieldType.Bytes => Layout.Bytes,
        FieldType.Float => Layout.Fixed32,
        FieldType.Double => Layout.Fixed64,
        _ => Layout.Varint,
    };

    /// <summary>One field.</summary>
    /// <param name="Name">Its name in <c>onnx.proto</c>.</param>
    /// <param name="Layout">How one value is laid out.</param>
    /// <param name="Repeated">Whether it may occur more than once.</param>
    /// <param name="Child">The schema of its values where they are messages.</param>
    public sealed record Field(string Name, Layout Layout, bool Repeated, WireSchema? Child);
}
