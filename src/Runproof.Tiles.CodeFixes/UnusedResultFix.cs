using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Runproof.Tiles.Generator;
using Runproof.Tiles.Generator.Parsing;

namespace Runproof.Tiles.CodeFixes;

/// <summary>Leaves out a call whose result is not used. One that may end the run is left alone: it may stand there as a check.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class UnusedResultFix() : LocalFix(Rules.UnusedResult, "Leave the call out")
{
    private protected override IEnumerable<TextChange> Changes(FixSite site)
    {
        if (site.Node.FirstAncestorOrSelf<StatementSyntax>() is ExpressionStatementSyntax { Parent: BlockSyntax, Expression: InvocationExpressionSyntax call } statement
            && call.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().All(inner => CannotFail(inner, site)))
        {
            yield return site.Remove(statement.Span);
        }
    }

    private static bool CannotFail(InvocationExpressionSyntax call, FixSite site) => site.SymbolOf(call)?.Name switch
    {
        "Constant" => true,
        "Call" => call.ArgumentList.Arguments is [var first, ..] && site.SymbolOf(first.Expression) is IMethodSymbol tile
            && HostClass.Attribute(tile, Names.TileAttribute) is not null && tile.ReturnType.OriginalDefinition.MetadataName != "Result`1",
        _ => false,
    };
}
