using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Runproof.Tiles.Generator;
using Runproof.Tiles.Generator.Parsing;

namespace Runproof.Tiles.CodeFixes;

/// <summary>Calls a sequence through the context that it is given.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class DirectCallFix() : LocalFix(Rules.DirectCall, "Call it through the context")
{
    private const int MostArguments = 7;

    private protected override IEnumerable<TextChange> Changes(FixSite site)
    {
        if (site.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { ArgumentList.Arguments: { Count: >= 1 and <= MostArguments } arguments } call
            || site.SymbolOf(call) is not IMethodSymbol method
            || HostClass.Attribute(method, Names.SequenceAttribute) is null
            || arguments[0].Expression is not IdentifierNameSyntax context
            || site.TypeOf(context)?.ToDisplayString() != Names.SequenceContext
            || arguments.Any(argument => argument.NameColon is not null || !argument.RefKindKeyword.IsKind(SyntaxKind.None))
            || site.NameOf(Names.Namespace, "SequenceCalls") != "SequenceCalls")
        {
            yield break;
        }

        int rest = arguments.Count == 1 ? call.ArgumentList.CloseParenToken.SpanStart : arguments[1].SpanStart;
        yield return FixSite.Replace(call.SpanStart, rest, $"{context}.Call({call.Expression}{(arguments.Count == 1 ? "" : ", ")}");
    }
}
