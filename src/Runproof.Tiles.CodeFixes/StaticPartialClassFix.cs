using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Runproof.Tiles.Generator;

namespace Runproof.Tiles.CodeFixes;

/// <summary>Makes a class without instance members static and partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class StaticPartialClassFix() : LocalFix(Rules.StaticPartialClass, "Make the class static and partial")
{
    private protected override IEnumerable<TextChange> Changes(FixSite site)
    {
        if (site.Node.FirstAncestorOrSelf<ClassDeclarationSyntax>() is not { } declaration || site.DeclaredBy(declaration) is not INamedTypeSymbol type)
            yield break;
        if (type.ContainingType is not null || type.IsGenericType || !(type.IsStatic || CanBeStatic(type)))
            yield break;
        if (!type.IsStatic)
            yield return FixSite.AddModifier(declaration, "static");
        if (!declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
            yield return FixSite.Insert(declaration.Keyword.SpanStart, "partial ");
    }

    private static bool CanBeStatic(INamedTypeSymbol type) =>
        type is { IsAbstract: false, IsSealed: false, BaseType.SpecialType: SpecialType.System_Object, Interfaces.IsEmpty: true }
        && type.GetMembers().All(member => (member.IsStatic || member is ITypeSymbol || member.IsImplicitlyDeclared)
            && member.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.Private);
}
