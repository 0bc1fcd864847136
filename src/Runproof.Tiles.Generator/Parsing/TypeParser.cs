using System.Text;
using Microsoft.CodeAnalysis;
using Runproof.Tiles.Generator.Models;

namespace Runproof.Tiles.Generator.Parsing;

/// <summary>Finds the schema and the codec of types. A type that has none gives null.</summary>
internal sealed class TypeParser(string assembly, Compilation compilation)
{
    private const int MaxDepth = 16;

    private static readonly SymbolDisplayFormat FullName = SymbolDisplayFormat.FullyQualifiedFormat.WithMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private readonly Dictionary<string, TypeUse?> _known = [];
    private readonly Dictionary<string, TypeRefusal> _refused = [];
    private readonly SortedDictionary<string, CodecModel> _codecs = new(StringComparer.Ordinal);

    public EquatableArray<CodecModel> Codecs => new([.. _codecs.Values]);

    /// <summary>The type; null with the reason where it has no schema.</summary>
    /// <param name="type">The type.</param>
    /// <param name="location">Where it is used.</param>
    /// <param name="refusals">Takes the reason.</param>
    public TypeUse? Parse(ITypeSymbol type, Location location, Refusals refusals)
    {
        TypeUse? use = Parse(type);
        if (use is null && type is not IErrorTypeSymbol && _refused.TryGetValue(type.ToDisplayString(FullName), out TypeRefusal refusal))
            refusals.Add(refusal.Rule, location, TileParser.Short(type), refusal.Reason);
        else if (use is null)
            refusals.Add(Rules.CompilerSaysWhy, location);
        return use;
    }

