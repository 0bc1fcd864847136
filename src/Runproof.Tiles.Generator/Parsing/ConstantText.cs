using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace Runproof.Tiles.Generator.Parsing;

/// <summary>An expression that gives the same value wherever and whenever it stands, with full names: constants, static read-only members, and what is made of them.</summary>
internal static class ConstantText
{
    /// <summary>The text; null where the expression is something else.</summary>
    public static string? Of(IOperation operation) => operation switch
    {
        IFieldReferenceOperation { Field: { IsStatic: true } field } when field.IsConst || (field.IsReadOnly && IsOwn(field, field.Type)) => Member(field),
        IPropertyReferenceOperation { Property: { IsStatic: true, SetMethod: null } property } when IsOwn(property, property.Type) => Member(property),
        { ConstantValue: { HasValue: true, Value: null }, Type: { } type } => $"default({TypeName(type)})",
        { ConstantValue: { HasValue: true, Value: { } value }, Type: { } type } => $"({TypeName(type)}){SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false).Parenthesized()}",
        IConversionOperation { Type: { } type } conversion => Of(conversion.Operand) is { } inner ? $"({TypeName(type)})({inner})" : null,
        IDefaultValueOperation { Type: { } type } => $"default({TypeName(type)})",
        IObjectCreationOperation { Initializer: null, Type: { } type } creation when creation.Arguments.All(argument => argument.ArgumentKind == ArgumentKind.Explicit) =>
            All(creation.Arguments.Select(argument => Named(argument))) is { } arguments ? $"new {TypeName(type)}({arguments})" : null,
        ITupleOperation tuple => All(tuple.Elements.Select(Of)) is { } elements ? $"({elements})" : null,
        IArrayCreationOperation { Type: IArrayTypeSymbol { Rank: 1 } array } creation => Array(array, creation.Initializer?.ElementValues, creation.DimensionSizes),
        ICollectionExpressionOperation { Type: IArrayTypeSymbol { Rank: 1 } array } collection => Array(array, collection.Elements, []),
        _ => null,
    };

    private static string? Array(IArrayTypeSymbol array, IReadOnlyList<IOperation>? elements, IReadOnlyList<IOperation> sizes)
    {
        if (elements is null && sizes is not [{ ConstantValue: { HasValue: true, Value: 0 } }])
            return null;
        return All((elements ?? []).Select(Of)) is { } values ? $"new {TypeName(array)} {{ {values} }}" : null;
    }

    private static string? Named(IArgumentOperation argument) => Of(argument.Value) is { } value ? $"@{argument.Parameter!.Name}: {value}" : null;

    private static string? All(IEnumerable<string?> parts)
    {
        string?[] all = [.. parts];
        return all.Contains(null) ? null : string.Join(", ", all);
    }

    // Of the platform, Int128.MaxValue is a constant, and Environment.ProcessorCount is not: what a type has of itself is.
    private static bool IsOwn(ISymbol member, ITypeSymbol type) =>
        !DeclarationReader.IsPlatform(member.ContainingAssembly?.Identity.Name ?? "") || SymbolEqualityComparer.Default.Equals(member.ContainingType, type);

    private static string Member(ISymbol member) => $"{TypeName(member.ContainingType)}.@{member.Name}";

    private static string TypeName(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    private static string Parenthesized(this string text) => $"({text})";
}
