using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Runproof.Tiles.Generator;

namespace Runproof.Tiles.CodeFixes;

/// <summary>Selects an element of a range from the whole list.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class PartOfRangeFix() : LocalFix(Rules.PartOfRange, "Select it of the whole list")
{
    private protected override IEnumerable<TextChange> Changes(FixSite site)
    {
        if (site.Node.FirstAncestorOrSelf<SimpleLambdaExpressionSyntax>() is not { ExpressionBody: { } body } lambda
            || lambda.FirstAncestorOrSelf<InvocationExpressionSyntax>()?.Expression is not MemberAccessExpressionSyntax
            {
                Name.Identifier.ValueText: "Select",
                Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Range" } range, ArgumentList.Arguments: [var from, var to] } cut,
            })
        {
            yield break;
        }

        ElementAccessExpressionSyntax[] elements = [.. body.DescendantNodesAndSelf().OfType<ElementAccessExpressionSyntax>().Where(element => IsParameter(element.Expression, lambda))];
        if (elements is not [{ ArgumentList.Arguments: [var position] }] || body.DescendantNodesAndSelf().Count(node => IsParameter(node, lambda)) != 1)
            yield break;
        if (site.ConstantOf(from.Expression) is not { } start || site.ConstantOf(to.Expression) is not { } end || site.ConstantOf(position.Expression) is not { } at)
            yield break;
        if (from.NameColon is not null || to.NameColon is not null || start < 0 || at < 0 || at >= end - start)
            yield break;
        yield return FixSite.Replace(range.OperatorToken.SpanStart, cut.Span.End, "");
        yield return FixSite.Replace(position.SpanStart, position.Span.End, (start + at).ToString(CultureInfo.InvariantCulture));
    }

    private static bool IsParameter(SyntaxNode node, SimpleLambdaExpressionSyntax lambda) => node is IdentifierNameSyntax name && name.Identifier.ValueText == lambda.Parameter.Identifier.ValueText;
}
