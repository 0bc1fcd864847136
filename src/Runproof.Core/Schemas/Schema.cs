using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Runproof.Core.Encoding;
using Runproof.Core.Hashing;

namespace Runproof.Core.Schemas;

/// <summary>
/// The type of a value, as data: it says which bytes are an encoding of such a value and which JSON stands for it. Two schemas are equal when their texts are. Names
/// of types are no part of it; names of fields and variants are.
/// </summary>
public sealed class Schema : IEquatable<Schema>
{
    /// <summary>How deeply schemas may be nested.</summary>
    public const int MaxDepth = PostcardReader.MaxDepth / 2;

    /// <summary>The most parts that one schema may have.</summary>
    public const int MaxMembers = 1024;

    private static readonly Schema[] Plain = [.. Enumerable.Range(0, (int)SchemaKind.Bytes + 1).Select(kind => new Schema((SchemaKind)kind, [], 0))];

    private Schema(SchemaKind kind, ImmutableArray<SchemaMember> members, int length)
    {
        Kind = kind;
        Members = members;
        Length = length;
        Depth = 1 + (members.IsEmpty ? 0 : members.Max(member => member.Schema?.Depth ?? 0));
        MinSize = SizeOf(kind, members, length);
        Text = SchemaText.Write(this);
    }

    /// <summary>The kind.</summary>
    public SchemaKind Kind { get; }

    /// <summary>Fields, variants or elements; the element of lists, arrays and options; key and value of a map; value and error of a result.</summary>
    public ImmutableArray<SchemaMember> Members { get; }

    /// <summary>The number of elements of an array; 0 for other kinds.</summary>
    public int Length { get; }

    /// <summary>1 for a schema without parts, else one more than its deepest part.</summary>
    public int Depth { get; }

    /// <summary>The fewest bytes that a value takes.</summary>
    public int MinSize { get; }

    /// <summary>The canonical text, such as <c>{age:u32,items:list&lt;i64&gt;}</c>.</summary>
    public string Text { get; }

    /// <summary>The schema's identity.</summary>
    public Digest Digest => TaggedHash.Compute(DigestTags.Type, System.Text.Encoding.UTF8.GetBytes(Text));

    /// <summary>The schema of the list's, array's or option's elements, or of a map's keys or a result's value.</summary>
    public Schema Element => Members[0].Schema ?? throw new InvalidOperationException($"{Text} has no element.");

    /// <summary>A schema without parts.</summary>
    /// <param name="kind">Not more than <see cref="SchemaKind.Bytes"/>.</param>
    public static Schema Of(SchemaKind kind) => Plain[(int)kind];

    /// <summary>A list.</summary>
    /// <param name="element">The schema of its elements.</param>
    public static Schema List(Schema element) => Make(SchemaKind.List, [new("", element)]);

    /// <summary>An array.</summary>
    /// <param name="element">The schema of its elements.</param>
    /// <param name="length">Their number.</param>
    public static Schema Array(Schema element, int length) => Make(SchemaKind.Array, [new("", element)], length);

    /// <summary>A value or none.</summary>
    /// <param name="value">The schema of the value.</param>
    public static Schema Option(Schema value) => Make(SchemaKind.Option, [new("", value)]);

    /// <summary>A map.</summary>
    /// <param name="key">The schema of its keys.</param>
    /// <param name="value">The schema of its values.</param>
    public static Schema Map(Schema key, Schema value) => Make(SchemaKind.Map, [new("key", key), new("value", value)]);

    /// <summary>A value or an error.</summary>
    /// <param name="value">The schema of the value.</param>
    /// <param name="error">The schema of the error.</param>
    public static Schema Result(Schema value, Schema error) => Make(SchemaKind.Result, [new("ok", value), new("err", error)]);

