using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Runproof.Tiles.Generator;

namespace Runproof.Tiles.CodeFixes;

/// <summary>Makes a tile or sequence static that uses nothing of its instance.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class OrdinaryStaticFix() : LocalFix(Rules.OrdinaryStatic, "Make the method static")
{
    private protected override IEnumerable<TextChange> Changes(FixSite site)
    {
        if (site.Node is MethodDeclarationSyntax { ExplicitInterfaceSpecifier: null } declaration
            && site.DeclaredBy(declaration) is IMethodSymbol { IsStatic: false, IsVirtual: false, IsAbstract: false, IsOverride: false, IsReadOnly: false } method
            && method.ContainingType is { TypeKind: TypeKind.Class, AllInterfaces.IsEmpty: true }
            && !UsesInstance(declaration, site))
        {
            yield return FixSite.AddModifier(declaration, "static");
        }
    }

    private static bool UsesInstance(MethodDeclarationSyntax declaration, FixSite site) => declaration.DescendantNodes().Any(node => node switch
    {
        ThisExpressionSyntax or BaseExpressionSyntax => true,
        SimpleNameSyntax name =>
            IsLeft(name) && site.SymbolOf(name) is IFieldSymbol { IsStatic: false } or IPropertySymbol { IsStatic: false } or IEventSymbol { IsStatic: false }
                or IMethodSymbol { IsStatic: false, MethodKind: MethodKind.Ordinary },
        _ => false,
    });

    private static bool IsLeft(SyntaxNode name) => name.Parent is not MemberAccessExpressionSyntax access || access.Expression == name;
}