    public TypeUse? Parse(ITypeSymbol type)
    {
        string display = type.ToDisplayString(FullName);
        if (_known.TryGetValue(display, out TypeUse? known))
        {
            // A type that contains itself is looked up while it is being parsed, and has no schema.
            if (known is null && !_refused.ContainsKey(display))
                _refused[display] = new TypeRefusal(Rules.RecursiveType, $"{TileParser.Short(type)} contains itself, so that a value may be of any depth");
            return known;
        }

        _known[display] = null;
        TypeUse? use = type switch
        {
            { NullableAnnotation: NullableAnnotation.Annotated, IsReferenceType: true } => Option(display, type.WithNullableAnnotation(NullableAnnotation.NotAnnotated), "value is null", "value"),
            INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => Option(display, nullable.TypeArguments[0], "!value.HasValue", "value.Value"),
            _ => Plain(type, display) ?? Composite(type, display),
        };
        if (use is { Depth: > MaxDepth })
            use = Refuse(display, Rules.DeepType, $"its schema is more than {MaxDepth} levels deep");
        if (use is null && !_refused.ContainsKey(display))
            Refuse(display, Rules.NoSchema, "it has no schema");
        return _known[display] = use is null ? null : use with { RuntimeName = type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) };
    }

    private TypeUse? Refuse(string display, string rule, string reason)
    {
        _refused[display] = new TypeRefusal(rule, reason);
        return null;
    }

    // A type is refused for what the type in it is refused for.
    private TypeUse? Inner(string display, ITypeSymbol inner, string? member = null)
    {
        TypeUse? use = Parse(inner);
        if (use is null && _refused.TryGetValue(inner.ToDisplayString(FullName), out TypeRefusal refusal))
            _refused[display] = member is null || refusal.Rule == Rules.RecursiveType ? refusal : refusal with { Reason = $"{member} is {Article(inner)}, and {refusal.Reason}" };
        return use;
    }

    private static string Article(ITypeSymbol type) => $"of type {TileParser.Short(type)}";

    private static TypeUse? Plain(ITypeSymbol type, string display)
    {
        (string schema, string method, int minSize) = type.SpecialType switch
        {
            SpecialType.System_Byte => ("u8", "U8", 1),
            SpecialType.System_UInt16 => ("u16", "U16", 1),
            SpecialType.System_UInt32 => ("u32", "U32", 1),
            SpecialType.System_UInt64 => ("u64", "U64", 1),
            SpecialType.System_SByte => ("i8", "I8", 1),
            SpecialType.System_Int16 => ("i16", "I16", 1),
            SpecialType.System_Int32 => ("i32", "I32", 1),
            SpecialType.System_Int64 => ("i64", "I64", 1),
            SpecialType.System_Boolean => ("bool", "Bool", 1),
            SpecialType.System_Char => ("char", "Char16", 2),
            SpecialType.System_String => ("string", "String", 1),
            _ => type.ToDisplayString() switch
            {
                "System.UInt128" => ("u128", "U128", 1),
                "System.Int128" => ("i128", "I128", 1),
                "System.Text.Rune" => ("char", "Char", 2),
                "byte[]" => ("bytes", "Bytes", 1),
                _ => ("", "", 0),
            },
        };
        return schema.Length == 0 ? null : new TypeUse(display, display, schema, minSize, 1, $"writer.Write{method}($)", $"reader.Read{method}()");
    }

    private TypeUse? Composite(ITypeSymbol type, string display)
    {
        if (type is IArrayTypeSymbol { Rank: 1 } array)
            return List(display, array.ElementType, "Length", element => $"new {NewArray(element)}", "value[i] = $;", "value");
        if (type is not INamedTypeSymbol named)
            return Refuse(display, Rules.NoSchema, type is IArrayTypeSymbol ? "an array of more than one dimension has no schema" : "pointers, dynamic values and type parameters have no schema");
        if (!IsReachable(named))
            return Refuse(display, Rules.NoSchema, "it cannot be reached from the generated code, which is outside of its class");
        if (named.IsTupleType)
            return Tuple(display, named);
        switch (named.OriginalDefinition.ToDisplayString())
        {
            case "System.Collections.Generic.List<T>":
                return List(display, named.TypeArguments[0], "Count", element => $"new global::System.Collections.Generic.List<{element}>(count)", "value.Add($);", "value");
            case "System.Collections.Immutable.ImmutableArray<T>":
                return List(display, named.TypeArguments[0], "Length", element => $"global::System.Collections.Immutable.ImmutableArray.CreateBuilder<{element}>(count)", "value.Add($);", "value.MoveToImmutable()");
            case "System.Collections.Generic.Dictionary<TKey, TValue>":
            case "System.Collections.Generic.SortedDictionary<TKey, TValue>":
                return Map(display, named.TypeArguments[0], named.TypeArguments[1]);
            case Names.Namespace + ".Result<T>":
                return Result(display, named.TypeArguments[0]);
        }

        if (named.TypeKind == TypeKind.Enum)
            return Enum(display, named);
        if (named.ContainingNamespace?.ToDisplayString() is { } space && (space == "System" || space.StartsWith("System.", StringComparison.Ordinal)))
            return Refuse(display, Rules.NoSchema, WhyNot(named));
        return named.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == Names.UnionAttribute) ? Union(display, named) : Struct(display, named);
    }

    private TypeUse? Option(string display, ITypeSymbol inner, string isNone, string value)
    {
        if (Inner(display, inner) is not { } use)
            return null;
        return Add(display, $"option<{use.Schema}>", 1, use.Depth + 1,
            $$"""
            if ({{isNone}})
            {
                writer.WriteTag(0);
                return;
            }

            writer.WriteTag(1);
            {{use.Write(value)}}
            """,
            $"return reader.ReadTag(2) == 0 ? null : {use.ReadCall};");
    }

    private TypeUse? List(string display, ITypeSymbol elementType, string length, Func<string, string> create, string add, string result)
    {
        if (Inner(display, elementType, "each element") is not { } element)
            return null;
        if (element.MinSize == 0)
            return Refuse(display, Rules.NoSchema, "its elements have no bytes, so that a count could be anything");
        return Add(display, $"list<{element.Schema}>", 1, element.Depth + 1,
            $"""
            writer.WriteCount(value.{length});
            for (int i = 0; i < value.{length}; i++)
                {element.Write("value[i]")}
            """,
            $"""
            int count = reader.ReadCount({element.MinSize});
            var value = {create(element.Display)};
            for (int i = 0; i < count; i++)
                {add.Replace("$", element.ReadCall)}
            return {result};
            """);
    }

    private TypeUse? Map(string display, ITypeSymbol keyType, ITypeSymbol valueType)
    {
        if (Inner(display, keyType, "each key") is not { } key || Inner(display, valueType, "each value") is not { } value)
            return null;
        if (key.MinSize + value.MinSize == 0)
            return Refuse(display, Rules.NoSchema, "its entries have no bytes, so that a count could be anything");
        string name = display.StartsWith("global::System.Collections.Generic.Dictionary", StringComparison.Ordinal) ? "Dictionary" : "SortedDictionary";
        return Add(display, $"map<{key.Schema},{value.Schema}>", 1, Math.Max(key.Depth, value.Depth) + 1,
            $$"""
            global::Runproof.Tiles.Codecs.TileMaps.Write<{{key.Display}}, {{value.Display}}>(
                ref writer,
                value,
                static (ref global::Runproof.Tiles.Codecs.TileWriter writer, {{key.Display}} key) => {{key.WriteCall.Replace("$", "key")}},
                static (ref global::Runproof.Tiles.Codecs.TileWriter writer, {{value.Display}} value) => {{value.WriteCall.Replace("$", "value")}});
            """,
            $$"""
            var value = new global::System.Collections.Generic.{{name}}<{{key.Display}}, {{value.Display}}>({{(key.Schema == "string" && name == "SortedDictionary" ? "global::System.StringComparer.Ordinal" : "")}});
            global::Runproof.Tiles.Codecs.TileMaps.Read<{{key.Display}}, {{value.Display}}>(
                ref reader,
                {{key.MinSize + value.MinSize}},
                static (ref global::Runproof.Tiles.Codecs.TileReader reader) => {{key.ReadCall}},
                static (ref global::Runproof.Tiles.Codecs.TileReader reader) => {{value.ReadCall}},
                value);
            return value;
            """);
    }

    private TypeUse? Result(string display, ITypeSymbol valueType)
    {
        if (Inner(display, valueType) is not { } value)
            return null;
        return Add(display, $"result<{value.Schema},string>", 1 + Math.Min(1, value.MinSize), value.Depth + 1,
            $$"""
            writer.WriteTag(value.IsOk ? 0u : 1u);
            if (value.IsOk)
                {{value.Write("value.Value")}}
            else
                writer.WriteString(value.Error);
            """,
            $$"""
            return reader.ReadTag(2) == 0
                ? global::Runproof.Tiles.Result.Ok<{{value.Display}}>({{value.ReadCall}})
                : global::Runproof.Tiles.Result.Err<{{value.Display}}>(reader.ReadString());
            """);
    }

    private TypeUse? Enum(string display, INamedTypeSymbol type)
    {
        IFieldSymbol[] variants = [.. type.GetMembers().OfType<IFieldSymbol>().Where(field => field.HasConstantValue)];
        bool isPlain = variants.Length > 0 && variants.Select(variant => variant.ConstantValue).Distinct().Count() == variants.Length
            && !type.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == "System.FlagsAttribute");
        if (!isPlain)
            return Refuse(display, Rules.NoSchema, "its values are flags, or two of its names have one value, or it has none");
        var write = new StringBuilder("switch (value)\n{\n");
        var read = new StringBuilder($"switch (reader.ReadTag({variants.Length}))\n{{\n");
        for (int i = 0; i < variants.Length; i++)
        {
            string variant = $"{display}.@{variants[i].Name}";
            write.Append($"    case {variant}: writer.WriteTag({i}); break;\n");
            read.Append(i < variants.Length - 1 ? $"    case {i}: return {variant};\n" : $"    default: return {variant};\n");
        }

        write.Append("    default: throw new global::System.InvalidOperationException();\n}");
        read.Append('}');
        return Add(display, $"enum{{{string.Join(",", variants.Select(variant => variant.Name))}}}", 1, 1, write.ToString(), read.ToString());
    }

    private TypeUse? Union(string display, INamedTypeSymbol type)
    {
        INamedTypeSymbol[] variants = [.. type.GetTypeMembers().Where(member => SymbolEqualityComparer.Default.Equals(member.BaseType, type))];
        if (!type.IsAbstract || variants.Length == 0 || variants.Any(variant => !variant.IsSealed))
            return Refuse(display, Rules.OpenUnion, !type.IsAbstract ? $"{type.Name} is not abstract" : variants.Length == 0 ? $"no record nested in {type.Name} derives from it" : $"{variants.First(variant => !variant.IsSealed).Name} is not sealed");
        var write = new StringBuilder("switch (value)\n{\n");
        var read = new StringBuilder($"switch (reader.ReadTag({variants.Length}))\n{{\n");
        var schemas = new List<string>();
        int minSize = int.MaxValue;
        int depth = 0;
        for (int i = 0; i < variants.Length; i++)
        {
            if (Inner(display, variants[i], $"the variant {variants[i].Name}") is not { } use)
                return null;
            bool isEmpty = use.Schema == "{}";
            schemas.Add(isEmpty ? variants[i].Name : $"{variants[i].Name}:{use.Schema}");
            (minSize, depth) = (Math.Min(minSize, use.MinSize), Math.Max(depth, isEmpty ? 0 : use.Depth));
            write.Append($"    case {use.Display} variant{i}: writer.WriteTag({i}); {use.Write($"variant{i}")} break;\n");
            read.Append(i < variants.Length - 1 ? $"    case {i}: return {use.ReadCall};\n" : $"    default: return {use.ReadCall};\n");
        }

        write.Append("    default: throw new global::System.InvalidOperationException();\n}");
        read.Append('}');
        return Add(display, $"enum{{{string.Join(",", schemas)}}}", 1 + minSize, depth + 1, write.ToString(), read.ToString());
    }

    private TypeUse? Tuple(string display, INamedTypeSymbol type)
    {
        TypeUse?[] elements = [.. type.TupleElements.Select(element => Inner(display, element.Type, element.Name))];
        if (elements.Contains(null))
            return null;
        return Add(display, $"({string.Join(",", elements.Select(element => element!.Schema))})", elements.Sum(element => element!.MinSize), 1 + elements.Max(element => element!.Depth),
            string.Join("\n", elements.Select((element, i) => element!.Write($"value.Item{i + 1}"))),
            $"{Locals(elements!)}return ({string.Join(", ", elements.Select((_, i) => $"item{i}"))});");
    }

    private TypeUse? Struct(string display, INamedTypeSymbol type)
    {
        if (StructShape.Find(type, compilation, out string reason) is not { } shape)
            return Refuse(display, Rules.LostState, reason);
        TypeUse?[] fields = [.. shape.Members.Select(member => Inner(display, member.Type, $"{type.Name}.{member.Name}"))];
        if (fields.Contains(null))
            return null;
        string schema = string.Join(",", fields.Select((field, i) => $"{shape.Members[i].FieldName}:{field!.Schema}"));
        string create = shape.HasConstructor
            ? $"new {display}({string.Join(", ", fields.Select((_, i) => $"item{i}"))})"
            : $"new {display} {{ {string.Join(", ", fields.Select((_, i) => $"@{shape.Members[i].Name} = item{i}"))} }}";
        if (fields.Length == 0)
            create = type.IsValueType ? $"default({display})" : $"new {display}()";
        return Add(display, $"{{{schema}}}", fields.Sum(field => field!.MinSize), 1 + (fields.Length == 0 ? 0 : fields.Max(field => field!.Depth)),
            string.Join("\n", fields.Select((field, i) => field!.Write($"value.@{shape.Members[i].Name}"))),
            $"{Locals(fields!)}return {create};");
    }

    private static string WhyNot(INamedTypeSymbol type) => (type.SpecialType, type.Name) switch
    {
        (SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal, _) or (_, "Half") => "it is no integer; count in the smallest unit, such as cents or thousandths",
        (SpecialType.System_Void, _) => "a step that gives nothing has no output",
        (SpecialType.System_IntPtr or SpecialType.System_UIntPtr, _) => "its size depends on the machine",
        (_, "DateTime" or "DateTimeOffset" or "TimeSpan" or "DateOnly" or "TimeOnly") => "a time has no schema; pass an integer, such as seconds since a day that the program fixes",
        _ when type.TypeKind is TypeKind.Interface => "an interface does not say which values there are",
        _ when type.TypeKind is TypeKind.Delegate => "a delegate is code and no value",
        _ => "it is a type of the platform that has no schema",
    };

    private static string Locals(TypeUse[] fields) => string.Concat(fields.Select((field, i) => $"{field.Display} item{i} = {field.ReadCall};\n"));

    private static string NewArray(string element)
    {
        int ranks = element.IndexOf("[]", StringComparison.Ordinal);
        return ranks < 0 || !element.EndsWith("[]", StringComparison.Ordinal) ? $"{element}[count]" : $"{element[..ranks]}[count]{element[ranks..]}";
    }

    private bool IsReachable(INamedTypeSymbol type) => compilation.IsSymbolAccessibleWithin(type, compilation.Assembly);

    private TypeUse Add(string display, string schema, int minSize, int depth, string writeBody, string readBody)
    {
        string name = NameOf(display);
        _codecs[name] = new CodecModel(assembly, name, display, writeBody.Replace("\r\n", "\n"), readBody.Replace("\r\n", "\n"));
        string codecs = $"global::{assembly}.Codecs";
        return new TypeUse(display, display, schema, minSize, depth, $"{codecs}.Write_{name}(ref writer, $)", $"{codecs}.Read_{name}(ref reader)");
    }

    // Readable, and unique by a hash wherever a character had to be replaced.
    private static string NameOf(string display)
    {
        string text = display.Replace("global::", "");
        string name = new([.. text.Select(c => char.IsLetterOrDigit(c) ? c : '_')]);
        if (text.All(c => char.IsLetterOrDigit(c) || c == '.'))
            return name;
        return $"{(name.Length > 60 ? name[..60] : name).Trim('_')}_{Emitting.HintName.Hash(text):x8}";
    }
}
