using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Runproof.Tiles.Generator;

namespace Runproof.Tiles.CodeFixes;

/// <summary>Writes a parallel loop over the items of a collection as a loop.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class ThreadsFix() : LocalFix(Rules.Threads, "Write the loop")
{
    private protected override IEnumerable<TextChange> Changes(FixSite site)
    {
        if (site.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not
            {
                Parent: ExpressionStatementSyntax { Parent: BlockSyntax } statement,
                ArgumentList.Arguments: [{ NameColon: null } items, { NameColon: null, Expression: SimpleLambdaExpressionSyntax { AsyncKeyword.RawKind: 0 } lambda }],
            } call
            || site.SymbolOf(call) is not IMethodSymbol { Name: "ForEach", ContainingType: { Name: "Parallel" } parallel }
            || parallel.ContainingNamespace.ToDisplayString() != "System.Threading.Tasks"
            || site.DeclaredBy(lambda.Parameter) is not IParameterSymbol item)
        {
            yield break;
        }

        if (lambda.Block is { } block && block.DescendantNodes().Any(node => node is ReturnStatementSyntax))
            yield break;
        string head = $"foreach ({item.Type.ToMinimalDisplayString(site.Model, statement.SpanStart)} {lambda.Parameter.Identifier.Text} in {items.Expression})";
        string inner = statement.GetLeadingTrivia().ToString().Split('\n').Last();
        yield return FixSite.Replace(statement.SpanStart, lambda.Body.SpanStart, lambda.Block is null ? $"{head}\n{inner}    " : $"{head}\n{inner}");
        yield return FixSite.Replace(lambda.Body.Span.End, statement.Span.End, lambda.Block is null ? ";" : "");
    }
}
