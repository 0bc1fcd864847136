using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Runproof.Tiles.Generator;

namespace Runproof.Tiles.CodeFixes;

/// <summary>Makes a union of the same file abstract and its variants sealed.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class OpenUnionFix() : LocalFix(Rules.OpenUnion, "Make the union abstract and its variants sealed")
{
    private protected override IEnumerable<TextChange> Changes(FixSite site)
    {
        foreach (INamedTypeSymbol union in site.Node.DescendantNodesAndSelf().Select(site.TypeOf).OfType<INamedTypeSymbol>().Where(IsUnion).Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default))
        {
            INamedTypeSymbol[] variants = [.. union.GetTypeMembers().Where(type => type.IsRecord && Derives(type, union))];
            if (variants.Length == 0 || union.IsSealed || variants.Any(variant => variant.IsAbstract) || HaveHeirs(variants, site))
                continue;
            if (!union.IsAbstract && DeclarationOf(union, site) is { } declaration)
                yield return FixSite.AddModifier(declaration, "abstract");
            foreach (INamedTypeSymbol variant in variants)
            {
                if (!variant.IsSealed && DeclarationOf(variant, site) is { } inner)
                    yield return FixSite.AddModifier(inner, "sealed");
            }
        }
    }

    private static bool IsUnion(INamedTypeSymbol type) => type.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == Names.UnionAttribute);

    private static bool Derives(INamedTypeSymbol type, INamedTypeSymbol from) => SymbolEqualityComparer.Default.Equals(type.BaseType, from);

    private static bool HaveHeirs(INamedTypeSymbol[] variants, FixSite site) =>
        site.Model.Compilation.GetSymbolsWithName(_ => true, SymbolFilter.Type).OfType<INamedTypeSymbol>().Any(type => variants.Any(variant => Derives(type, variant)));

    private static RecordDeclarationSyntax? DeclarationOf(INamedTypeSymbol type, FixSite site) =>
        type.DeclaringSyntaxReferences.Where(reference => reference.SyntaxTree == site.Model.SyntaxTree).Select(reference => reference.GetSyntax()).OfType<RecordDeclarationSyntax>().FirstOrDefault();
}
