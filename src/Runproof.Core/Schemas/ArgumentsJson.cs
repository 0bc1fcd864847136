using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Runproof.Core.Diagnostics;

namespace Runproof.Core.Schemas;

/// <summary>
/// JSON that stands for the arguments of a tile. None: nothing, <c>null</c>, <c>[]</c> or <c>{}</c>. One: its value, or an object with its name where its value is no
/// object itself. More: an array in the order of declaration, or an object with their names; both are the tuple of the arguments.
/// </summary>
public static class ArgumentsJson
{
    /// <summary>Encodes arguments.</summary>
    /// <param name="arguments">Name and schema of each argument, in the order of declaration.</param>
    /// <param name="json">The JSON, UTF-8.</param>
    /// <param name="subject">Where it comes from, for errors.</param>
    /// <param name="bytes">What the tile takes: nothing, the value, or the tuple.</param>
    /// <param name="error">What is wrong, where in the text and where in the schema.</param>
    public static bool TryEncode(
        ImmutableArray<SchemaMember> arguments,
        ReadOnlySpan<byte> json,
        string subject,
        [NotNullWhen(true)] out byte[]? bytes,
        [NotNullWhen(false)] out Diagnostic? error)
    {
        ReadOnlySpan<byte> text = json.Trim(" \t\r\n"u8);
        if (arguments.IsEmpty && (text.IsEmpty || text.SequenceEqual("null"u8)))
        {
            (bytes, error) = ([], null);
            return true;
        }

        bool isObject = text.StartsWith("{"u8);
        bool isNamed = isObject && (arguments.Length != 1 || !TakesObject(arguments[0].Schema!));
        Schema schema = isNamed ? Schema.Struct(arguments) : Schema.Arguments([.. arguments.Select(argument => argument.Schema!)]);
        return ValueJson.TryEncode(schema, json, subject, out bytes, out error);
    }

    // Option of a struct as well as the struct: an object stands for its value.
    private static bool TakesObject(Schema schema) => schema.Kind switch
    {
        SchemaKind.Option => ValueReader.IsWrapped(schema) || TakesObject(schema.Element),
        SchemaKind.Map => schema.Element.Kind == SchemaKind.String,
        SchemaKind.Struct or SchemaKind.Result => true,
        SchemaKind.Enum => schema.Members.Any(member => member.Schema is not null),
        _ => false,
    };
}
