using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Runproof.Core.Schemas;

/// <summary>
/// The canonical text of schemas. <c>u32 list&lt;T&gt; array&lt;T,4&gt; option&lt;T&gt; map&lt;K,V&gt; result&lt;T,E&gt; (T,U) {a:T,b:U} enum{A,B:T}</c>,
/// without white space.
/// </summary>
internal static class SchemaText
{
    private static readonly string[] PlainNames = [.. Enumerable.Range(0, (int)SchemaKind.Bytes + 1).Select(kind => ((SchemaKind)kind).ToString().ToLowerInvariant())];

    public static string Write(Schema schema) => schema.Kind switch
    {
        <= SchemaKind.Bytes => PlainNames[(int)schema.Kind],
        SchemaKind.Array => $"array<{schema.Element.Text},{schema.Length.ToString(CultureInfo.InvariantCulture)}>",
        SchemaKind.Tuple => $"({Join(schema)})",
        SchemaKind.Struct => $"{{{Join(schema)}}}",
        SchemaKind.Enum => $"enum{{{Join(schema)}}}",
        _ => $"{schema.Kind.ToString().ToLowerInvariant()}<{string.Join(',', schema.Members.Select(member => member.Schema!.Text))}>",
    };

    public static bool TryRead(string text, [NotNullWhen(true)] out Schema? schema)
    {
        var reader = new Reader(text);
        schema = reader.Read(1);
        if (schema is null || !reader.IsAtEnd || schema.Text != text)
            schema = null;
        return schema is not null;
    }

    /// <summary>Whether text may name a field or a variant.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= 256 && name.All(c => c is '_' or (>= '0' and <= '9') or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') || (c > '\u00a0' && !char.IsSurrogate(c)));

    private static string Join(Schema schema) => string.Join(',', schema.Members.Select(member =>
        member.Name.Length == 0 ? member.Schema!.Text : member.Schema is null ? member.Name : $"{member.Name}:{member.Schema.Text}"));

    private struct Reader(string text)
    {
        private int _position;

        public readonly bool IsAtEnd => _position == text.Length;

        public Schema? Read(int depth)
        {
            if (depth > Schema.MaxDepth)
                return null;
            if (Skip('('))
                return ReadParts(SchemaKind.Tuple, ')', depth);
            if (Skip('{'))
                return ReadParts(SchemaKind.Struct, '}', depth);
            string word = ReadName();
            if (word == "enum")
                return Skip('{') ? ReadParts(SchemaKind.Enum, '}', depth) : null;
            int plain = System.Array.IndexOf(PlainNames, word);
            if (plain >= 0)
                return Schema.Of((SchemaKind)plain);
            return Skip('<') ? ReadGeneric(word, depth) : null;
        }

        private Schema? ReadGeneric(string word, int depth)
        {
            Schema? first = Read(depth + 1);
            if (first is null)
                return null;
            SchemaKind? kind = word switch
            {
                "list" => SchemaKind.List,
                "option" => SchemaKind.Option,
                "array" => SchemaKind.Array,
                "map" => SchemaKind.Map,
                "result" => SchemaKind.Result,
                _ => null,
            };
            if (kind is SchemaKind.List or SchemaKind.Option)
                return Skip('>') ? Make(kind.Value, [new("", first)]) : null;
            if (kind is null || !Skip(','))
                return null;
            if (kind == SchemaKind.Array)
            {
                return int.TryParse(ReadName(), NumberStyles.None, CultureInfo.InvariantCulture, out int length) && Skip('>')
                    ? Make(SchemaKind.Array, [new("", first)], length)
                    : null;
            }

            Schema? second = Read(depth + 1);
            if (second is null || !Skip('>'))
                return null;
            return kind == SchemaKind.Map ? Make(SchemaKind.Map, [new("key", first), new("value", second)]) : Make(SchemaKind.Result, [new("ok", first), new("err", second)]);
        }

        private Schema? ReadParts(SchemaKind kind, char end, int depth)
        {
            var members = ImmutableArray.CreateBuilder<SchemaMember>();
            while (!Skip(end))
            {
                if (members.Count == Schema.MaxMembers || (members.Count > 0 && !Skip(',')))
                    return null;
                string name = kind == SchemaKind.Tuple ? "" : ReadName();
                bool hasSchema = kind == SchemaKind.Tuple || Skip(':');
                Schema? schema = hasSchema ? Read(depth + 1) : null;
                if (hasSchema && schema is null)
                    return null;
                members.Add(new SchemaMember(name, schema));
            }

            return Make(kind, members.ToImmutable());
        }

        private static Schema? Make(SchemaKind kind, ImmutableArray<SchemaMember> members, int length = 0) =>
            Schema.Problem(kind, members, length) is null ? Schema.Make(kind, members, length) : null;

        private bool Skip(char expected)
        {
            if (IsAtEnd || text[_position] != expected)
                return false;
            _position++;
            return true;
        }

        private string ReadName()
        {
            var name = new StringBuilder();
            while (!IsAtEnd && text[_position] is not ('(' or ')' or '{' or '}' or '<' or '>' or ',' or ':'))
                name.Append(text[_position++]);
            return name.ToString();
        }
    }
}