    /// <summary>A tuple; the empty one is the unit, which takes no bytes.</summary>
    /// <param name="elements">The schema of each element.</param>
    public static Schema Tuple(params ReadOnlySpan<Schema> elements)
    {
        var members = ImmutableArray.CreateBuilder<SchemaMember>(elements.Length);
        foreach (Schema element in elements)
            members.Add(new SchemaMember("", element));
        return Make(SchemaKind.Tuple, members.MoveToImmutable());
    }

    /// <summary>A struct.</summary>
    /// <param name="fields">Name and schema of each field, in the order of declaration.</param>
    public static Schema Struct(params ImmutableArray<SchemaMember> fields) => Make(SchemaKind.Struct, fields);

    /// <summary>An enum.</summary>
    /// <param name="variants">Name and payload of each variant, in the order of declaration; at least one.</param>
    public static Schema Enum(params ImmutableArray<SchemaMember> variants) => Make(SchemaKind.Enum, variants);

    /// <summary>What a tile takes: nothing, the one argument, or the tuple of its arguments.</summary>
    /// <param name="arguments">The schema of each argument.</param>
    public static Schema Arguments(params ReadOnlySpan<Schema> arguments) => arguments.Length == 1 ? arguments[0] : Tuple(arguments);

    /// <summary>Reads canonical text, and no other spelling of it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="schema">The schema, or null.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out Schema? schema) => SchemaText.TryRead(text, out schema);

    /// <summary>Reads canonical text that is known to be well formed; anything else is a <see cref="FormatException"/>.</summary>
    /// <param name="text">The text.</param>
    public static Schema Parse(string text) => TryParse(text, out Schema? schema) ? schema : throw new FormatException($"'{text}' is not the text of a schema.");

    /// <inheritdoc />
    public bool Equals(Schema? other) => other is not null && Text == other.Text;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is Schema other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc />
    public override string ToString() => Text;

    /// <summary>Makes a schema; one that breaks a rule is an <see cref="ArgumentException"/>.</summary>
    internal static Schema Make(SchemaKind kind, ImmutableArray<SchemaMember> members, int length = 0) =>
        Problem(kind, members, length) is { } problem ? throw new ArgumentException(problem, nameof(members)) : new Schema(kind, members, length);

    /// <summary>What is wrong with a schema of these parts, or null.</summary>
    internal static string? Problem(SchemaKind kind, ImmutableArray<SchemaMember> members, int length)
    {
        if (members.Length > MaxMembers || length < 0)
            return $"a schema has at most {MaxMembers} parts";
        if (members.Any(member => member.Schema is { Depth: >= MaxDepth } || (member.Schema is null && kind != SchemaKind.Enum)))
            return $"schemas are nested at most {MaxDepth} deep, and only variants have no schema";
        if (kind is SchemaKind.List or SchemaKind.Array && members[0].Schema!.MinSize == 0)
            return "an element takes at least one byte: a list of nothing would let a few bytes stand for endless work";
        bool isNamed = kind is SchemaKind.Struct or SchemaKind.Enum;
        if (isNamed && !members.All(member => SchemaText.IsName(member.Name)))
            return "a name is not empty and has no punctuation";
        if (isNamed && members.DistinctBy(member => member.Name).Count() != members.Length)
            return "two parts have one name";
        return kind == SchemaKind.Enum && members.IsEmpty ? "an enum has a variant" : null;
    }

    private static int SizeOf(SchemaKind kind, ImmutableArray<SchemaMember> members, int length)
    {
        long size = kind switch
        {
            SchemaKind.Array => (long)members[0].Schema!.MinSize * length,
            SchemaKind.Tuple or SchemaKind.Struct => members.Sum(member => (long)member.Schema!.MinSize),
            SchemaKind.Char => 2,
            SchemaKind.Enum or SchemaKind.Result => 1 + members.Min(member => (long)(member.Schema?.MinSize ?? 0)),
            _ => 1,
        };
        return (int)Math.Min(size, int.MaxValue);
    }
}
