using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Runproof.Core.Encoding;

namespace Runproof.Core.Schemas;

/// <summary>Reads values by their schema: checks that bytes are the encoding of one, and tells them as JSON.</summary>
public static class ValueReader
{
    /// <summary>The largest integer that every reader of JSON keeps exactly; a larger one is written as a string.</summary>
    internal const long MaxExactInteger = (1L << 53) - 1;

    /// <summary>Checks that bytes are the encoding of exactly one value.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="bytes">The bytes.</param>
    /// <param name="error">The first thing that is wrong, with its offset and its path in the schema.</param>
    public static bool TryCheck(Schema schema, ReadOnlySpan<byte> bytes, [NotNullWhen(false)] out PostcardError? error)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var reader = new PostcardReader(bytes);
        bool isValid = TryRead(ref reader, schema, null) && reader.TryFinish();
        error = reader.Error;
        return isValid;
    }

    /// <summary>Reads one value and goes no further.</summary>
    /// <param name="reader">Where the value starts; on failure it holds the error.</param>
    /// <param name="schema">The schema.</param>
    public static bool TrySkip(ref PostcardReader reader, Schema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return TryRead(ref reader, schema, null);
    }

    /// <summary>Tells one value as JSON, as <see cref="ValueJson"/> reads it.</summary>
    internal static bool TryRead(ref PostcardReader reader, Schema schema, Utf8JsonWriter? json)
    {
        switch (schema.Kind)
        {
            case SchemaKind.U8: return reader.TryReadU8(out byte u8) && Number(json, u8);
            case SchemaKind.U16: return reader.TryReadU16(out ushort u16) && Number(json, u16);
            case SchemaKind.U32: return reader.TryReadU32(out uint u32) && Number(json, u32);
            case SchemaKind.U64: return reader.TryReadU64(out ulong u64) && Number(json, u64);
            case SchemaKind.U128: return reader.TryReadU128(out UInt128 u128) && Number(json, u128);
            case SchemaKind.I8: return reader.TryReadI8(out sbyte i8) && Number(json, i8);
            case SchemaKind.I16: return reader.TryReadI16(out short i16) && Number(json, i16);
            case SchemaKind.I32: return reader.TryReadI32(out int i32) && Number(json, i32);
            case SchemaKind.I64: return reader.TryReadI64(out long i64) && Number(json, i64);
            case SchemaKind.I128: return reader.TryReadI128(out Int128 i128) && Number(json, i128);
            case SchemaKind.Bool:
                if (!reader.TryReadBool(out bool flag))
                    return false;
                json?.WriteBooleanValue(flag);
                return true;
            case SchemaKind.Char:
                if (!reader.TryReadChar(out Rune rune))
                    return false;
                json?.WriteStringValue(rune.ToString());
                return true;
            case SchemaKind.String:
                if (!reader.TryReadString(out string? text))
                    return false;
                json?.WriteStringValue(text);
                return true;
            case SchemaKind.Bytes:
                if (!reader.TryReadBytes(out ReadOnlySpan<byte> bytes))
                    return false;
                json?.WriteStringValue(Convert.ToHexStringLower(bytes));
                return true;
            case SchemaKind.Option: return TryReadOption(ref reader, schema, json);
            case SchemaKind.List: return reader.TryReadCount(schema.Element.MinSize, out int count) && TryReadElements(ref reader, schema.Element, count, json);
            case SchemaKind.Array: return TryReadElements(ref reader, schema.Element, schema.Length, json);
            case SchemaKind.Map: return TryReadMap(ref reader, schema, json);
            case SchemaKind.Tuple: return TryReadTuple(ref reader, schema, json);
            case SchemaKind.Struct: return TryReadStruct(ref reader, schema, json);
            default: return TryReadVariant(ref reader, schema, json);
        }
    }

    /// <summary>Whether an option of this schema needs an object in JSON, since its value may itself be null.</summary>
    internal static bool IsWrapped(Schema option) => option.Element.Kind == SchemaKind.Option;

    private static bool Number<T>(Utf8JsonWriter? json, T value)
        where T : IBinaryInteger<T>
    {
        if (json is null)
            return true;
        string digits = value.ToString(null, CultureInfo.InvariantCulture);
        if (value > T.CreateSaturating(MaxExactInteger) || value < T.CreateSaturating(-MaxExactInteger))
            json.WriteStringValue(digits);
        else
            json.WriteRawValue(digits, skipInputValidation: true);
        return true;
    }

    private static bool TryReadOption(ref PostcardReader reader, Schema schema, Utf8JsonWriter? json)
    {
        if (!reader.TryReadOption(out bool isSome))
            return false;
        if (!isSome)
        {
            json?.WriteNullValue();
            return true;
        }

        if (!IsWrapped(schema))
            return TryRead(ref reader, schema.Element, json);
        json?.WriteStartObject();
        json?.WritePropertyName("some");
        if (!TryRead(ref reader, schema.Element, json))
            return false;
        json?.WriteEndObject();
        return true;
    }

    private static bool TryReadElements(ref PostcardReader reader, Schema element, int count, Utf8JsonWriter? json)
    {
        json?.WriteStartArray();
        for (int i = 0; i < count; i++)
        {
            if (!TryReadInside(ref reader, "", i, element, json))
                return false;
        }

        json?.WriteEndArray();
        return true;
    }

    private static bool TryReadMap(ref PostcardReader reader, Schema schema, Utf8JsonWriter? json)
    {
        (Schema key, Schema value) = (schema.Members[0].Schema!, schema.Members[1].Schema!);
        bool isObject = key.Kind == SchemaKind.String;
        if (!reader.TryReadCount(key.MinSize + value.MinSize, out int count))
            return false;
        Range previous = default;
        Open(json, isObject);
        for (int i = 0; i < count; i++)
        {
            int start = reader.Offset;
            if (!reader.Enter("", i) || !TryReadKey(ref reader, key, isObject, json) || !reader.TryAcceptKey(start, ref previous)
                || !TryReadInside(ref reader, "value", -1, value, json))
                return false;
            reader.Exit();
            if (!isObject)
                json?.WriteEndArray();
        }

        Close(json, isObject);
        return true;
    }

    private static bool TryReadKey(ref PostcardReader reader, Schema key, bool isObject, Utf8JsonWriter? json)
    {
        if (!isObject)
        {
            json?.WriteStartArray();
            return TryReadInside(ref reader, "key", -1, key, json);
        }

        if (!reader.Enter("key") || !reader.TryReadString(out string? name))
            return false;
        reader.Exit();
        json?.WritePropertyName(name);
        return true;
    }

    private static bool TryReadTuple(ref PostcardReader reader, Schema schema, Utf8JsonWriter? json)
    {
        json?.WriteStartArray();
        for (int i = 0; i < schema.Members.Length; i++)
        {
            if (!TryReadInside(ref reader, "", i, schema.Members[i].Schema!, json))
                return false;
        }

        json?.WriteEndArray();
        return true;
    }

    private static bool TryReadStruct(ref PostcardReader reader, Schema schema, Utf8JsonWriter? json)
    {
        json?.WriteStartObject();
        foreach (SchemaMember field in schema.Members)
        {
            json?.WritePropertyName(field.Name);
            if (!TryReadInside(ref reader, field.Name, -1, field.Schema!, json))
                return false;
        }

        json?.WriteEndObject();
        return true;
    }

    private static bool TryReadVariant(ref PostcardReader reader, Schema schema, Utf8JsonWriter? json)
    {
        if (!reader.TryReadEnum((uint)schema.Members.Length, out uint index))
            return false;
        SchemaMember variant = schema.Members[(int)index];
        if (variant.Schema is null)
        {
            json?.WriteStringValue(variant.Name);
            return true;
        }

        json?.WriteStartObject();
        json?.WritePropertyName(variant.Name);
        if (!TryReadInside(ref reader, variant.Name, -1, variant.Schema, json))
            return false;
        json?.WriteEndObject();
        return true;
    }

    private static bool TryReadInside(ref PostcardReader reader, string name, int index, Schema schema, Utf8JsonWriter? json)
    {
        if (!reader.Enter(name, index) || !TryRead(ref reader, schema, json))
            return false;
        reader.Exit();
        return true;
    }

    private static void Open(Utf8JsonWriter? json, bool isObject)
    {
        if (isObject)
            json?.WriteStartObject();
        else
            json?.WriteStartArray();
    }

    private static void Close(Utf8JsonWriter? json, bool isObject)
    {
        if (isObject)
            json?.WriteEndObject();
        else
            json?.WriteEndArray();
    }
}
