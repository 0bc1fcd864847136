using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Runproof.Tiles.Generator;

namespace Runproof.Tiles.CodeFixes;

/// <summary>Takes a sorted collection in place of a hashed one that is made where it is enumerated. Text is sorted by its characters, whatever the culture.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class HashOrderFix() : LocalFix(Rules.HashOrder, "Use a sorted collection")
{
    private protected override IEnumerable<TextChange> Changes(FixSite site)
    {
        ExpressionSyntax? enumerated = (site.Node as MemberAccessExpressionSyntax) is { Name.Identifier.ValueText: "Keys" or "Values" } part ? part.Expression : site.Node as ExpressionSyntax;
        if (enumerated is not ObjectCreationExpressionSyntax { ArgumentList: { Arguments.Count: <= 1 } list } creation
            || site.TypeOf(creation) is not INamedTypeSymbol { Name: "HashSet" or "Dictionary", TypeArguments: [var key, ..] } type
            || type.ContainingNamespace.ToDisplayString() != "System.Collections.Generic"
            || creation.Type is not (GenericNameSyntax or QualifiedNameSyntax { Right: GenericNameSyntax }))
        {
            yield break;
        }

        bool isText = key.SpecialType == SpecialType.System_String;
        bool isSorted = isText || key.TypeKind == TypeKind.Enum || key.SpecialType is SpecialType.System_Char or (>= SpecialType.System_SByte and <= SpecialType.System_UInt64);
        // Other arguments than items are capacities, and comparers of hashed collections.
        if (!isSorted || (list.Arguments is [var items] && !(type.Name == "HashSet" && IsEnumerable(site.TypeOf(items.Expression)))))
            yield break;
        var name = (GenericNameSyntax)(creation.Type is QualifiedNameSyntax qualified ? qualified.Right : creation.Type);
        yield return FixSite.Replace(name.Identifier.SpanStart, name.Identifier.Span.End, type.Name == "HashSet" ? "SortedSet" : "SortedDictionary");
        if (isText)
            yield return FixSite.Insert(list.CloseParenToken.SpanStart, $"{(list.Arguments.Count == 0 ? "" : ", ")}{site.NameOf("System", "StringComparer")}.Ordinal");
    }

    private static bool IsEnumerable(ITypeSymbol? type) => type is not null && type.AllInterfaces.Any(implemented => implemented.SpecialType == SpecialType.System_Collections_IEnumerable);
}
