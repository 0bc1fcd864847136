using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Runproof.Core.Diagnostics;
using Runproof.Core.Encoding;

namespace Runproof.Core.Schemas;

/// <summary>Encodes JSON that is known to be well formed, value by value, each from its place in the text.</summary>
internal ref struct JsonEncoder(ReadOnlySpan<byte> json, string subject, PostcardWriter writer)
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private readonly ReadOnlySpan<byte> _json = json;
    private readonly List<string> _path = [];

    public Diagnostic? Error { get; private set; }

    /// <summary>Encodes the value that the text from <paramref name="start"/> holds.</summary>
    public bool TryEncode(Schema schema, int start, int length)
    {
        var reader = new Utf8JsonReader(_json.Slice(start, length), new JsonReaderOptions { MaxDepth = 128 });
        reader.Read();
        int offset = start + (int)reader.TokenStartIndex;
        switch (schema.Kind)
        {
            case SchemaKind.U8: return TryInteger<byte>(ref reader, schema, offset, writer.WriteU8);
            case SchemaKind.U16: return TryInteger<ushort>(ref reader, schema, offset, writer.WriteU16);
            case SchemaKind.U32: return TryInteger<uint>(ref reader, schema, offset, writer.WriteU32);
            case SchemaKind.U64: return TryInteger<ulong>(ref reader, schema, offset, writer.WriteU64);
            case SchemaKind.U128: return TryInteger<UInt128>(ref reader, schema, offset, writer.WriteU128);
            case SchemaKind.I8: return TryInteger<sbyte>(ref reader, schema, offset, writer.WriteI8);
            case SchemaKind.I16: return TryInteger<short>(ref reader, schema, offset, writer.WriteI16);
            case SchemaKind.I32: return TryInteger<int>(ref reader, schema, offset, writer.WriteI32);
            case SchemaKind.I64: return TryInteger<long>(ref reader, schema, offset, writer.WriteI64);
            case SchemaKind.I128: return TryInteger<Int128>(ref reader, schema, offset, writer.WriteI128);
            case SchemaKind.Bool:
                if (reader.TokenType is not (JsonTokenType.True or JsonTokenType.False))
                    return Expected("true or false", ref reader, offset);
                writer.WriteBool(reader.TokenType == JsonTokenType.True);
                return true;
            case SchemaKind.Char: return TryChar(ref reader, offset);
            case SchemaKind.String:
                if (reader.TokenType != JsonTokenType.String)
                    return Expected("a string", ref reader, offset);
                writer.WriteString(reader.GetString()!);
                return true;
            case SchemaKind.Bytes: return TryBytes(ref reader, offset);
            case SchemaKind.Option: return TryOption(schema, ref reader, start, length, offset);
            case SchemaKind.List:
            case SchemaKind.Array:
            case SchemaKind.Tuple: return TryElements(schema, ref reader, start, offset);
            case SchemaKind.Struct: return TryStruct(schema, ref reader, start, offset);
            case SchemaKind.Map: return TryMap(schema, ref reader, start, offset);
            default: return TryVariant(schema, ref reader, start, offset);
        }
    }

    private bool TryInteger<T>(ref Utf8JsonReader reader, Schema schema, int offset, Action<T> write)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        bool isWide = schema.Kind is SchemaKind.U64 or SchemaKind.U128 or SchemaKind.I64 or SchemaKind.I128;
        if (reader.TokenType != JsonTokenType.Number && !(isWide && reader.TokenType == JsonTokenType.String))
            return Expected("a whole number", ref reader, offset);
        string digits = reader.TokenType == JsonTokenType.String ? reader.GetString()! : System.Text.Encoding.ASCII.GetString(reader.ValueSpan);
        int first = digits.StartsWith('-') ? 1 : 0;
        if (digits.Length == first || digits.AsSpan(first).ContainsAnyExceptInRange('0', '9') || (digits[first] == '0' && digits.Length > 1))
            return Fail(JsonErrors.Range, offset, $"{Short(digits)} is not written as a whole number, which {schema.Text} needs", "digits alone, with a minus sign before them where there is one");
        if (!T.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out T value))
            return Fail(JsonErrors.Range, offset, $"{Short(digits)} is not a number of {schema.Text}: {T.MinValue} to {T.MaxValue}", "a number of that range");
        write(value);
        return true;
    }

    private bool TryChar(ref Utf8JsonReader reader, int offset)
    {
        if (reader.TokenType != JsonTokenType.String)
            return Expected("a string of one character", ref reader, offset);
        string text = reader.GetString()!;
        if (!Rune.TryGetRuneAt(text.Length == 0 ? "\ud800" : text, 0, out Rune rune) || rune.Utf16SequenceLength != text.Length)
            return Fail(JsonErrors.Range, offset, $"a char is one Unicode scalar value, and {Short(text)} is not", "a string of one character");
        writer.WriteChar(rune);
        return true;
    }

    private bool TryBytes(ref Utf8JsonReader reader, int offset)
    {
        if (reader.TokenType != JsonTokenType.String)
            return Expected("a string of hex digits", ref reader, offset);
        string hex = reader.GetString()!;
        if (hex.Length % 2 != 0 || hex.AsSpan().IndexOfAnyExcept(HexDigits) >= 0)
            return Fail(JsonErrors.Range, offset, "bytes are an even number of lower-case hex digits", "two of 0-9 and a-f for each byte");
        writer.WriteBytes(Convert.FromHexString(hex));
        return true;
    }

    private bool TryOption(Schema schema, ref Utf8JsonReader reader, int start, int length, int offset)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            writer.WriteNone();
            return true;
        }

        writer.WriteSome();
        if (!ValueReader.IsWrapped(schema))
            return TryEncode(schema.Element, start, length);
        if (reader.TokenType != JsonTokenType.StartObject)
            return Expected("null or {\"some\": …}", ref reader, offset);
        return TryFields(ref reader, start, offset, out List<Entry> fields) && TryOnly(fields, ["some"], offset) && TryInside("some", schema.Element, fields[0]);
    }

    private bool TryElements(Schema schema, ref Utf8JsonReader reader, int start, int offset)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            return Expected(schema.Kind == SchemaKind.Tuple ? $"an array of {schema.Members.Length}" : "an array", ref reader, offset);
        List<Entry> elements = Elements(ref reader, start);
        int expected = schema.Kind switch { SchemaKind.Array => schema.Length, SchemaKind.Tuple => schema.Members.Length, _ => elements.Count };
        if (elements.Count != expected)
            return Fail(JsonErrors.Range, offset, $"the array has {elements.Count} elements, and {schema.Text} has {expected}", $"an array of {expected}");
        if (schema.Kind == SchemaKind.List)
            writer.WriteCount(elements.Count);
        for (int i = 0; i < elements.Count; i++)
        {
            if (!TryInside($"[{i}]", schema.Kind == SchemaKind.Tuple ? schema.Members[i].Schema! : schema.Element, elements[i]))
                return false;
        }

        return true;
    }

    private bool TryStruct(Schema schema, ref Utf8JsonReader reader, int start, int offset)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            return Expected("an object", ref reader, offset);
        if (!TryFields(ref reader, start, offset, out List<Entry> fields) || !TryOnly(fields, [.. schema.Members.Select(member => member.Name)], offset))
            return false;
        var byName = fields.ToDictionary(field => field.Name, StringComparer.Ordinal);
        foreach (SchemaMember member in schema.Members)
        {
            if (!TryInside(member.Name, member.Schema!, byName[member.Name]))
                return false;
        }

        return true;
    }

    private bool TryVariant(Schema schema, ref Utf8JsonReader reader, int start, int offset)
    {
        string name;
        Entry? payload = null;
        if (reader.TokenType == JsonTokenType.String)
        {
            name = reader.GetString()!;
        }
        else if (reader.TokenType == JsonTokenType.StartObject)
        {
            if (!TryFields(ref reader, start, offset, out List<Entry> fields))
                return false;
            if (fields.Count != 1)
                return Fail(JsonErrors.Field, offset, $"a variant with a payload is an object with one field, and this one has {fields.Count}", "{\"NAME\": PAYLOAD}");
            name = fields[0].Name;
            payload = fields[0];
        }
        else
        {
            return Expected("the name of a variant, or an object with its name and payload", ref reader, offset);
        }

        int index = -1;
        for (int i = 0; i < schema.Members.Length && index < 0; i++)
        {
            if (schema.Members[i].Name == name)
                index = i;
        }

        if (index < 0)
            return Fail(JsonErrors.Field, offset, $"there is no variant {Short(name)}", $"one of {string.Join(", ", schema.Members.Select(member => member.Name))}");
        Schema? expected = schema.Members[index].Schema;
        if (expected is null != payload is null)
            return Fail(JsonErrors.Field, offset, expected is null ? $"{name} has no payload" : $"{name} has a payload", expected is null ? $"\"{name}\"" : $"{{\"{name}\": PAYLOAD}}");
        writer.WriteEnum((uint)index);
        return expected is null || TryInside(name, expected, payload!.Value);
    }

    private bool TryMap(Schema schema, ref Utf8JsonReader reader, int start, int offset)
    {
        (Schema key, Schema value) = (schema.Members[0].Schema!, schema.Members[1].Schema!);
        bool isObject = key.Kind == SchemaKind.String;
        var entries = new List<(byte[] Key, byte[] Value, int Offset)>();
        if (reader.TokenType != (isObject ? JsonTokenType.StartObject : JsonTokenType.StartArray))
            return Expected(isObject ? "an object" : "an array of pairs", ref reader, offset);
        List<Entry> fields;
        if (!isObject)
            fields = Elements(ref reader, start);
        else if (!TryFields(ref reader, start, offset, out fields))
            return false;
        foreach (Entry field in fields)
        {
            if (!TryEntry(schema, isObject, field, out byte[] encodedKey, out byte[] encodedValue))
                return false;
            entries.Add((encodedKey, encodedValue, field.Start));
        }

        entries.Sort((left, right) => left.Key.AsSpan().SequenceCompareTo(right.Key));
        writer.WriteCount(entries.Count);
        for (int i = 0; i < entries.Count; i++)
        {
            if (i > 0 && entries[i].Key.AsSpan().SequenceEqual(entries[i - 1].Key))
                return Fail(JsonErrors.Field, Math.Max(entries[i].Offset, entries[i - 1].Offset), "the map has this key twice", "each key once");
            writer.WriteRaw(entries[i].Key);
            writer.WriteRaw(entries[i].Value);
        }

        return true;
    }

    private bool TryEntry(Schema schema, bool isObject, Entry field, out byte[] key, out byte[] value)
    {
        (key, value) = ([], []);
        PostcardWriter outer = writer;
        (Schema keySchema, Schema valueSchema) = (schema.Members[0].Schema!, schema.Members[1].Schema!);
        var encodedKey = new PostcardWriter(32);
        var encodedValue = new PostcardWriter(64);
        if (isObject)
        {
            encodedKey.WriteString(field.Name);
            writer = encodedValue;
            if (!TryInside(field.Name, valueSchema, field))
                return false;
        }
        else
        {
            var reader = new Utf8JsonReader(_json.Slice(field.Start, field.Length));
            reader.Read();
            int offset = field.Start + (int)reader.TokenStartIndex;
            if (reader.TokenType != JsonTokenType.StartArray)
                return Expected("an array of key and value", ref reader, offset);
            List<Entry> pair = Elements(ref reader, field.Start);
            if (pair.Count != 2)
                return Fail(JsonErrors.Range, offset, $"a pair has 2 elements, and this one has {pair.Count}", "[KEY, VALUE]");
            writer = encodedKey;
            if (!TryInside("key", keySchema, pair[0]))
                return false;
            writer = encodedValue;
            if (!TryInside("value", valueSchema, pair[1]))
                return false;
        }

        writer = outer;
        (key, value) = (encodedKey.ToArray(), encodedValue.ToArray());
        return true;
    }

    private bool TryInside(string name, Schema schema, Entry entry)
    {
        _path.Add(name);
        if (!TryEncode(schema, entry.Start, entry.Length))
            return false;
        _path.RemoveAt(_path.Count - 1);
        return true;
    }

    private bool TryFields(ref Utf8JsonReader reader, int start, int offset, out List<Entry> fields)
    {
        fields = [];
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            int at = start + (int)reader.TokenStartIndex;
            reader.Read();
            int first = (int)reader.TokenStartIndex;
            reader.Skip();
            if (!names.Add(name))
                return Fail(JsonErrors.Field, at, $"{Short(name)} is there twice", "each name once");
            fields.Add(new Entry(name, start + first, (int)reader.BytesConsumed - first));
        }

        return true;
    }

    private static List<Entry> Elements(ref Utf8JsonReader reader, int start)
    {
        var elements = new List<Entry>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            int first = (int)reader.TokenStartIndex;
            reader.Skip();
            elements.Add(new Entry("", start + first, (int)reader.BytesConsumed - first));
        }

        return elements;
    }

    private bool TryOnly(List<Entry> fields, string[] expected, int offset)
    {
        foreach (Entry field in fields)
        {
            if (!expected.Contains(field.Name, StringComparer.Ordinal))
                return Fail(JsonErrors.Field, field.Start, $"there is no field {Short(field.Name)}", expected.Length == 0 ? "an object without fields" : $"the fields {string.Join(", ", expected)}");
        }

        string? missing = expected.FirstOrDefault(name => !fields.Exists(field => field.Name == name));
        return missing is null || Fail(JsonErrors.Field, offset, $"the field {missing} is missing", $"the fields {string.Join(", ", expected)}");
    }

    private bool Expected(string what, ref Utf8JsonReader reader, int offset)
    {
        string found = reader.TokenType switch
        {
            JsonTokenType.StartObject => "an object",
            JsonTokenType.StartArray => "an array",
            JsonTokenType.Number => "a number",
            JsonTokenType.String => "a string",
            JsonTokenType.Null => "null",
            _ => "true or false",
        };
        return Fail(JsonErrors.Kind, offset, $"{found} stands where {what} is needed", what);
    }

    private bool Fail(ErrorCode code, int offset, string message, string hint)
    {
        string path = string.Join('.', _path).Replace(".[", "[", StringComparison.Ordinal);
        Error ??= new Diagnostic(code, Phase.Read, subject, path.Length == 0 ? message : $"{path}: {message}", hint, offset);
        return false;
    }

    // A value may be secret or long; what is quoted of it is short.
    private static string Short(string text) => text.Length <= 40 ? text : $"{text[..40]}…";

    private readonly record struct Entry(string Name, int Start, int Length);
}
