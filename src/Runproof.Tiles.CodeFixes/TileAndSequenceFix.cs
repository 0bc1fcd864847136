using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Runproof.Tiles.Generator;

namespace Runproof.Tiles.CodeFixes;

/// <summary>Keeps the attribute that the parameters of a method belong to: only a sequence takes a context.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class TileAndSequenceFix() : LocalFix(Rules.TileAndSequence, "Keep the attribute that fits the parameters")
{
    private protected override IEnumerable<TextChange> Changes(FixSite site)
    {
        if (site.Node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } declaration || site.DeclaredBy(declaration) is not IMethodSymbol method)
            yield break;
        bool isSequence = method.Parameters.FirstOrDefault()?.Type.ToDisplayString() == Names.SequenceContext;
        string wrong = isSequence ? Names.TileAttribute : Names.SequenceAttribute;
        foreach (AttributeListSyntax list in declaration.AttributeLists)
        {
            for (int i = 0; i < list.Attributes.Count; i++)
            {
                if (site.SymbolOf(list.Attributes[i])?.ContainingType.ToDisplayString() == wrong)
                    yield return Removal(site, list, i);
            }
        }
    }

    private static TextChange Removal(FixSite site, AttributeListSyntax list, int i) =>
        list.Attributes.Count == 1 ? site.Remove(list.Span)
        : i == 0 ? FixSite.Replace(list.Attributes[0].SpanStart, list.Attributes[1].SpanStart, "")
        : FixSite.Replace(list.Attributes[i - 1].Span.End, list.Attributes[i].Span.End, "");
}
